"""The label on a copy: a text file beside it, for people and for the program."""

from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum

LABEL_FILE = "label.txt"

_HEAD = (
    "Säkerhetskopia av en databas med svar från KAST-mottagningar. Allt i den är krypterat.\n"
    "Återställ i en ny mapp: kast-eval restore DEN-HÄR-MAPPEN --instance NY-MAPP\n"
    "\n"
    "Backup of a database with answers from KAST clinics. All of it is encrypted.\n"
    "Restore into a new folder: kast-eval restore THIS-FOLDER --instance NEW-FOLDER\n"
    "\n"
)


class Reason(StrEnum):
    """Why a copy was taken."""

    DAILY = "daily"
    ASKED = "asked"
    UPGRADE = "upgrade"


class LabelError(ValueError):
    """A label that was not written by the program, or not wholly."""


@dataclass(frozen=True)
class Label:
    """What stands on a copy: of which database, from when, how much, and how its events end.

    `store` tells databases apart: it is the moment at which one was made. Rows are counted
    together, never by table: the label is not encrypted, and how many clients there are is nobody's
    business. `head` is the newest link of the chain of events, kept here outside the database.
    """

    store: str
    taken: datetime
    reason: Reason
    schema: str
    training: bool
    rows: int
    events: int
    head: str
    size: int
    sha256: str

    def written(self) -> str:
        """Return the label as text."""
        lines = (f"{one.name}: {_shown(getattr(self, one.name))}\n" for one in fields(self))
        return _HEAD + "".join(lines)


def read_label(text: str) -> Label:
    """Return what a label says; raise LabelError for anything else."""
    held = dict(line.split(": ", 1) for line in text.splitlines() if ": " in line)
    try:
        return Label(
            held["store"],
            datetime.fromisoformat(held["taken"]),
            Reason(held["reason"]),
            held["schema"],
            held["training"] == "yes",
            int(held["rows"]),
            int(held["events"]),
            held["head"],
            int(held["size"]),
            held["sha256"],
        )
    except (KeyError, ValueError) as error:
        raise LabelError from error


def _shown(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case datetime():
            return value.isoformat()
        case _:
            return str(value)
