import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.engine.interfaces import CacheStats

from kast_eval.store.connection import (
    PRAGMAS,
    UnsafeDatabaseLibraryError,
    connect,
    require_cipher,
    require_safe_library,
)
from kast_eval.store.database import Database
from kast_eval.store.keys.database_key import DatabaseKey
from kast_eval.store.tables.people import SiteRow
from tests.store.engines import all_in_a_file

pytestmark = all_in_a_file

KEY = DatabaseKey("0f" * 48)


@pytest.mark.parametrize(("name", "value"), PRAGMAS.items())
def test_every_pragma_holds_for_readers_and_writers(
    database: Database, name: str, value: str | int
) -> None:
    for engine in (database.reader, database.writer):
        with engine.connect() as connection:
            assert connection.exec_driver_sql(f"PRAGMA {name}").scalar() == value


def test_what_one_engine_has_compiled_no_other_compiles_again(database: Database) -> None:
    statement = select(SiteRow.letters, SiteRow.name).where(SiteRow.code == "0000")
    with database.reader.connect() as connection:
        connection.execute(statement)
    with database.writer.connect() as connection:
        context = connection.execute(statement).context
    assert isinstance(context, DefaultExecutionContext)
    assert context.cache_hit is CacheStats.CACHE_HIT


def test_a_pragma_that_does_not_hold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnsafeDatabaseLibraryError):
        connect(tmp_path / "some.db", KEY, {"journal_mode": "nonsense"})


def test_a_library_that_does_not_encrypt_is_refused() -> None:
    with closing(sqlite3.connect(":memory:")) as plain, pytest.raises(UnsafeDatabaseLibraryError):
        require_cipher(plain)


@pytest.mark.parametrize("version", [(3, 51, 2), (3, 40, 1), (3, 52, 0)])
def test_sqlite_with_the_wal_fault_is_refused(version: tuple[int, ...]) -> None:
    with pytest.raises(UnsafeDatabaseLibraryError):
        require_safe_library(version)


@pytest.mark.parametrize("version", [(3, 51, 3), (3, 52, 1), (3, 53, 4)])
def test_mended_sqlite_is_taken(version: tuple[int, ...]) -> None:
    require_safe_library(version)
