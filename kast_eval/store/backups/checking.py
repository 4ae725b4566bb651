"""What a database holds, counted; and whether a copy can be trusted."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from kast_eval.store.backups.trouble import BackupError, Trouble, named_damage
from kast_eval.store.connection import checking_engine
from kast_eval.store.events import chain_head, first_broken_event
from kast_eval.store.faults import named_faults
from kast_eval.store.keys.database_key import DatabaseKey
from kast_eval.store.session import Session
from kast_eval.store.triggers import KEPT

_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"


@dataclass(frozen=True)
class Counted:
    """What a database holds at one moment: which one, how many rows, how its events end.

    `lasting` has the rows of each table that rows are only added to.
    """

    store: str
    schema: str
    rows: int
    lasting: Mapping[str, int]
    events: int
    head: str


def _count_of(table: str) -> str:
    # Names out of the database's own list of tables.
    return f'SELECT count(*) FROM "{table}"'  # noqa: S608  # nosec B608


def count_all(session: Session) -> Counted:
    """Return what the session sees; the tables may be those of an earlier version."""
    connection = session.connection
    tables = [name for (name,) in connection.exec_driver_sql(_TABLES)]
    rows = {name: _value(connection, _count_of(name)) for name in tables}
    return Counted(
        store_name(session),
        str(_value(connection, "SELECT version_num FROM alembic_version")),
        sum(rows.values()),
        {name: rows[name] for name in KEPT if name in rows},
        rows["event"],
        chain_head(session),
    )


def store_name(session: Session) -> str:
    """Return what tells the database from others: the moment at which it was made."""
    return str(_value(session.connection, "SELECT created FROM store_info"))


def check_copy(file: Path, key: DatabaseKey) -> Counted:
    """Return what a copy holds once all of it has been read; raise BackupError if it is damaged."""
    engine = checking_engine(file, key)
    try:
        with named_damage(file.parent), named_faults(), engine.begin() as connection:
            _require_whole(file, connection)
            session = Session(connection, key.for_events)
            if first_broken_event(session) is not None:
                raise BackupError(Trouble.CHAIN, file.parent)
            return count_all(session)
    finally:
        engine.dispose()


def _require_whole(file: Path, connection: Connection) -> None:
    """Read every page: its seal, then what it says, then what refers to what."""
    unsealed = connection.exec_driver_sql("PRAGMA cipher_integrity_check").first()
    told = connection.exec_driver_sql("PRAGMA quick_check").scalar()
    dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if unsealed is not None or told != "ok" or dangling is not None:
        raise BackupError(Trouble.DAMAGED, file.parent)


def _value(connection: Connection, statement: str) -> int:
    value: int = connection.exec_driver_sql(statement).scalar_one()
    return value
