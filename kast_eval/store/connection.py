"""Connections to the encrypted file: its key, its pragmas, how a transaction begins."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy import (
    Compiled,
    Connection,
    Dialect,
    Engine,
    QueuePool,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.util import LRUCache
from sqlcipher3 import dbapi2 as sqlcipher

from kast_eval.store.keys.database_key import DatabaseKey

BUSY_MILLISECONDS = 10_000
"""How long another program on the same file is waited for."""

READERS = 8
"""As many as the server has threads."""

PRAGMAS: Mapping[str, str | int] = {
    "cipher_log_level": "NONE",
    "busy_timeout": BUSY_MILLISECONDS,
    "journal_mode": "wal",
    # FULL: NORMAL loses acknowledged saves when the power goes.
    "synchronous": 2,
    "foreign_keys": 1,
    # Without it INSERT OR REPLACE walks past the triggers that keep rows.
    "recursive_triggers": 1,
    # MEMORY: temporary files would hold readable text.
    "temp_store": 2,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "secure_delete": 1,
}
"""What every connection is set to, in the form in which it reads back."""

_ADDRESS = "sqlite://"
_COMPILED = LRUCache[tuple[object, ...], Compiled](500)
"""The statements that were used last, as SQL; what is filled into them is not kept."""

_WAL_FAULT_MENDED = (3, 51, 3)
_WITHDRAWN = (3, 52, 0)


class UnsafeDatabaseLibraryError(Exception):
    """The library is not the one that the promises were tested with; a fault of the set-up."""


def require_safe_library(sqlite_version: tuple[int, ...]) -> None:
    """Refuse SQLite with the fault that can damage a WAL file, and the withdrawn release."""
    if sqlite_version < _WAL_FAULT_MENDED or sqlite_version == _WITHDRAWN:
        raise UnsafeDatabaseLibraryError("SQLite", sqlite_version)


def require_cipher(connection: sqlcipher.Connection) -> None:
    """Refuse a plain SQLite, which takes a key without a word and encrypts nothing."""
    if connection.execute("PRAGMA cipher_version").fetchone() is None:
        raise UnsafeDatabaseLibraryError("SQLCipher")


def connect(
    file: Path, key: DatabaseKey, pragmas: Mapping[str, str | int] = PRAGMAS
) -> sqlcipher.Connection:
    """Return an open connection with every pragma set and read back."""
    connection = sqlcipher.connect(
        str(file),
        timeout=BUSY_MILLISECONDS / 1000,
        # The engine says when a transaction begins; the driver must not.
        isolation_level=None,
        check_same_thread=False,
    )
    require_cipher(connection)
    connection.execute(f'PRAGMA key = "{key.for_sqlcipher}"')
    for name, value in pragmas.items():
        connection.execute(f"PRAGMA {name} = {value}")
        ((held,),) = connection.execute(f"PRAGMA {name}").fetchall()
        if held != value:
            raise UnsafeDatabaseLibraryError(name, held)
    return connection


def writing_engine(file: Path, key: DatabaseKey) -> Engine:
    """Return the engine whose transactions take the write lock of the file at once."""
    return _engine(lambda: connect(file, key), "BEGIN IMMEDIATE", 1)


def reading_engine(file: Path, key: DatabaseKey) -> Engine:
    """Return the engine whose transactions see one state and cannot write."""
    return _engine(lambda: connect(file, key, {**PRAGMAS, "query_only": 1}), "BEGIN", READERS)


def checking_engine(file: Path, key: DatabaseKey) -> Engine:
    """Return an engine that reads a copy that nobody works in, and leaves no file beside it."""
    pragmas = {**PRAGMAS, "journal_mode": "delete", "query_only": 1}
    return _engine(lambda: connect(file, key, pragmas), "BEGIN", 1)


def shut_engine(file: Path, key: DatabaseKey) -> Engine:
    """Return an engine for a file that nobody can read or write beside; it keeps no log."""
    pragmas = {**PRAGMAS, "journal_mode": "delete", "locking_mode": "exclusive"}
    return _engine(lambda: connect(file, key, pragmas), "BEGIN IMMEDIATE", 1)


def migrating_engine(file: Path, key: DatabaseKey) -> Engine:
    """Return a writing engine for one that rebuilds tables that others refer to."""
    return _engine(lambda: connect(file, key, {**PRAGMAS, "foreign_keys": 0}), "BEGIN IMMEDIATE", 1)


@contextmanager
def closed_after(engine: Engine) -> Iterator[Engine]:
    """Give the engine, and close its connections at the end."""
    try:
        yield engine
    finally:
        engine.dispose()


@cache
def _dialect() -> Dialect:
    """Return what writes statements for SQLCipher, one for all engines.

    A statement is compiled for one dialect, which takes longer than to run it: so the engine that
    writes has what the one that reads has compiled, and a second database what the first has.
    """
    with closed_after(create_engine(_ADDRESS, module=sqlcipher)) as nowhere, nowhere.connect():
        return nowhere.dialect


def _engine(creator: Callable[[], sqlcipher.Connection], begin: str, connections: int) -> Engine:
    dialect = _dialect()
    engine = Engine(
        QueuePool(creator, pool_size=connections, max_overflow=0, dialect=dialect),
        dialect,
        make_url(_ADDRESS),
        execution_options={"compiled_cache": _COMPILED},
        # What was keyed must not stand in an error's text.
        hide_parameters=True,
    )

    def begin_transaction(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "begin", begin_transaction)
    return engine
