from dataclasses import replace
from datetime import date, timedelta

import pytest

from kast_eval.dataset.coded_tables import Source
from kast_eval.dataset.export import export_files
from kast_eval.dataset.lateness import Windows, place_of, read_windows
from kast_eval.dataset.sheet import KeyedSheet
from kast_eval.study.read_schedule import read_schedule
from kast_eval.study.site import Site
from tests.dataset.made import (
    CHECKIN,
    DERIVATIONS,
    LIBRARY,
    SESSION,
    START,
    TODAY,
    first_session,
    sheet,
    table,
)
from tests.definition.example import REAL_FORMS

SCHEDULE = read_schedule(REAL_FORMS, LIBRARY.newest_forms)
FIRST = date(2026, 3, 9)
CLOSED = date(2026, 5, 4)
CLINIC = Site("0680", "Jönköping", "GB", "RB", in_study=True, training=False)


def session(number: int, days: int, attended: str = "1") -> KeyedSheet:
    day = (FIRST + timedelta(days)).isoformat()
    return replace(sheet(SESSION, number), texts={"session_date": day, "attended": attended})


def filled(form: str, day: date | None, number: int | None = None, **texts: str) -> KeyedSheet:
    texts["fill_date"] = "" if day is None else day.isoformat()
    return replace(sheet(LIBRARY.newest(form), number), texts=texts)


def late(one: KeyedSheet, *others: KeyedSheet) -> int | None:
    return read_windows(SCHEDULE, (one, *others), TODAY).late.get(place_of(one))


@pytest.mark.parametrize(
    ("days", "code"), [(0, 0), (28, 0), (29, 1), (-1, 1)]
)  # A start form is in time for four weeks.
def test_a_start_form_is_late_after_its_window(days: int, code: int) -> None:
    assert late(filled("start", FIRST + timedelta(days)), session(1, 0)) == code


@pytest.mark.parametrize(("attended", "code"), [("1", 1), ("3", 0)])
def test_a_start_form_is_late_at_the_third_session_that_was_held(attended: str, code: int) -> None:
    start = filled("start", FIRST + timedelta(14))
    assert late(start, session(1, 0), session(2, 7), session(3, 14, attended)) == code


@pytest.mark.parametrize(
    ("form", "number", "days", "code"),
    [
        ("closing", None, -14, 0), ("closing", None, 29, 1),
        ("followup", 3, 77, 0), ("followup", 3, 140, 1),
        ("followup", 6, 168, 0), ("followup", 12, 300, 1),
    ],
)  # fmt: skip
def test_what_comes_after_the_closing_is_counted_from_it(
    form: str, number: int | None, days: int, code: int
) -> None:
    closing = filled("closing_staff", CLOSED, close_date=CLOSED.isoformat())
    one = filled(form, CLOSED + timedelta(days), number)
    assert late(one, session(1, 0), closing) == code


def test_where_nothing_can_be_counted_there_is_a_reason() -> None:
    # The day is missing, cannot be read, or what it is counted from is not there.
    assert late(filled("start", None), session(1, 0)) == -7
    assert late(sheet(START, fill_date="odd"), session(1, 0)) == -7
    assert late(filled("followup", CLOSED, 6), session(1, 0)) == -8
    # A form of a session is of its session's day; a deviation has no window.
    assert late(sheet(CHECKIN, 1, fill_date="2026-06-01"), session(1, 0)) == -1
    assert late(filled("deviation", FIRST, 1), session(1, 0)) is None
    log = sheet(LIBRARY.newest("contact_log"), 1)
    assert read_windows(SCHEDULE, [log], TODAY) == Windows()


def test_the_rows_of_persons_say_whether_they_were_late() -> None:
    start = filled("start", FIRST + timedelta(40))
    sheets = {"start": (start,), "session": (first_session(),), "deviation": ()}
    for schedule, code in ((SCHEDULE, "1"), (None, "-1")):
        source = Source(CLINIC, LIBRARY.forms, sheets, DERIVATIONS, schedule)
        files = export_files(source, TODAY)
        names, row = table(files["start.csv"])
        assert dict(zip(names, row, strict=True))["late_flag"] == code
        assert "late_flag" not in table(files["contact_log.csv"])[0]


@pytest.mark.parametrize(
    ("days", "closing", "follow_up"),
    [(28, "-1", "-1"), (29, "0", "-1"), (242, "0", "-1"), (243, "0", "0")],
)
def test_what_may_still_come_is_no_missing_answer(days: int, closing: str, follow_up: str) -> None:
    sheets = {
        "session": (first_session(),),
        "closing_staff": (filled("closing_staff", CLOSED, close_date=CLOSED.isoformat()),),
    }
    source = Source(CLINIC, LIBRARY.forms, sheets, DERIVATIONS, SCHEDULE)
    names, row = table(export_files(source, CLOSED + timedelta(days))["episodes.csv"])
    told = dict(zip(names, row, strict=True))
    assert (told["response_closing"], told["response_f06"]) == (closing, follow_up)
