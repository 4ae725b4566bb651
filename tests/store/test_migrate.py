from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text

from kast_eval.store.connection import migrating_engine
from kast_eval.store.database import Database, open_database
from kast_eval.store.faults import (
    DamagedDatabaseError,
    NewerDatabaseError,
    StorageFullError,
    WrongDatabaseError,
    named_faults,
)
from kast_eval.store.folder import DATABASE_FILE
from kast_eval.store.keys.database_key import DatabaseKey
from kast_eval.store.migrate import alembic_config, migrate
from kast_eval.store.tables import SCHEMA, Base
from kast_eval.store.triggers import TRIGGERS
from tests.store.described import described
from tests.store.engines import in_a_file, tamper
from tests.store.made import NOW

KEY = DatabaseKey("0f" * 48)


@in_a_file
def test_migrations_build_what_the_tables_say(database: Database) -> None:
    told = create_engine("sqlite://")
    Base.metadata.create_all(told)
    assert described(database.reader) == described(told)
    told.dispose()


@in_a_file
def test_migrations_build_the_triggers(database: Database) -> None:
    statement = text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    with database.reader.connect() as connection:
        built = {row.name: row.sql for row in connection.execute(statement)}
    assert built == TRIGGERS


def test_every_constraint_has_a_name() -> None:
    for table in Base.metadata.sorted_tables:
        assert all(constraint.name for constraint in table.constraints)


def test_the_tables_know_the_newest_migration() -> None:
    assert ScriptDirectory.from_config(alembic_config()).get_current_head() == SCHEMA


def test_a_database_from_a_newer_program_is_refused(folder: Path, database: Database) -> None:
    tamper(database, "UPDATE alembic_version SET version_num = '9999'")
    database.close()
    with pytest.raises(NewerDatabaseError, match="9999"):
        open_database(folder, training=True)


def test_a_program_that_comes_second_changes_nothing(tmp_path: Path) -> None:
    engine = migrating_engine(tmp_path / DATABASE_FILE, KEY)
    migrate(engine, NOW, training=True)
    migrate(engine, NOW, training=True)
    with pytest.raises(WrongDatabaseError):
        migrate(engine, NOW, training=False)
    engine.dispose()


def test_an_interrupted_migration_leaves_nothing(tmp_path: Path) -> None:
    engine = migrating_engine(tmp_path / DATABASE_FILE, KEY)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 10")
    with pytest.raises(StorageFullError), named_faults():
        migrate(engine, NOW, training=True)
    assert inspect(engine).get_table_names() == []
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 100000")
    migrate(engine, NOW, training=True)
    assert inspect(engine).has_table("entry")
    engine.dispose()


def test_a_reference_to_a_missing_row_stops_a_migration(tmp_path: Path) -> None:
    engine = migrating_engine(tmp_path / DATABASE_FILE, KEY)
    migrate(engine, NOW, training=True)
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO role_at_site (user_id, site_code, role) VALUES (7, '0000', 'lead')"
        )
    with pytest.raises(DamagedDatabaseError, match="hänvisningar"):
        migrate(engine, NOW, training=True)
    engine.dispose()
