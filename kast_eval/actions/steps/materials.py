"""What data that leave are made with, found in the folders of an instance."""

from dataclasses import dataclass, field

from kast_eval.definition.derived import Derivations, read_derivations
from kast_eval.definition.library import Library
from kast_eval.files import read_or_make_key
from kast_eval.settings import Settings
from kast_eval.store.database import Database
from kast_eval.study.plan import Plan


@dataclass(frozen=True)
class Materials:
    """What every release is made with: the forms, the schedule, the secret of the ids.

    The ids of an anonymised file come out of `seed`, a secret of one release; None is one that the
    system draws and that nobody ever learns.
    """

    library: Library
    derivations: Derivations
    plan: Plan
    person_key: bytes = field(repr=False)
    seed: bytes | None = field(default=None, repr=False)


def materials_of(settings: Settings, database: Database, plan: Plan) -> Materials:
    """Return what every release is made with."""
    derivations = read_derivations(settings.forms, plan.library)
    return Materials(plan.library, derivations, plan, person_key(settings, database))


def person_key(settings: Settings, database: Database) -> bytes:
    """Return the secret that person ids are made with: a clinic's is in its key box."""
    if database.training:
        return read_or_make_key(settings.person_key)
    return database.key.for_persons
