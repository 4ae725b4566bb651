"""The database of an instance folder: opened, prepared, read and written."""

from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine
from sqlcipher3 import dbapi2 as sqlcipher

from kast_eval import clock
from kast_eval.errors import system_reason
from kast_eval.store.connection import (
    migrating_engine,
    reading_engine,
    require_safe_library,
    writing_engine,
)
from kast_eval.store.faults import FolderError, named_faults
from kast_eval.store.folder import DATABASE_FILE, KEY_FILE
from kast_eval.store.keys.box_file import KEYS_FILE
from kast_eval.store.keys.database_key import DatabaseKey
from kast_eval.store.keys.key_file import read_or_make_key
from kast_eval.store.schema import RealDatabaseError, require_sort, schema_version
from kast_eval.store.session import Session
from kast_eval.store.tables import SCHEMA
from kast_eval.store.unfinished import finish_renewal
from kast_eval.store.visible_sites import see_sites
from kast_eval.store.whereabouts import ADDRESS_FILE, address_of, remember_address
from kast_eval.store.workshop import clear_workshops

if TYPE_CHECKING:
    from kast_eval.store.postgresql.address import Address


@dataclass(frozen=True)
class Database:
    """An open database; one of a process, shared by its threads.

    One on a server has the `address`; its `file` is where it would be, in the instance folder, and
    in each transaction there are the rows of the `sites`, or none until somebody is known.
    """

    file: Path
    training: bool
    writer: Engine = field(repr=False)
    reader: Engine = field(repr=False)
    key: DatabaseKey = field(repr=False)
    address: "Address | None" = None
    sites: frozenset[str] = frozenset()
    # Threads that wait here are served in turn; those that wait at the file are not.
    write_lock: Lock = field(default_factory=Lock, repr=False)

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """Give a session that reads and writes, kept whole at the end or not at all.

        A full disk rises as StorageFullError, other faults of the machine as StorageError.
        """
        with named_faults(), self.write_lock, self.writer.begin() as connection:
            yield self._session(connection)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session that sees one state of the database and cannot write."""
        with named_faults(), self.reader.begin() as connection:
            yield self._session(connection)

    def seeing(self, site_codes: Collection[str]) -> "Database":
        """Return the same database for one to whom there are these clinics' rows."""
        return replace(self, sites=frozenset(site_codes))

    def _session(self, connection: Connection) -> Session:
        session = Session(connection, self.key.for_events)
        if self.sites:
            see_sites(session, self.sites)
        return session

    def close(self) -> None:
        """Close every connection; the last one to close tidies the files."""
        self.reader.dispose()
        self.writer.dispose()


def open_database(
    folder: Path, *, training: bool, key: DatabaseKey | None = None, address: str | None = None
) -> Database:
    """Return the database of the folder, made or brought up to date if need be.

    Without a `key` it is the one in the folder's plain key file, as practice has it. With an
    `address` it is on a server, which the folder remembers from then on.
    """
    if key is None and (folder / KEYS_FILE).exists():
        raise RealDatabaseError
    file = folder / DATABASE_FILE
    clear_workshops(folder)
    server = address_of(folder, address)
    if server is None:
        finish_renewal(folder)
        with _writable(folder):
            key = key or read_or_make_key(folder / KEY_FILE, file)
            file.touch(mode=0o600)
        return _open_file(file, key, training=training)
    from kast_eval.store.postgresql.opening import open_on_server  # noqa: PLC0415 - seldom needed.

    with _writable(folder):
        key = key or read_or_make_key(folder / KEY_FILE, folder / ADDRESS_FILE)
        opened = open_on_server(file, server, key, training=training)
        remember_address(folder, server)
    return opened


@contextmanager
def _writable(folder: Path) -> Iterator[None]:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise FolderError(
            "Mappen {folder} går inte att skriva i ({reason}). Välj en annan mapp eller ge "
            "ditt konto rätt att skriva i den.",
            folder=folder, reason=system_reason(error),
        ) from error  # fmt: skip


def _open_file(file: Path, key: DatabaseKey, *, training: bool) -> Database:
    require_safe_library(sqlcipher.sqlite_version_info)
    writer, reader = writing_engine(file, key), reading_engine(file, key)
    database = Database(file, training, writer, reader, key)
    with ExitStack() as refused:
        refused.callback(database.close)
        with named_faults():
            _prepare(database, key)
        refused.pop_all()
    return database


def _prepare(database: Database, key: DatabaseKey) -> None:
    """Bring the tables up to date; refuse a newer file and one of the other sort."""
    with database.reader.begin() as connection:
        version = schema_version(connection)
        if version is not None:
            require_sort(connection, training=database.training)
    if version == SCHEMA:
        return
    # Alembic takes a third of a second to import, and nearly every start does without it.
    from kast_eval.store.backups.place import back_up_before_upgrade  # noqa: PLC0415
    from kast_eval.store.migrate import migrate, require_known  # noqa: PLC0415

    if version is not None:
        require_known(version)
        back_up_before_upgrade(database, clock.now())
    migrator = migrating_engine(database.file, key)
    try:
        migrate(migrator, clock.now(), training=database.training)
    finally:
        migrator.dispose()
