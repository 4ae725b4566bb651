import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from kast_eval import clock
from kast_eval.actions.read_picture import SitePicture, read_picture
from kast_eval.actions.steps.told_sheets import TextReader
from kast_eval.quality.quarter import Quarter
from kast_eval.store import sheets_then
from kast_eval.store.database import Database, open_database
from kast_eval.study.roles import NotAllowedError, NotFoundError, Role, User
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
from tests.actions.simulated_clinics import fill, simulated

LOG = Sent(form="session", submission="log")
PRESENT = Quarter(2026, 1)


def read(database: Database, user: User = ANNA, quarter: Quarter | None = PRESENT) -> SitePicture:
    with database.begin() as session:
        return read_picture(session, user, NOW, plan(), site_code=HERE, quarter=quarter)


def test_the_last_whole_quarter_is_shown_first(database: Database) -> None:
    assert read(database, quarter=None).picture.now.quarter == Quarter(2025, 4)
    assert noted(database)[-1] == ("anna", "read picture", "picture 2025-4", HERE)


def test_a_quarter_that_has_not_begun_is_none(database: Database) -> None:
    with pytest.raises(NotFoundError):
        read(database, quarter=Quarter(2026, 2))


def test_it_tells_from_which_day_there_is_a_paper_for_the_board(database: Database) -> None:
    assert read(database).paper_day == date(2026, 4, 14)
    assert read(database).goes_on
    assert read(database, quarter=None).paper_day is None
    assert not read(database, quarter=None).goes_on


def test_every_quarter_since_the_first_sheet_can_be_chosen(database: Database) -> None:
    entered(database, LOG, {"session_date": "2025-08-02", "attended": "1"})
    every = (Quarter(2025, 3), Quarter(2025, 4), PRESENT)
    assert read(database).quarters == every
    assert read(database, quarter=Quarter(2025, 3)).quarters == every


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


@pytest.fixture(scope="module")
def studied_folder(clinics_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with four more clinics, of the study, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("studied")
    shutil.copytree(clinics_folder, folder, dirs_exist_ok=True)
    opened = open_database(folder, training=True)
    clinics = [replace(simulated(place, 24), logs=False) for place in range(4)]
    fill(opened, clinics, last_day=date(2025, 12, 31))
    opened.close()
    return folder


@pytest.fixture
def studied(studied_folder: Path, tmp_path: Path) -> Iterator[Database]:
    shutil.copytree(studied_folder, tmp_path, dirs_exist_ok=True)
    opened = open_database(tmp_path, training=True)
    yield opened
    opened.close()


def test_others_of_the_study_stand_beside_as_the_last_quarter_ended(studied: Database) -> None:
    others = read(studied).others
    assert others is not None
    assert (others.clinics, others.day) == (4, date(2025, 12, 31))


def test_who_works_at_several_clinics_sees_none_of_them_among_the_others(studied: Database) -> None:
    """Else the others of one, less those of another, leave the clinic where the user is nobody."""
    leads = frozenset({Role.LEAD})
    of_two = read(studied, User("lead", {HERE: leads, "9000": leads})).others
    assert of_two is not None
    assert of_two.clinics == 3
    of_three = User("lead", {HERE: leads, "9000": leads, "9001": leads})
    assert read(studied, of_three).others is None


@pytest.mark.parametrize(
    "change", ["UPDATE site SET in_study = false", "UPDATE site SET left_study = '2020-01-01'"]
)
def test_clinics_outside_the_study_and_those_that_left_are_nobodys_others(
    studied: Database, change: str
) -> None:
    with studied.begin() as session:
        session.connection.execute(text(change))
    assert read(studied).others is None


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
