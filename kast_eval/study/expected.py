"""What the ledger is made of: facts of sheets, words of staff, and the forms expected."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kast_eval.study.person import RELATIVE


class State(StrEnum):
    """How it stands with an expected form; each has exactly one."""

    SOON = "soon"
    DUE = "due"
    OVERDUE = "overdue"
    RETURNED = "returned"
    PARTLY = "partly"
    DECLINED = "declined"
    NOT_OFFERED = "not offered"
    UNUSED = "unused"
    """The log of the session says that the form was not used then; it is not filled in later."""
    LOST = "lost"
    LEFT = "left"
    EXCUSED = "excused"
    WITHDRAWN = "withdrawn"


OPEN = frozenset({State.SOON, State.DUE, State.OVERDUE})
"""The form may still come."""

SAYABLE = frozenset(
    {State.DECLINED, State.NOT_OFFERED, State.LOST, State.LEFT, State.EXCUSED}
)  # fmt: skip
"""What staff can say of a form that does not come."""

TAKEN_BACK = "open"
"""What is said when an earlier word no longer holds."""

FILLED_IN = 1
"""The status of a sheet without a blank page, as head-1.yaml codes it."""


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What the ledger knows of a sheet, read from what counts of its entries.

    `code` and `person_type` are None for a sheet about the clinic itself. `day` is the day of the
    paper, `saved_on` that of its first save; `codes` and `days` hold the items that the schedule
    names.
    """

    public_id: str
    code: str | None
    person_type: int | None
    episode_no: int
    form: str
    timepoint: str
    number: int | None
    version: int
    saved_on: date
    day: date | None
    status: int
    codes: Mapping[str, int]
    days: Mapping[str, date]

    @property
    def known_day(self) -> date:
        """Return the day of the paper or, where it has none, that of the first save."""
        return self.day or self.saved_on

    @property
    def of_relative(self) -> bool:
        """Tell whether the sheet is a relative's."""
        return self.person_type == RELATIVE


Place = tuple[str | None, int, str, str]
"""Where a sheet belongs: client code (None: the clinic itself), episode, form, time point."""


@dataclass(frozen=True, slots=True)
class Absence:
    """Why an expected form does not come, as staff have said; `state` may be TAKEN_BACK."""

    place: Place
    state: str
    reason: int | None = None


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder of a follow-up that was sent on a day."""

    code: str
    episode_no: int
    timepoint: str
    sent_on: date


@dataclass(frozen=True, slots=True)
class Expected:
    """A form that should exist, and how it stands with it.

    `code` is None for the clinic's own. `number` is that of the session, the months or the year;
    `reason` is why the form was not offered; `late` tells that the sheet came outside its window;
    `sheet` is the public id of the sheet that is there; `said` tells that the state is what staff
    have said of it.
    """

    code: str | None
    episode_no: int
    form: str
    timepoint: str
    number: int | None
    state: State
    reason: int | None
    first_day: date
    target_day: date
    last_day: date
    late: bool
    sheet: str | None
    said: bool = False
    reminders: tuple[date, ...] = ()

    @property
    def place(self) -> Place:
        """Return where the form belongs."""
        return self.code, self.episode_no, self.form, self.timepoint

    @property
    def is_open(self) -> bool:
        """Tell whether the form may still come."""
        return self.state in OPEN


@dataclass(frozen=True, slots=True)
class ProposedClosing:
    """A contact that is to be closed, because too long has passed since the last held session."""

    code: str
    episode_no: int
    last_contact: date
