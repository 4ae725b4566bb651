"""The two databases that the tests of the store run on."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Identifier
from sqlalchemy import Connection, text

from kast_eval.store.connection import closed_after
from kast_eval.store.database import Database, open_database
from kast_eval.store.postgresql.connection import owning_engine
from kast_eval.store.tables import SCHEMA
from kast_eval.store.triggers import TRIGGERS
from tests.postgresql import Server

SQLCIPHER, POSTGRESQL = "sqlcipher", "postgresql"

in_a_file = pytest.mark.parametrize("engine", [SQLCIPHER], indirect=True)
"""For what only a file has: pages, pragmas, a key that it cannot be read without."""

all_in_a_file = [in_a_file, pytest.mark.usefixtures("engine")]
"""The same of every test of a module."""

_DATABASE = "kept_empty"


@dataclass(frozen=True)
class Emptied:
    """A database on a server, emptied before each test: to make a new one takes far longer."""

    folder: Path
    admin: psycopg.Connection

    @classmethod
    def made(cls, server: Server, folder: Path) -> "Emptied":
        server.set_up(_DATABASE)
        admin = server.admin(_DATABASE)
        # The tests of the store are nobody: whose rows there are is tried by tests of its own.
        admin.execute(f"ALTER DATABASE {_DATABASE} SET kast_eval.sites = '*'")
        open_database(folder, training=True, address=server.address(_DATABASE)).close()
        admin.execute("SET session_replication_role = replica")
        return cls(folder, admin)

    def empty(self) -> None:
        """Remove every row, and begin all numbers anew."""
        tables = self.admin.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' "
            "AND tablename NOT IN ('alembic_version', 'store_info')"
        ).fetchall()
        for table in tables:
            self.admin.execute(SQL("DELETE FROM {}").format(Identifier(*table)))
        self.admin.execute("UPDATE alembic_version SET version_num = %s", [SCHEMA])
        self.admin.execute(
            "SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'"
        )


def tamper(database: Database, *statements: str) -> None:
    """Change what is kept as somebody could who has the file and its key, or the account."""
    if database.address is None:
        with database.begin() as session:
            for name in TRIGGERS:
                session.connection.execute(text(f"DROP TRIGGER {name}"))
            _run(session.connection, statements)
        return
    # Whoever has the account owns the tables.
    with closed_after(owning_engine(database.address)) as owner, owner.begin() as connection:
        _run(connection, ["ALTER TABLE event DISABLE TRIGGER USER"])
        _run(connection, statements)
        _run(connection, ["ALTER TABLE event ENABLE TRIGGER USER"])


def _run(connection: Connection, statements: Sequence[str]) -> None:
    for statement in statements:
        connection.execute(text(statement))
