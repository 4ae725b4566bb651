from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from kast_eval.store.database import Database, open_database
from kast_eval.store.events import events, note_event
from kast_eval.store.faults import (
    DamagedDatabaseError,
    FolderError,
    StorageBusyError,
    StorageError,
    StorageFullError,
    WrongDatabaseError,
)
from kast_eval.store.folder import DATABASE_FILE, KEY_FILE
from kast_eval.store.session import Session
from kast_eval.store.sites import all_sites, find_site, require_training
from kast_eval.study.site import TRAINING_SITE
from tests.store.engines import in_a_file
from tests.store.made import HERE, NOW, make_clinics


def _count(database: Database) -> int:
    with database.read() as session:
        return len(list(events(session)))


def _note(session: Session, subject: str = "x") -> None:
    note_event(session, NOW, "anna", "tried", subject)


OFTEN = 500


def _note_often(session: Session) -> None:
    for _ in range(OFTEN):
        _note(session, "x" * 200)


def test_what_was_kept_is_there_after_a_restart(folder: Path, database: Database) -> None:
    database.close()
    again = open_database(folder, training=True)
    with again.read() as session:
        assert find_site(session, HERE) == TRAINING_SITE
    again.close()


def _note_and_fail(session: Session) -> None:
    _note(session)
    raise RuntimeError


def test_a_transaction_is_kept_whole_or_not_at_all(database: Database) -> None:
    with pytest.raises(RuntimeError), database.begin() as session:
        _note_and_fail(session)
    assert _count(database) == 0
    with database.begin() as session:
        _note(session)
    assert _count(database) == 1


def test_a_reading_session_cannot_write(database: Database) -> None:
    with pytest.raises(StorageError), database.read() as session:
        _note(session)
    assert _count(database) == 0


def test_a_reader_sees_one_state_while_others_write(database: Database) -> None:
    with database.read() as session:
        before = len(list(events(session)))
        with database.begin() as writing:
            _note(writing)
        assert len(list(events(session))) == before
    assert _count(database) == before + 1


@in_a_file
def test_a_full_disk_keeps_nothing_and_the_next_save_works(database: Database) -> None:
    with database.begin() as session:
        pages = session.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        session.connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StorageFullError, match="Disken är full"), database.begin() as session:
        _note_often(session)
    assert _count(database) == 0
    with database.begin() as session:
        session.connection.exec_driver_sql("PRAGMA max_page_count = 100000")
    with database.begin() as session:
        _note_often(session)
    assert _count(database) == OFTEN


@in_a_file
def test_another_program_that_holds_the_file_too_long_is_named(
    folder: Path, database: Database
) -> None:
    other = open_database(folder, training=True)
    with other.begin() as session:
        session.connection.exec_driver_sql("PRAGMA busy_timeout = 1")
    with database.begin() as holding:
        _note(holding)
        with pytest.raises(StorageBusyError), other.begin() as waiting:
            _note(waiting)
    with other.begin() as session:
        _note(session)
    other.close()
    assert _count(database) == 2


def test_a_broken_rule_of_the_tables_is_no_fault_of_the_machine(database: Database) -> None:
    with pytest.raises(IntegrityError), database.begin() as session:
        make_clinics(session)


def test_an_error_does_not_show_what_was_keyed(database: Database) -> None:
    statement = text(
        "INSERT INTO site (code, name, letters, relative_letters, in_study, training) "
        "VALUES (:code, :name, :letters, 'RZ', true, true)"
    )
    row = {"code": HERE, "name": "kanariefågel", "letters": "ZZ"}
    with pytest.raises(IntegrityError) as caught, database.begin() as session:
        session.connection.execute(statement, row)
    assert "kanariefågel" not in str(caught.value)


def test_a_mistake_in_sql_rises_as_it_is(database: Database) -> None:
    with pytest.raises(DBAPIError), database.read() as session:
        session.connection.execute(text("SELECT nothing"))


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FolderError, match="går inte att skriva"):
        open_database(tmp_path / "file" / "instance", training=True)


def test_a_file_that_cannot_be_opened_is_refused(folder: Path) -> None:
    (folder / DATABASE_FILE).mkdir(parents=True)
    (folder / KEY_FILE).write_text("0f" * 48, encoding="ascii")
    with pytest.raises(StorageError):
        open_database(folder, training=True)


@in_a_file
def test_a_damaged_file_is_refused_and_kept(folder: Path, database: Database) -> None:
    database.close()
    file = folder / DATABASE_FILE
    damaged = bytearray(file.read_bytes())
    damaged[2000] ^= 1
    file.write_bytes(damaged)
    with pytest.raises(DamagedDatabaseError, match="skadad"):
        open_database(folder, training=True)
    assert file.read_bytes() == damaged


@in_a_file
def test_another_key_does_not_open_the_file(folder: Path, database: Database) -> None:
    database.close()
    (folder / KEY_FILE).write_text("0f" * 48, encoding="ascii")
    with pytest.raises(DamagedDatabaseError, match="annan nyckelfil"):
        open_database(folder, training=True)


def test_a_training_database_never_opens_as_real(folder: Path, database: Database) -> None:
    with database.read() as session:
        require_training(session)
    with pytest.raises(WrongDatabaseError, match="övningsuppgifter"):
        open_database(folder, training=False)


def test_a_real_database_never_opens_as_training(folder: Path) -> None:
    real = open_database(folder, training=False)
    with real.read() as session, pytest.raises(WrongDatabaseError):
        require_training(session)
    real.close()
    with pytest.raises(WrongDatabaseError, match="riktiga uppgifter"):
        open_database(folder, training=True)


def test_an_empty_database_has_no_clinic(folder: Path) -> None:
    empty = open_database(folder, training=False)
    with empty.read() as session:
        assert all_sites(session) == ()
    empty.close()
