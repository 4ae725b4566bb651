"""Bring the tables of a database up to date, wholly or not at all."""

from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, insert

from kast_eval.store.faults import DamagedDatabaseError, NewerDatabaseError
from kast_eval.store.postgresql.guards import make_guards
from kast_eval.store.schema import require_sort, schema_version
from kast_eval.store.tables import StoreInfoRow


def migrate(engine: Engine, now: datetime, *, training: bool) -> None:
    """Run the missing migrations in one transaction; a new file learns what sort it is."""
    config = alembic_config()
    with engine.begin() as connection:
        # Another program may have come first, so all is asked again under the write lock.
        version = schema_version(connection)
        if version is not None:
            require_known(version)
            require_sort(connection, training=training)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if version is None:
            connection.execute(insert(StoreInfoRow).values(id=1, training=training, created=now))
        if connection.dialect.name == "sqlite":
            _require_whole_references(connection)
        else:
            make_guards(connection)


def alembic_config() -> Config:
    """Return what Alembic needs to know; the connection is added by the caller."""
    folder = str(Path(__file__).parent / "migrations")
    config = Config()
    config.set_main_option("script_location", folder.replace("%", "%%"))
    return config


def require_known(version: str) -> None:
    """Refuse a database that a newer program has written."""
    scripts = ScriptDirectory.from_config(alembic_config()).walk_revisions()
    known = {script.revision for script in scripts}
    if version not in known:
        raise NewerDatabaseError(
            "Databasen är skriven av en nyare version av programmet (schema {version}). "
            "Uppdatera programmet.",
            version=version,
        )


def _require_whole_references(connection: Connection) -> None:
    # Foreign keys are off while tables are rebuilt, so they are checked once at the end.
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise DamagedDatabaseError(
            "Databasen innehåller hänvisningar till rader som saknas och har inte uppdaterats. "
            "Återställ från den senaste säkerhetskopian."
        )
