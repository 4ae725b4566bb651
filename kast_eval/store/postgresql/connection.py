"""Connections to a server: their settings, how a transaction begins."""

from collections.abc import Mapping
from contextlib import ExitStack

import psycopg
from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, text
from sqlalchemy.pool import ConnectionPoolEntry

from kast_eval.store.connection import BUSY_MILLISECONDS, READERS
from kast_eval.store.postgresql.address import Address
from kast_eval.store.postgresql.discreet import tell_rule_alone
from kast_eval.store.postgresql.guards import WORKING_ROLE

_WRITER = 20_260_301
"""The number of the lock that whoever writes holds; PostgreSQL serves those who wait in turn."""

_CONNECTION: Mapping[str, str | int] = {
    "application_name": "kast_eval",
    "connect_timeout": BUSY_MILLISECONDS // 1000,
    # A server that went silent is noticed within a minute.
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
}
_SETTINGS: Mapping[str, str] = {
    "search_path": "public, pg_temp",
    "client_encoding": "UTF8",
    "TimeZone": "UTC",
    "row_security": "on",
    # A save is on the disk before it is told of.
    "synchronous_commit": "on",
    "lock_timeout": f"{BUSY_MILLISECONDS // 1000}s",
    "default_transaction_isolation": "read committed",
}
WRITING: Mapping[str, str] = {**_SETTINGS, "role": WORKING_ROLE}
READING: Mapping[str, str] = {
    **_SETTINGS,
    "role": WORKING_ROLE,
    "default_transaction_isolation": "repeatable read",
    "default_transaction_read_only": "on",
}
OWNING: Mapping[str, str] = _SETTINGS
"""Whoever changes tables works as the account itself, which owns them."""

# The other side's half of keeping alive: a writer whose machine lost its power frees the lock.
_ALIVE = (
    "SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3"
)


class UnsafeServerError(Exception):
    """A setting of a connection that does not hold; a fault of the set-up."""


def writing_engine(address: Address) -> Engine:
    """Return the engine whose transactions come one after the other, whoever else writes."""
    return _waiting_for_turn(engine_with(address, WRITING, 1))


def reading_engine(address: Address) -> Engine:
    """Return the engine whose transactions see one state and cannot write."""
    return engine_with(address, READING, READERS)


def migrating_engine(address: Address) -> Engine:
    """Return a writing engine for one that may change tables."""
    return _waiting_for_turn(owning_engine(address))


def owning_engine(address: Address) -> Engine:
    """Return the engine of the account itself, which waits for nobody."""
    return engine_with(address, OWNING, 1)


def _waiting_for_turn(engine: Engine) -> Engine:
    def wait(connection: Connection) -> None:
        # Each statement after this one sees all that others have kept: isolation is by the lock.
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _WRITER})

    event.listen(engine, "begin", wait)
    return engine


def engine_with(address: Address, settings: Mapping[str, str], connections: int) -> Engine:
    """Return an engine whose connections have the settings."""
    engine = create_engine(
        address.url,
        connect_args={**_CONNECTION},
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=0,
        # A server that was started again is not noticed by who only reads or saves.
        pool_pre_ping=True,
        # What was keyed must not stand in an error's text.
        hide_parameters=True,
    )

    def settle(connection: psycopg.Connection, _entry: ConnectionPoolEntry) -> None:
        with ExitStack() as refused:
            refused.callback(connection.close)
            _settle(connection, settings)
            refused.pop_all()

    event.listen(engine, "connect", settle)
    event.listen(engine, "handle_error", tell_rule_alone)
    return engine


def _settle(connection: psycopg.Connection, settings: Mapping[str, str]) -> None:
    """Set every setting of a new connection, and read it back."""
    connection.autocommit = True
    connection.execute(_ALIVE)
    for name, value in settings.items():
        connection.execute("SELECT set_config(%s, %s, false)", (name, value))
    for name, value in settings.items():
        held = connection.execute("SELECT current_setting(%s)", (name,)).fetchone()
        if held != (value,):
            raise UnsafeServerError(name, held)
    connection.autocommit = False
