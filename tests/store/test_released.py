"""Every released database is brought up to date with nothing lost, a copy of it taken first."""

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlcipher3 import dbapi2 as sqlcipher

from kast_eval.store.backups.copies import copies, find_copy
from kast_eval.store.backups.give_back import restore
from kast_eval.store.backups.label import Reason
from kast_eval.store.backups.place import USUAL_FOLDER
from kast_eval.store.backups.take import back_up
from kast_eval.store.backups.trouble import BackupError
from kast_eval.store.connection import connect, migrating_engine
from kast_eval.store.database import open_database
from kast_eval.store.events import events, first_broken_event
from kast_eval.store.folder import DATABASE_FILE
from kast_eval.store.migrate import migrate
from kast_eval.store.tables import SCHEMA
from tests.promises.length import at_length
from tests.store.made import NOW
from tests.store.released import KEY, RELEASED, load_released

STATEMENTS_BETWEEN_KILLS = at_length(1, short=11)
Rows = dict[str, list[dict[str, Any]]]

RENAMED = {("sheet", "session_no"): "number"}
ENDED = ("sign_in", "alembic_version")
"""What an upgrade ends: whoever was signed in signs in again."""
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"


def rows_of(file: Path) -> Rows:
    with closing(connect(file, KEY)) as connection:
        connection.row_factory = sqlcipher.Row
        return {
            name: sorted(
                (dict(row) for row in connection.execute(f'SELECT * FROM "{name}"')),  # noqa: S608
                key=str,
            )
            for (name,) in connection.execute(_TABLES).fetchall()
        }


def seen_by_the_old(old: Rows, new: Rows) -> Rows:
    """Return the new rows with the columns, and under the names, that the old tables have."""
    return {
        table: sorted(
            (
                {name: row[RENAMED.get((table, name), name)] for name in rows[0]}
                for row in new[table]
            ),
            key=str,
        )
        for table, rows in old.items()
    }


def test_a_database_of_every_released_schema_is_here() -> None:
    assert RELEASED == ("0001", "0002", "0003")


@pytest.mark.parametrize("schema", RELEASED)
def test_every_table_of_a_released_database_has_rows(schema: str, tmp_path: Path) -> None:
    assert all(rows_of(load_released(schema, tmp_path / "instance")).values())


@pytest.mark.parametrize("schema", RELEASED)
def test_nothing_is_lost_of_a_released_database(schema: str, tmp_path: Path) -> None:
    file = load_released(schema, tmp_path / "instance")
    old = rows_of(file)
    with closing(open_database(file.parent, training=True)) as database:
        with database.read() as session:
            assert first_broken_event(session) is None
            assert len(list(events(session))) == len(old["event"])
        new = rows_of(file)
    assert new["alembic_version"] == [{"version_num": SCHEMA}]
    lasting = {table: rows for table, rows in old.items() if table not in ENDED}
    assert seen_by_the_old(lasting, new) == lasting


@pytest.mark.parametrize("schema", RELEASED)
def test_a_copy_is_taken_before_anything_is_changed(schema: str, tmp_path: Path) -> None:
    file = load_released(schema, tmp_path / "instance")
    old = rows_of(file)
    open_database(file.parent, training=True).close()
    (folder,) = (file.parent / USUAL_FOLDER).iterdir()
    copy = find_copy(folder)
    assert (copy.label.schema, copy.label.reason) == (schema, Reason.UPGRADE)
    assert rows_of(copy.database) == old


@pytest.mark.parametrize("schema", RELEASED)
def test_a_copy_from_before_an_upgrade_restores_up_to_date(schema: str, tmp_path: Path) -> None:
    file = load_released(schema, tmp_path / "instance")
    open_database(file.parent, training=True).close()
    (folder,) = (file.parent / USUAL_FOLDER).iterdir()
    restore(folder, tmp_path / "again", NOW, None)
    with closing(open_database(tmp_path / "again", training=True)) as database:
        assert database.training


def test_without_any_copy_nothing_is_changed(tmp_path: Path) -> None:
    file = load_released("0003", tmp_path / "instance")
    old = rows_of(file)
    # A file stands where the copies would go.
    (file.parent / USUAL_FOLDER).touch()
    with pytest.raises(BackupError):
        open_database(file.parent, training=True)
    assert rows_of(file) == old


def test_a_database_that_is_up_to_date_is_not_copied_at_its_start(tmp_path: Path) -> None:
    file = load_released("0003", tmp_path / "instance")
    for _ in range(3):
        open_database(file.parent, training=True).close()
    with closing(open_database(file.parent, training=True)) as database:
        store = back_up(database, tmp_path, NOW).copy.label.store
    assert len(copies(file.parent / USUAL_FOLDER, store)) == 1


# --- Killed in the middle ----------------------------------------------------------------------


def upgrade_in_one(file: Path) -> None:
    engine = migrating_engine(file, KEY)
    migrate(engine, NOW, training=True)
    engine.dispose()


def upgrade_bit_by_bit(file: Path) -> None:
    """Do it as it must not be done: every statement is kept by itself."""
    engine = migrating_engine(file, KEY)

    def end_transaction(connection: Any) -> None:  # noqa: ANN401 - the library's own.
        connection.exec_driver_sql("COMMIT")

    event.listen(engine, "begin", end_transaction)
    migrate(engine, NOW, training=True)
    engine.dispose()


@contextmanager
def heard(tell: Callable[[], None]) -> Iterator[None]:
    """Call something after every statement that changes something, of any connection."""

    def after(_connection: object, _cursor: object, statement: str, *_others: object) -> None:
        if not statement.startswith(("SELECT", "PRAGMA")):
            tell()

    event.listen(Engine, "after_cursor_execute", after)
    try:
        yield
    finally:
        event.remove(Engine, "after_cursor_execute", after)


def killed_after(statements: int, upgrade: Callable[[Path], None], file: Path) -> bool:
    """Upgrade in a process of its own that dies at once; tell whether it came to its end."""
    numbers = count(1)

    def die_in_time() -> None:
        if next(numbers) == statements:
            os.kill(os.getpid(), signal.SIGKILL)

    child = os.fork()
    if child == 0:
        with heard(die_in_time):
            upgrade(file)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return status == 0


def states(upgrade: Callable[[Path], None], tmp_path: Path) -> Iterator[str]:
    """Give what a database looks like that an upgrade was killed in, later and later.

    The oldest database goes through every statement of every migration.
    """
    first = load_released(RELEASED[0], tmp_path / "first").parent
    upgraded = shutil.copytree(first, tmp_path / "upgraded")
    upgrade(upgraded / DATABASE_FILE)
    named = {
        str(rows_of(folder / DATABASE_FILE)): name
        for folder, name in ((first, "old"), (upgraded, "new"))
    }
    ended = False
    for statements in count(1, STATEMENTS_BETWEEN_KILLS):
        if ended:
            return
        folder = shutil.copytree(first, tmp_path / "killed")
        ended = killed_after(statements, upgrade, folder / DATABASE_FILE)
        yield named.get(str(rows_of(folder / DATABASE_FILE)), "between")
        shutil.rmtree(folder)


@pytest.mark.prove
@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows makes no such processes")
def test_an_upgrade_that_is_killed_after_any_statement_leaves_old_or_new(tmp_path: Path) -> None:
    *killed, ended = states(upgrade_in_one, tmp_path)
    assert set(killed) == {"old"}
    assert ended == "new"
    assert len(killed) * STATEMENTS_BETWEEN_KILLS > 150


@pytest.mark.prove
@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows makes no such processes")
def test_an_upgrade_bit_by_bit_would_be_found_between(tmp_path: Path) -> None:
    assert any(state == "between" for state in states(upgrade_bit_by_bit, tmp_path))
