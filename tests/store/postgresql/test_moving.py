"""A database moved to a server and back: the same rows, the same chain."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from kast_eval.store.connection import closed_after, shut_engine
from kast_eval.store.copying import require_same_rows
from kast_eval.store.database import Database, open_database
from kast_eval.store.entries import entry_history
from kast_eval.store.events import chain_head, events, first_broken_event, note_event
from kast_eval.store.faults import DamagedDatabaseError, StorageBusyError
from kast_eval.store.folder import DATABASE_FILE, KEY_FILE
from kast_eval.store.keys.database_key import new_database_key
from kast_eval.store.postgresql.address import read_address
from kast_eval.store.postgresql.connection import owning_engine
from kast_eval.store.postgresql.moving import (
    MOVED_FILE,
    NotBlankError,
    move_to_file,
    move_to_server,
)
from kast_eval.store.sheets import newest_sheets
from kast_eval.store.whereabouts import ADDRESS_FILE, WhereaboutsError
from tests.postgresql import Server
from tests.store.made import HERE, NOW, make_entry, make_sheet


@pytest.fixture
def filled(database: Database) -> Database:
    with database.begin() as session:
        for number in range(1, 4):
            sheet = make_sheet(session, number=number)
            make_entry(session, sheet, text=f"{number} åäö 'x'", submission=str(number))
            note_event(session, NOW, "anna", "entered", sheet.public_id)
    database.close()
    return database


def _held(folder: Path) -> tuple[object, ...]:
    """Return what the folder's database holds of sheets, entries and events."""
    opened = open_database(folder, training=True)
    with closing(opened), opened.seeing({HERE}).read() as session:
        assert first_broken_event(session) is None
        sheets = newest_sheets(session, (HERE,), limit=99)
        entries = tuple(entry_history(session, sheet.id) for sheet in sheets)
        noted = tuple(one for one in events(session) if one.action != "moved database")
        return sheets, entries, noted


def test_there_and_back_everything_is_as_it_was(
    server: Server, blank: str, folder: Path, filled: Database
) -> None:
    before = _held(folder)
    there = move_to_server(folder, read_address(server.address(blank)), NOW, training=True)
    assert not filled.file.exists()
    assert (folder / MOVED_FILE).exists()
    assert (folder / ADDRESS_FILE).exists()
    assert _held(folder) == before
    # What is numbered anew comes after what was moved.
    opened = open_database(folder, training=True)
    with closing(opened), opened.seeing({HERE}).begin() as session:
        make_sheet(session, number=4)
        head = chain_head(session)
    after = _held(folder)
    back = move_to_file(folder, NOW, training=True)
    assert not (folder / ADDRESS_FILE).exists()
    assert _held(folder) == after
    # The move there was noted, and one sheet was added.
    assert (back.head, back.rows) == (head, there.rows + 2)
    assert b"SQLite format 3" not in filled.file.read_bytes()


def test_what_was_moved_back_is_not_written_on_the_server(
    server: Server, blank: str, folder: Path, filled: Database
) -> None:
    address = server.address(blank)
    move_to_server(folder, read_address(address), NOW, training=True)
    elsewhere = open_database(folder, training=True)
    elsewhere.close()
    move_to_file(folder, NOW, training=True)
    with pytest.raises(ProgrammingError, match="permission denied"), elsewhere.begin() as session:
        note_event(session, NOW, "anna", "entered", "sheet")
    elsewhere.close()
    assert filled.file.exists()


def test_a_database_is_not_moved_over_another(
    server: Server, blank: str, folder: Path, filled: Database, tmp_path: Path
) -> None:
    address = server.address(blank)
    open_database(tmp_path / "another", training=True, address=address).close()
    with server.admin(blank) as connection:
        connection.execute("INSERT INTO site VALUES ('0007', 'x', 'ZZ', false, false, 'RZ')")
    with pytest.raises(NotBlankError, match="tom databas"):
        move_to_server(folder, read_address(address), NOW, training=True)
    assert filled.file.exists()
    assert not (folder / ADDRESS_FILE).exists()


def test_a_move_that_was_interrupted_begins_again(
    server: Server, blank: str, folder: Path, filled: Database
) -> None:
    before = _held(folder)
    with server.admin(blank) as connection:
        # The tables were made, and nothing more.
        other = folder.parent / "other"
        open_database(other, training=True, address=server.address(blank)).close()
        assert connection.execute("SELECT count(*) FROM store_info").fetchone() == (1,)
    move_to_server(folder, read_address(server.address(blank)), NOW, training=True)
    assert _held(folder) == before
    assert filled.training


def test_a_file_that_somebody_works_in_is_not_moved(
    server: Server, blank: str, folder: Path, filled: Database
) -> None:
    with closing(open_database(folder, training=True)) as opened, opened.read() as session:
        before = chain_head(session)
        with pytest.raises(StorageBusyError):
            move_to_server(folder, read_address(server.address(blank)), NOW, training=True)
        assert chain_head(session) == before
    assert filled.file.exists()


def test_what_is_there_already_is_not_moved(
    server: Server, copied: str, on_server: Database, folder: Path, tmp_path: Path
) -> None:
    with pytest.raises(WhereaboutsError, match="redan på en server"):
        move_to_server(folder, read_address(server.address(copied)), NOW, training=True)
    with pytest.raises(WhereaboutsError, match="redan en fil"):
        move_to_file(tmp_path, NOW, training=True)
    assert on_server.address is not None


def test_another_folders_key_does_not_open_the_database(
    on_server: Database, folder: Path, run_as_admin: Callable[[str], None]
) -> None:
    with on_server.begin() as session:
        note_event(session, NOW, "anna", "entered", "sheet")
    on_server.close()
    kept = (folder / KEY_FILE).read_bytes()
    with pytest.raises(DamagedDatabaseError, match="annan nyckelfil"):
        open_database(folder, training=True, key=new_database_key())
    # Nor is it opened with the right key when the newest event was changed.
    run_as_admin("ALTER TABLE event DISABLE TRIGGER USER")
    run_as_admin("UPDATE event SET action = 'read'")
    run_as_admin("ALTER TABLE event ENABLE TRIGGER USER")
    with pytest.raises(DamagedDatabaseError, match="annan nyckelfil"):
        open_database(folder, training=True)
    assert (folder / KEY_FILE).read_bytes() == kept
    assert not (folder / DATABASE_FILE).exists()


def test_the_search_for_differences_finds_one(
    server: Server, blank: str, folder: Path, filled: Database
) -> None:
    before = filled.file.read_bytes()
    address = read_address(server.address(blank))
    move_to_server(folder, address, NOW, training=True)
    filled.file.write_bytes(before)
    with (
        closed_after(owning_engine(address)) as there,
        closed_after(shut_engine(filled.file, filled.key)) as here,
        there.begin() as one,
        here.begin() as other,
    ):
        # The server alone knows of the move.
        one.execute(text("ALTER TABLE event DISABLE TRIGGER USER"))
        one.execute(text("DELETE FROM event WHERE action = 'moved database'"))
        require_same_rows(one, other)
        one.execute(text("UPDATE client SET person_type = 3"))
        with pytest.raises(DamagedDatabaseError, match="client"):
            require_same_rows(one, other)
