"""A new data key: the whole database written anew under it, and put in place by one rename."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from kast_eval.files import sync_folder
from kast_eval.store.backups.checking import check_copy
from kast_eval.store.connection import PRAGMAS, connect, writing_engine
from kast_eval.store.events import PROGRAM, note_event
from kast_eval.store.faults import DamagedDatabaseError, named_faults
from kast_eval.store.folder import DATABASE_FILE
from kast_eval.store.folder_lock import held_alone
from kast_eval.store.keys.box_file import KEYS_FILE
from kast_eval.store.keys.database_key import DatabaseKey, new_database_key
from kast_eval.store.keys.key_box import make_key_box, open_key_box
from kast_eval.store.keys.secret import Secret
from kast_eval.store.keys.slot import Cost
from kast_eval.store.session import Session
from kast_eval.store.unfinished import DRAFT_KEYS, RENEWAL_LOCK, draft_name, tidy
from kast_eval.wording import marked

_SHUT = {**PRAGMAS, "journal_mode": "delete", "locking_mode": "exclusive"}
_SCHEMA = "SELECT type, name, tbl_name, sql FROM {}.sqlite_master"
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"


def renew_data_key(
    folder: Path,
    known: Secret,
    new: Sequence[Secret],
    now: datetime,
    *,
    box: str,
    cost: Cost | None = None,
) -> DatabaseKey:
    """Encrypt the database with a new key that the `new` secrets open; return the key.

    Whenever the program or the machine stops, the folder holds the old database with the old keys
    or the new one with the new keys. The key box names its database: moving the new box into place
    is the one step that decides, and what is left to do is done at the next start.

    The chain of events goes on under its own key, which is carried over.
    """
    with held_alone(folder), held_alone(folder, RENEWAL_LOCK):
        tidy(folder)
        old = open_key_box(folder, known)
        key = replace(new_database_key(), lasting=old.lasting)
        draft = folder / draft_name(box)
        try:
            with _held_shut(folder / DATABASE_FILE, old) as connection:
                _write_anew(connection, draft, key)
                _note(draft, key, now, box)
                make_key_box(folder, key, new, box=box, cost=cost, name=DRAFT_KEYS)
                for secret in new:
                    open_key_box(folder, secret, name=DRAFT_KEYS)
                (folder / DRAFT_KEYS).replace(folder / KEYS_FILE)
                sync_folder(folder)
        finally:
            tidy(folder)
    return key


@contextmanager
def _held_shut(file: Path, key: DatabaseKey) -> Iterator[sqlcipher.Connection]:
    """Give a connection that nobody can read or write beside; there is no log beside the file."""
    with named_faults(), closing(connect(file, key, _SHUT)) as connection:
        yield connection


def _write_anew(connection: sqlcipher.Connection, draft: Path, key: DatabaseKey) -> None:
    """Write all that the database holds into the draft, and see that it is the same."""
    draft.touch(mode=0o600)
    connection.execute(f'ATTACH DATABASE ? AS anew KEY "{key.for_sqlcipher}"', (str(draft),))
    # The database stays shut; the draft is read again by another connection.
    connection.execute("PRAGMA anew.locking_mode = NORMAL")
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute("SELECT sqlcipher_export('anew')")
    connection.execute("COMMIT")
    require_same(connection)
    connection.execute("DETACH DATABASE anew")
    check_copy(draft, key)


def _rows_of(table: str) -> str:
    # Names out of the database's own list of tables.
    return f'SELECT * FROM {{}}."{table}"'  # noqa: S608  # nosec B608


def require_same(connection: sqlcipher.Connection) -> None:
    """Refuse an attached database `anew` that does not hold the same, row by row."""
    names = [name for (name,) in connection.execute(_TABLES)]
    statements = [_SCHEMA, *map(_rows_of, names)]
    for statement in statements:
        for one, other in (("main", "anew"), ("anew", "main")):
            compared = f"{statement.format(one)} EXCEPT {statement.format(other)} LIMIT 1"
            if connection.execute(compared).fetchone() is not None:
                raise DamagedDatabaseError(
                    marked(
                        "Databasen gick inte att skriva om: det som skrevs är inte detsamma. "
                        "Ingenting har ändrats. Kontrollera disken och försök igen."
                    )
                )


def _note(draft: Path, key: DatabaseKey, now: datetime, box: str) -> None:
    """Note in the new database alone what was done: the old one knows nothing of it."""
    engine = writing_engine(draft, key)
    try:
        with named_faults(), engine.begin() as connection:
            note_event(Session(connection, key.for_events), now, PROGRAM, "renewed the key", box)
    finally:
        engine.dispose()
