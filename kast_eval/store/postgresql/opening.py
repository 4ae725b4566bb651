"""Open the database on a server: prepare it, and refuse what is not safe or not ours."""

from pathlib import Path

from sqlalchemy import Connection

from kast_eval import clock
from kast_eval.store.connection import closed_after
from kast_eval.store.database import Database
from kast_eval.store.events import newest_link_holds
from kast_eval.store.faults import DamagedDatabaseError, named_faults
from kast_eval.store.keys.database_key import DatabaseKey
from kast_eval.store.postgresql.address import Address
from kast_eval.store.postgresql.connection import (
    migrating_engine,
    owning_engine,
    reading_engine,
    writing_engine,
)
from kast_eval.store.postgresql.guards import missing_guards
from kast_eval.store.postgresql.server import require_server
from kast_eval.store.schema import require_sort, schema_version
from kast_eval.store.session import Session
from kast_eval.store.tables import SCHEMA
from kast_eval.wording import marked


def open_on_server(file: Path, address: Address, key: DatabaseKey, *, training: bool) -> Database:
    """Return the database at the address, made or brought up to date if need be.

    `file` is where it would be were it a file: the folder of the instance is told from it.
    """
    with named_faults():
        _prepare(address, key, training=training)
    return Database(file, training, writing_engine(address), reading_engine(address), key, address)


def _prepare(address: Address, key: DatabaseKey, *, training: bool) -> None:
    """Bring the tables up to date; refuse what is newer, of the other sort, or another's."""
    with closed_after(owning_engine(address)) as owner, owner.connect() as connection:
        require_server(connection)
        version = schema_version(connection)
        if version is not None:
            require_sort(connection, training=training)
            _require_key(connection, key)
        if version == SCHEMA:
            _require_guards(connection)
            return
    # Alembic takes a third of a second to import, and nearly every start does without it.
    from kast_eval.store.migrate import migrate  # noqa: PLC0415

    with closed_after(migrating_engine(address)) as migrator:
        migrate(migrator, clock.now(), training=training)


def _require_key(connection: Connection, key: DatabaseKey) -> None:
    """Refuse a key that the events were not chained with: it belongs to another database."""
    if not newest_link_holds(Session(connection, key.for_events)):
        raise DamagedDatabaseError(
            marked(
                "Databasen på servern hör till en annan nyckelfil än den i mappen, eller är "
                "ändrad. Lägg tillbaka rätt nyckelfil, eller återställ en säkerhetskopia."
            )
        )


def _require_guards(connection: Connection) -> None:
    missing = missing_guards(connection)
    if missing:
        raise DamagedDatabaseError(
            marked(
                "Skydd som ska finnas i databasen på servern saknas: {missing}. Ta reda på varför, "
                "och återställ databasen från en kopia som är hel."
            ),
            missing=", ".join(missing),
        )
