"""The files as they were written, read again: whether they hide what the table in memory hid."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kast_eval.dataset.anonymise.gates import Gate, assess
from kast_eval.dataset.anonymise.microdata import Microdata, Value
from kast_eval.dataset.formats.every import FORMATS
from kast_eval.dataset.release.anonymised.breaches import refusals_from
from kast_eval.dataset.release.anonymised.made import Made
from kast_eval.dataset.release.chosen import PERSON
from kast_eval.dataset.release.plan import Plan
from kast_eval.dataset.release.refusal import Refusal, ReleaseRefusedError
from kast_eval.dataset.table import Code

_LOOKED_FOR = frozenset(
    {Gate.PERSONS, Gate.CLASSES, Gate.DISTINCT, Gate.COMMONEST, Gate.CLINICS, Gate.TRAJECTORY}
)
"""The gates that need nothing beside the file itself."""


def read_again(plan: Plan, files: Mapping[str, bytes], folder: Path) -> tuple[Refusal, ...]:
    """Return what the gates find in the written files of an anonymised table, each read anew.

    They are put into `folder` meanwhile, which must be empty.
    """
    if plan.anonymised is None:
        return ()
    (table,) = plan.tables
    found: dict[str, Refusal] = {}
    for name in plan.recipe.formats:
        one = FORMATS[name]
        path = folder / f"{name}.{one.ending}"
        path.write_bytes(files[f"data/{name}/{table.name}.{one.ending}"])
        cells = one.read(path, table, plan.recipe.language).cells
        found |= {refusal.number: refusal for refusal in _found(plan.anonymised, cells)}
    return tuple(found.values())


def require_hidden(plan: Plan, files: Mapping[str, bytes], folder: Path) -> None:
    """Refuse files in which a gate finds what the table in memory hid; see `read_again`."""
    breaches = read_again(plan, files, folder)
    if breaches:
        raise ReleaseRefusedError(breaches)


def _found(made: Made, cells: Mapping[str, Sequence[Code]]) -> Iterator[Refusal]:
    columns: dict[str, tuple[Value, ...]] = {
        name: tuple(cell if isinstance(cell, str) else int(cell) for cell in cells[name])
        for name in made.candidate.table.columns
    }
    persons = tuple(str(cell) for cell in cells[PERSON])
    written = replace(made.candidate, table=Microdata(persons, columns), earlier=())
    breaches = assess(written, made.policy)
    yield from refusals_from(one for one in breaches if one.gate in _LOOKED_FOR)
