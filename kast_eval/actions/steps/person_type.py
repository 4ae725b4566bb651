"""Who the person of a sheet is: known already, or stated with the first sheet."""

from collections.abc import Collection

from kast_eval.actions.steps.meant import Meant
from kast_eval.definition.form import FormDefinition
from kast_eval.errors import KastEvalError
from kast_eval.study.person import RELATIVE


class PersonTypeError(KastEvalError):
    """A new client without a person type, or a known one with another than before."""


def person_type_of(meant: Meant, definition: FormDefinition, stated: int | None) -> int | None:
    """Return what the person is known as, or stated to be when new; a clinic is no person."""
    known = meant.person_type
    if known is None and meant.is_new_client:
        if stated not in _client_types(definition):
            raise PersonTypeError("Koden är ny. Ange vem personen är.")
        return stated
    if stated is not None and stated != known:
        raise PersonTypeError(
            "Klienten är redan registrerad som en annan sorts person. Jämför koden med etiketten."
        )
    return known


def _client_types(definition: FormDefinition) -> Collection[int]:
    """Return who a new client can be; a relative has a code of another series."""
    (item,) = (item for item in definition.kept if item.name == "person_type")
    (column,) = item.columns()
    return column.labels.keys() - {RELATIVE}
