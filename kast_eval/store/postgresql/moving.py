"""Move the database of a folder to a server and back; what is moved is the same, row by row."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, text

from kast_eval.errors import KastEvalError
from kast_eval.files import sync_folder
from kast_eval.store.connection import closed_after, shut_engine
from kast_eval.store.copying import (
    copy_rows,
    count_rows,
    is_blank,
    require_same_rows,
    write_file,
)
from kast_eval.store.database import open_database
from kast_eval.store.events import PROGRAM, chain_head, note_event
from kast_eval.store.faults import named_faults
from kast_eval.store.folder import DATABASE_FILE
from kast_eval.store.folder_lock import held_alone
from kast_eval.store.keys.database_key import DatabaseKey
from kast_eval.store.migrate import migrate
from kast_eval.store.postgresql.address import Address
from kast_eval.store.postgresql.connection import migrating_engine
from kast_eval.store.postgresql.guards import WORKING_ROLE
from kast_eval.store.postgresql.server import require_server
from kast_eval.store.schema import schema_version
from kast_eval.store.session import Session
from kast_eval.store.whereabouts import (
    WhereaboutsError,
    forget_address,
    remember_address,
    remembered_address,
)
from kast_eval.wording import marked

MOVED_FILE = "kast_eval.moved.db"
"""What the file is called that the server took over from; encrypted as before."""

_REVOKE = f"REVOKE INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public FROM {WORKING_ROLE}"


class NotBlankError(KastEvalError):
    """A database on a server that holds something already."""


@dataclass(frozen=True)
class Moved:
    """How many rows were moved, and the newest link of the chain of events with them."""

    rows: int
    head: str


def move_to_server(
    folder: Path, address: Address, now: datetime, *, training: bool, key: DatabaseKey | None = None
) -> Moved:
    """Copy the folder's file into an empty database, and use that from now on."""
    if remembered_address(folder) is not None:
        raise WhereaboutsError(
            marked("Databasen i mappen {folder} ligger redan på en server."), folder=folder
        )
    with held_alone(folder), named_faults():
        key = _brought_up_to_date(folder, training=training, key=key)
        _make_tables(address, now, training=training)
        file = folder / DATABASE_FILE
        with _begun(shut_engine(file, key)) as source, _begun(migrating_engine(address)) as target:
            copy_rows(source, target)
            require_same_rows(source, target)
            moved = _noted(Session(target, key.for_events), now, "to server")
        # The address decides: before it is kept all is as it was, afterwards all is on the server.
        remember_address(folder, address)
        file.replace(folder / MOVED_FILE)
        sync_folder(folder)
    return moved


def move_to_file(
    folder: Path, now: datetime, *, training: bool, key: DatabaseKey | None = None
) -> Moved:
    """Copy the folder's database on a server into a file, and use that from now on.

    On the server all stays as it was, and nobody can write there any more.
    """
    address = remembered_address(folder)
    if address is None:
        raise WhereaboutsError(
            marked("Databasen i mappen {folder} är redan en fil."), folder=folder
        )
    draft = folder / f"{DATABASE_FILE}.draft"
    draft.unlink(missing_ok=True)
    with held_alone(folder), named_faults():
        key = _brought_up_to_date(folder, training=training, key=key)
        with _begun(migrating_engine(address)) as source:
            source.execute(text(_REVOKE))
            write_file(source, draft, key, now, training=training)
            with _begun(shut_engine(draft, key)) as target:
                moved = _noted(Session(target, key.for_events), now, "to file")
        draft.replace(folder / DATABASE_FILE)
        # As above: what decides comes last.
        forget_address(folder)
        sync_folder(folder)
    return moved


def _brought_up_to_date(folder: Path, *, training: bool, key: DatabaseKey | None) -> DatabaseKey:
    """Bring the tables up to date, refuse what is not the folder's, and return the key."""
    opened = open_database(folder, training=training, key=key)
    opened.close()
    return opened.key


def _make_tables(address: Address, now: datetime, *, training: bool) -> None:
    """Make the tables on the server, or find them made and empty by a move that was interrupted."""
    with closed_after(migrating_engine(address)) as owner:
        with owner.connect() as connection:
            require_server(connection)
            if schema_version(connection) is not None and not is_blank(connection):
                raise NotBlankError(
                    marked("Databasen {address} innehåller redan uppgifter. Välj en tom databas."),
                    address=address.text,
                )
        migrate(owner, now, training=training)


def _noted(session: Session, now: datetime, where: str) -> Moved:
    moved = Moved(count_rows(session.connection), chain_head(session))
    note_event(session, now, PROGRAM, "moved database", where)
    return moved


@contextmanager
def _begun(engine: Engine) -> Iterator[Connection]:
    with closed_after(engine), engine.begin() as connection:
        yield connection
