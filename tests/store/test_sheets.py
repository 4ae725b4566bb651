from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from kast_eval.store.clients import add_client
from kast_eval.store.database import Database
from kast_eval.store.sheets import (
    add_sheet,
    find_sheet,
    find_sheet_at,
    newest_sheets,
    next_number,
    present_episode,
)
from tests.store.made import HERE, NOW, THERE, library, make_row, make_sheet


def test_a_sheet_is_found_only_at_its_own_clinic(database: Database) -> None:
    with database.begin() as session:
        sheet = make_sheet(session)
    with database.read() as session:
        assert find_sheet(session, (HERE, THERE), sheet.public_id) == sheet
        assert find_sheet(session, (THERE,), sheet.public_id) is None
        assert find_sheet(session, (HERE,), "none") is None


def test_a_sheet_remembers_which_optional_items_were_asked(database: Database) -> None:
    start = library().newest("start")
    with database.begin() as session:
        client = add_client(session, HERE, "XX0001A", person_type=1, first_seen=NOW)
        sheet = add_sheet(
            session,
            HERE,
            client,
            start.as_asked(frozenset({"told_anyone"})),
            timepoint="t0",
            number=None,
            created=NOW,
        )
    assert sheet.optional_items == {"told_anyone"}
    assert sheet.definition_checksum == start.checksum


def test_a_client_has_one_sheet_of_a_form_at_a_time_point(database: Database) -> None:
    with database.begin() as session:
        make_sheet(session, number=1)
        make_sheet(session, number=2)
    with pytest.raises(IntegrityError), database.begin() as session:
        make_sheet(session, number=2)


@pytest.mark.parametrize("number", [0, 10_000, -1])
def test_numbers_go_from_1_to_9999(database: Database, number: int) -> None:
    with pytest.raises(IntegrityError, match="number"), database.begin() as session:
        make_sheet(session, number=number)


def test_a_sheet_cannot_stand_at_another_clinic_than_its_client(database: Database) -> None:
    with database.begin() as session:
        make_sheet(session)
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"), database.begin() as session:
        session.connection.execute(text("UPDATE sheet SET site_code = :there"), {"there": THERE})


def test_a_client_is_in_the_first_episode_until_there_is_a_later(database: Database) -> None:
    with database.begin() as session:
        client = add_client(session, HERE, "XX0001A", person_type=1, first_seen=NOW)
        assert present_episode(session, client) == 1
        sheet = make_sheet(session)
        session.connection.execute(text("UPDATE sheet SET episode_no = 2"))
        assert present_episode(session, client) == 2
        earlier = make_sheet(session)
        found = {
            number: find_sheet_at(session, HERE, client, "checkin", "s01", episode_no=number)
            for number in (1, 2, 3)
        }
        assert find_sheet_at(session, HERE, client, "checkin", "s02") is None
        assert find_sheet_at(session, HERE, client, "start", "s01") is None
    assert found == {1: earlier, 2: replace(sheet, episode_no=2), 3: None}


def test_a_clinic_has_sheets_of_its_own_without_a_client(database: Database) -> None:
    with database.begin() as session:
        row, theirs = make_row(session), make_row(session, site_code=THERE)
        make_sheet(session)
    assert (row.client_code, row.person_type, row.episode_no) == (None, None, 1)
    with database.read() as session:
        assert find_sheet(session, (HERE,), row.public_id) == row
        assert find_sheet(session, (HERE,), theirs.public_id) is None
        assert find_sheet_at(session, HERE, None, "contact_log", "r0001") == row
        assert find_sheet_at(session, HERE, None, "contact_log", "r0002") is None
        # Another clinic's row and a client's sheet of the same time point are none of it.
        assert find_sheet_at(session, HERE, None, "checkin", "s01") is None
        assert newest_sheets(session, (THERE,), limit=9) == (theirs,)


def test_a_clinic_has_one_sheet_of_a_form_at_a_time_point(database: Database) -> None:
    with database.begin() as session:
        make_row(session)
        make_row(session, site_code=THERE)
    with pytest.raises(IntegrityError), database.begin() as session:
        make_row(session)


def test_rows_are_numbered_on_at_each_clinic(database: Database) -> None:
    with database.begin() as session:
        assert next_number(session, HERE, "contact_log") == 1
        make_row(session, 1)
        make_row(session, 7)
        make_row(session, 40, site_code=THERE)
        assert next_number(session, HERE, "contact_log") == 8
        make_sheet(session, number=3)
        assert next_number(session, HERE, "checkin") == 1


def test_the_newest_sheets_come_first(database: Database) -> None:
    with database.begin() as session:
        sheets = [make_sheet(session, number=number) for number in (1, 2, 3)]
        make_sheet(session, code="XY0001A", site_code=THERE)
    with database.read() as session:
        assert newest_sheets(session, (HERE,), limit=2) == (sheets[2], sheets[1])
