"""What the study has laid down for all clinics, beside the forms themselves."""

from dataclasses import dataclass
from pathlib import Path

from kast_eval.definition.library import Library
from kast_eval.study.keying import Keying, read_keying
from kast_eval.study.read_schedule import read_schedule
from kast_eval.study.schedule import Schedule


@dataclass(frozen=True)
class Plan:
    """What every save and every list of what is due goes by."""

    schedule: Schedule
    library: Library
    keying: Keying


def read_plan(folder: Path, library: Library) -> Plan:
    """Return the plan in the folder of the forms, or raise DefinitionError at its place."""
    forms = library.newest_forms
    return Plan(read_schedule(folder, forms), library, read_keying(folder, forms))
