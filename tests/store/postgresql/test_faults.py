"""Faults of a server, made for real."""

from pathlib import Path
from threading import Thread

import pytest
from psycopg import errors
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from kast_eval.store.database import Database, open_database
from kast_eval.store.events import events, first_broken_event, note_event
from kast_eval.store.faults import (
    DamagedDatabaseError,
    StorageBusyError,
    StorageError,
    StorageFullError,
    named_faults,
)
from kast_eval.store.postgresql.address import read_address
from kast_eval.store.postgresql.connection import UnsafeServerError, engine_with
from tests.postgresql import Server, running_server
from tests.store.made import NOW


def _save(database: Database, subject: str) -> None:
    with database.begin() as session:
        note_event(session, NOW, "anna", "tried", subject)


def _saved(database: Database) -> list[str]:
    with database.read() as session:
        assert first_broken_event(session) is None
        return [event.subject for event in events(session)]


@pytest.mark.parametrize(
    ("state", "fault"),
    [
        ("08006", StorageError),
        ("25006", StorageError),
        ("28P01", StorageError),
        ("40P01", StorageBusyError),
        ("53100", StorageFullError),
        ("53200", StorageError),
        ("55P03", StorageBusyError),
        ("57014", StorageBusyError),
        ("57P01", StorageError),
        ("58030", StorageError),
        ("XX001", DamagedDatabaseError),
        ("XX002", DamagedDatabaseError),
    ],
)
def test_what_a_server_tells_has_a_name(state: str, fault: type[StorageError]) -> None:
    told = errors.lookup(state)()
    with pytest.raises(fault) as raised, named_faults():
        raise DBAPIError.instance("SELECT", {}, told, errors.Error)
    assert type(raised.value) is fault


def test_a_server_that_ended_saves_nothing_and_is_found_again(folder: Path) -> None:
    # Others are connected to the server of the session.
    with running_server() as own:
        own.set_up("ended")
        database = open_database(folder, training=True, address=own.address("ended"))
        _save(database, "before")
        own.stop()
        for _ in range(2):
            with pytest.raises(StorageError, match="svarar inte"):
                _save(database, "meanwhile")
            with pytest.raises(StorageError, match="svarar inte"):
                _saved(database)
        own.start()
        _save(database, "after")
        assert _saved(database) == ["before", "after"]
        database.close()


def test_a_server_that_is_not_there_is_told(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="svarar inte"):
        open_database(folder, training=True, address=f"postgresql+psycopg://a@/b?host={tmp_path}")


def test_another_program_that_writes_for_too_long_is_named(
    on_server: Database, folder: Path
) -> None:
    other = open_database(folder, training=True)
    with other.begin() as session:
        # For the whole of this one connection.
        session.connection.execute(text("SET lock_timeout = '10ms'"))
    with on_server.begin() as holding:
        note_event(holding, NOW, "anna", "tried", "holds")
        with pytest.raises(StorageBusyError), other.begin():
            pass
    _save(other, "waited")
    other.close()
    assert _saved(on_server) == ["holds", "waited"]


def test_writers_come_one_after_the_other(on_server: Database, folder: Path) -> None:
    databases = [open_database(folder, training=True) for _ in range(3)]

    def save(number: int) -> None:
        for nth in range(10):
            _save(databases[number], f"{number} {nth}")

    threads = [Thread(target=save, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for database in databases:
        database.close()
    assert sorted(_saved(on_server)) == sorted(f"{n} {nth}" for n in range(3) for nth in range(10))


def test_a_text_that_never_leaves_the_program_is_no_fault_of_the_server(
    on_server: Database,
) -> None:
    with pytest.raises(DBAPIError, match="NUL"), on_server.read() as session:
        session.connection.execute(text("SELECT :text"), {"text": "a\x00b"})


def test_a_setting_that_does_not_hold_is_refused(server: Server, copied: str) -> None:
    address = read_address(server.address(copied, "made"))
    engine = engine_with(address, {"DateStyle": "german"}, 1)
    with pytest.raises(UnsafeServerError, match="DateStyle"):
        engine.connect()
    engine.dispose()
