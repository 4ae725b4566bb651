"""What a clinic says of itself once a year, and how far a new clinic has come.

Form V has a year of the start and no month, and no day for training, for the agreement with the
police and for materials. So a clinic begins with its first sheet. The decision of the board is told
by its day in the newest form V. What has no day is told by the form V that was keyed by a month, or
else by the first one after it, and that it came later is said. What clients have done is told by
months and never by days, and a first ending not at all: each would be one client's.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kast_eval.quality.known_items import CLINIC_YEAR, LOG
from kast_eval.quality.tallies import told_code
from kast_eval.study.expected import SheetFacts

MONTHS: Mapping[int, int] = {3: 91, 6: 182, 12: 365}
"""After so many months, in days, a new clinic is looked at."""

_NEW = 730
"""For so many days a clinic is new."""


class Milestone(StrEnum):
    """What a new clinic sees to first."""

    BOARD = "board"
    TRAINED = "trained"
    MATERIALS = "materials"
    POLICE = "police"
    FIRST_CONTACT = "first contact"
    FORMS = "forms"


class Reached(StrEnum):
    """Whether it was reached by then."""

    YES = "yes"
    NO = "no"
    YES_LATER = "yes, later"
    """A form V that was keyed after that month says so."""
    NO_LATER = "no, later"
    NOT_TOLD = "not told"
    NOT_YET = "not yet"
    """That month has not come."""


@dataclass(frozen=True)
class Structure:
    """The newest form V of a clinic: its year and its codes, by column."""

    year: int | None
    codes: Mapping[str, int]


@dataclass(frozen=True)
class StartUp:
    """A new clinic: since when it keys, and what it had reached after how many months."""

    begun: date
    reached: Mapping[Milestone, Mapping[int, Reached]]


def structure_of(facts: Collection[SheetFacts]) -> Structure:
    """Return what the newest form V says; nothing if there is none."""
    newest = _newest_year(facts)
    if newest is None:
        return Structure(None, {})
    codes = {name: code for name, code in newest.codes.items() if code >= 0}
    return Structure(newest.number, codes)


def start_up_of(facts: Collection[SheetFacts], day: date) -> StartUp | None:
    """Return how far a new clinic has come by a day; None for one that is not new."""
    begun = min((one.saved_on for one in facts), default=None)
    if begun is None or begun < day - timedelta(_NEW) or _is_old(facts, begun):
        return None
    first_days = {
        Milestone.FIRST_CONTACT: min(
            (one.known_day for one in facts if one.form == LOG), default=None
        ),
        # Any sheet of a client: to know of one form that there is none would be a small number.
        Milestone.FORMS: min((one.saved_on for one in facts if one.code is not None), default=None),
    }
    reached = {
        milestone: {
            months: _reached(milestone, first_days, facts, (begun + timedelta(days), day))
            for months, days in MONTHS.items()
        }
        for milestone in Milestone
    }
    return StartUp(begun, reached)


def _is_old(facts: Collection[SheetFacts], begun: date) -> bool:
    """Tell whether the clinic says that it had started long before its first sheet."""
    newest = _newest_year(facts)
    year = None if newest is None else told_code(newest.codes.get("start_year"))
    return year is not None and year < begun.year - 1


def _newest_year(facts: Collection[SheetFacts]) -> SheetFacts | None:
    years = [one for one in facts if one.form == CLINIC_YEAR]
    return max(years, key=lambda one: one.number or 0, default=None)


def _reached(
    milestone: Milestone,
    first_days: Mapping[Milestone, date | None],
    facts: Collection[SheetFacts],
    until: tuple[date, date],
) -> Reached:
    end, today = until
    if end > today:
        return Reached.NOT_YET
    if milestone in first_days:
        first = first_days[milestone]
        return Reached.YES if first is not None and first <= end else Reached.NO
    newest = _newest_year(facts)
    decided = None if newest is None else newest.days.get("board_decision_date")
    if milestone is Milestone.BOARD and decided is not None:
        return Reached.YES if decided <= end else Reached.NO
    return _told(milestone, facts, end)


def _told(milestone: Milestone, facts: Collection[SheetFacts], end: date) -> Reached:
    """Return what the form V of then says, or the first one that came later."""
    then = _newest_year([one for one in facts if one.saved_on <= end])
    if then is not None:
        return Reached.YES if _says(milestone, then) else Reached.NO
    years = (one for one in facts if one.form == CLINIC_YEAR)
    later = min(years, key=lambda one: (one.saved_on, one.number or 0), default=None)
    if later is None:
        return Reached.NOT_TOLD
    return Reached.YES_LATER if _says(milestone, later) else Reached.NO_LATER


def _says(milestone: Milestone, told: SheetFacts) -> bool:
    codes = told.codes
    match milestone:
        case Milestone.BOARD:
            return codes.get("board_decision_doc") == 1
        case Milestone.TRAINED:
            return any(name.startswith("training_") and code == 1 for name, code in codes.items())
        case Milestone.POLICE:
            return codes.get("agreement_police", 0) > 0
        case _:
            return any(codes.get(f"marketing_{one}") == 1 for one in ("web", "leaflet"))
