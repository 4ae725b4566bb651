"""What the study has laid down for all clinics, beside the forms themselves."""

from dataclasses import dataclass
from pathlib import Path

from kast_eval.definition.library import Library
from kast_eval.study.course.conversation import Conversation
from kast_eval.study.course.read_conversation import read_conversation
from kast_eval.study.keying import Keying, read_keying
from kast_eval.study.read_schedule import read_schedule
from kast_eval.study.schedule import Schedule


@dataclass(frozen=True)
class Plan:
    """What every save, every list of what is due and every conversation sheet goes by."""

    schedule: Schedule
    library: Library
    keying: Keying
    conversation: Conversation


def read_plan(folder: Path, library: Library) -> Plan:
    """Return the plan in the folder of the forms, or raise DefinitionError at its place."""
    forms = library.newest_forms
    return Plan(
        read_schedule(folder, forms),
        library,
        read_keying(folder, forms),
        read_conversation(folder, forms),
    )
