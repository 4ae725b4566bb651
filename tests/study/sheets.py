"""Sheets as the ledger knows them, made up for its tests."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from kast_eval.definition.form import Subject
from kast_eval.study.expected import SheetFacts
from kast_eval.study.person import BUYS_SEX, RELATIVE
from kast_eval.study.plan import read_plan
from kast_eval.study.schedule import Schedule
from kast_eval.study.timepoint import timepoint
from tests.definition.example import REAL_FORMS, real_library

FIRST = date(2026, 1, 5)
CODE = "XX0001A"


@cache
def schedule() -> Schedule:
    return read_plan(REAL_FORMS, real_library()).schedule


def sheet(
    form: str,
    day: int | date | None = 0,
    number: int | None = None,
    *,
    code: str | None = CODE,
    episode_no: int = 1,
    status: int = 1,
    codes: Mapping[str, int] | None = None,
    days: Mapping[str, date] | None = None,
    saved_on: date | None = None,
) -> SheetFacts:
    """Return a sheet; a day is one of the calendar, or counted from the first session."""
    definition = schedule().forms[form]
    on = FIRST + timedelta(day) if isinstance(day, int) else day
    if definition.subject is Subject.CLINIC:
        code = None
    return SheetFacts(
        public_id=f"{form} {code} {episode_no} {number}",
        code=code,
        person_type=_person_type(definition.subject),
        episode_no=episode_no,
        form=form,
        timepoint=timepoint(definition.timing, number),
        number=number,
        version=1,
        saved_on=saved_on or on or FIRST,
        day=on,
        status=status,
        codes=codes or {},
        days=days or {},
    )


def _person_type(subject: Subject) -> int | None:
    people = {Subject.CLIENT: BUYS_SEX, Subject.RELATIVE: RELATIVE}
    return people.get(subject)


def log(
    number: int, day: int, *, attended: int = 1, episode_no: int = 1, code: str = CODE
) -> SheetFacts:
    """Return the log of a session, held unless it says otherwise."""
    codes = {"attended": attended}
    return sheet("session", day, number, codes=codes, episode_no=episode_no, code=code)


def closed(
    day: int, *, reason: int = 1, done: int = 1, episode_no: int = 1, code: str = CODE
) -> SheetFacts:
    """Return what staff tell of a closing."""
    return sheet(
        "closing_staff",
        day,
        codes={"close_reason": reason, "form_e_done": done},
        days={"close_date": FIRST + timedelta(day)},
        episode_no=episode_no,
        code=code,
    )
