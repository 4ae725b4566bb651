from dataclasses import replace
from datetime import date, timedelta

import pytest

from kast_eval import clock
from kast_eval.actions.read_picture import SitePicture, read_picture
from kast_eval.actions.steps.told_sheets import TextReader
from kast_eval.quality.quarter import Quarter
from kast_eval.store import sheets_then
from kast_eval.store.database import Database
from kast_eval.study.roles import NotAllowedError, NotFoundError, User
from tests.actions.at_the_clinic import (
    ANNA,
    BERIT,
    HERE,
    LEAD,
    NEIGHBOUR,
    NOW,
    RESEARCHER,
    Correcting,
    Sent,
    correct,
    enter,
    entered,
    library,
    noted,
    plan,
)

LOG = Sent(form="session", submission="log")
PRESENT = Quarter(2026, 1)


def read(database: Database, user: User = ANNA, quarter: Quarter | None = PRESENT) -> SitePicture:
    with database.begin() as session:
        return read_picture(session, user, NOW, library(), plan(), site_code=HERE, quarter=quarter)


def test_the_last_whole_quarter_is_shown_first(database: Database) -> None:
    assert read(database, quarter=None).picture.now.quarter == Quarter(2025, 4)
    assert noted(database)[-1] == ("anna", "read picture", "picture 2025-4", HERE)


def test_a_quarter_that_has_not_begun_is_none(database: Database) -> None:
    with pytest.raises(NotFoundError):
        read(database, quarter=Quarter(2026, 2))


def test_what_was_keyed_a_moment_ago_counts(database: Database) -> None:
    entered(database, LOG, {"session_date": "2026-03-02", "attended": "1", "m": "1"})
    found = read(database).picture
    assert (found.now.began, found.now.held, found.content) == (1, 1, {"m_mi": 1})


def test_what_counts_is_what_was_corrected_last(database: Database) -> None:
    sheet = entered(database, LOG, {"session_date": "2026-03-02", "attended": "1"})
    correct(database, sheet, {"session_date": "2026-03-02", "attended": "3"}, Correcting())
    assert read(database).picture.now.held == 0


def test_a_text_that_no_rule_can_read_any_more_is_no_answer(database: Database) -> None:
    entered(database, LOG, {"session_date": "2026-03-02", "attended": "1"})
    with database.read() as session:
        (kept,) = sheets_then.sheets_then(session, HERE, sheets_then.EVER)
    unreadable = replace(kept, texts={**kept.texts, "attended": "kanske"})
    reader = TextReader(library(), plan().schedule)
    assert reader.facts(kept).codes["attended"] == 1
    assert "attended" not in reader.facts(unreadable).codes


def test_staff_read_it_and_nobody_else(database: Database) -> None:
    for user in (ANNA, LEAD):
        assert read(database, user).site.code == HERE
    with pytest.raises(NotAllowedError):
        read(database, RESEARCHER)
    with pytest.raises(NotFoundError):
        read(database, NEIGHBOUR)


def test_who_keyed_a_sheet_changes_nothing_and_is_not_even_read(database: Database) -> None:
    one, other = (Sent(form="session", submission=name, number=number) for name, number in
                  (("a", 1), ("b", 2)))  # fmt: skip
    entered(database, one, {"session_date": "2026-03-02", "attended": "1"})
    enter(database, other, {"session_date": "2026-03-09", "attended": "1"}, user=BERIT)
    found = read(database).picture
    assert found.now.held == 2
    assert not any(name in repr(found) for name in (ANNA.name, BERIT.name))
    statement = str(sheets_then.STATEMENT)
    assert "entered_by" not in statement
    assert "user" not in statement


def test_the_same_sheets_as_they_were_at_an_earlier_moment(database: Database) -> None:
    sheet = entered(database)
    correct(database, sheet, {"since_main": "0", "mood_7d": "2"}, Correcting())
    with database.read() as session:
        now, then = (
            list(sheets_then.sheets_then(session, HERE, before))
            for before in (sheets_then.EVER, NOW)
        )
        state = sheets_then.state_of_sheets(session, HERE)
    assert [one.texts["mood_7d"] for one in now] == ["2"]
    assert [one.corrected for one in now] == [False]
    assert then == []
    assert state == (2, 2, 0)


def test_the_day_of_the_quarter_is_that_of_the_clinic() -> None:
    assert Quarter.of(clock.clinic_day(NOW)) == PRESENT
    assert date(2026, 4, 1) - timedelta(1) == PRESENT.last_day
