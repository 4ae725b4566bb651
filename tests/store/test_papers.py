from dataclasses import replace
from datetime import date

import pytest

from kast_eval.store.database import Database
from kast_eval.store.papers import (
    KeyedSheet,
    add_decision,
    add_paper,
    decisions_of,
    end_paper,
    find_paper,
    keyed_sheets,
    move_paper,
    new_public_id,
    papers_of,
    readiness,
)
from kast_eval.store.sheet_facts import ReadFacts, put_facts
from kast_eval.study.papers import Decision, Ending, Outcome, Paper, PaperKind, Readiness
from tests.store.made import HERE, NOW, THERE, make_entry, make_sheet

PAPER = Paper(
    "ab12", HERE, PaperKind.FORMS, "pärm 3", date(2026, 1, 1), date(2026, 6, 30), 120, None,
    "skåp A", "anna", NOW,
)  # fmt: skip
DECISION = Decision("cd34", PaperKind.FORMS, "GN 1", date(2025, 11, 3), "anna", NOW)
ENDING = Ending(Outcome.DISPOSED, "GN 1", date(2026, 3, 8), 119, "", "Berit", "anna", NOW)


@pytest.fixture
def registered(database: Database) -> Database:
    with database.begin() as session:
        add_paper(session, PAPER)
        add_paper(session, replace(PAPER, public_id="ef56", site_code=THERE, amount=None))
    return database


def test_papers_read_back_as_they_were_added(registered: Database) -> None:
    with registered.read() as session:
        assert papers_of(session, HERE) == (PAPER,)
        assert find_paper(session, (HERE,), "ab12") == PAPER


def test_another_clinics_papers_do_not_exist(registered: Database) -> None:
    with registered.read() as session:
        assert find_paper(session, (HERE,), "ef56") is None
        assert find_paper(session, (), "ab12") is None
        assert [one.public_id for one in papers_of(session, THERE)] == ["ef56"]


def test_the_newest_place_counts(registered: Database) -> None:
    with registered.begin() as session:
        for place in ("skåp B", "arkivet"):
            move_paper(session, "ab12", place, by="anna", at=NOW)
        assert papers_of(session, HERE) == (replace(PAPER, location="arkivet"),)


def test_an_end_stays_with_its_papers_and_its_decision(registered: Database) -> None:
    with registered.begin() as session:
        add_decision(session, HERE, DECISION)
        end_paper(session, "ab12", ENDING, DECISION)
        end_paper(session, "ef56", replace(ENDING, outcome=Outcome.ARCHIVED, decision=None), None)
        assert papers_of(session, HERE) == (replace(PAPER, ending=ENDING),)
        assert decisions_of(session, HERE) == (DECISION,)
        assert decisions_of(session, THERE) == ()


def test_sheets_tell_how_ready_the_papers_of_their_time_are(database: Database) -> None:
    day = date(2026, 3, 2)
    with database.begin() as session:
        sheet = make_sheet(session)
        make_entry(session, sheet)
        put_facts(session, sheet, ReadFacts(date(2026, 3, 9), day, 1, {}, {}, "x"))
        (found,) = keyed_sheets(session, HERE)
        assert found == KeyedSheet(day, NOW, is_open=False)
        assert keyed_sheets(session, THERE) == ()
    assert readiness((found,), day, day) == Readiness(0, NOW.date())
    assert readiness((replace(found, is_open=True),), day, day) == Readiness(1, NOW.date())
    assert readiness((found,), date(2026, 3, 3), date(2026, 3, 9)) == Readiness(0)


def test_addresses_are_random() -> None:
    assert len({new_public_id() for _ in range(99)}) == 99
