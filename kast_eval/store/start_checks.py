"""What is looked at before a database is used: room, every page of the file, the chain."""

import shutil
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from kast_eval.store.connection import connect
from kast_eval.store.database import Database, open_database
from kast_eval.store.events import chain_head, first_broken_event
from kast_eval.store.faults import BrokenChainError, DamagedDatabaseError, named_faults
from kast_eval.store.folder import DATABASE_FILE, KEY_FILE
from kast_eval.store.keys.database_key import DatabaseKey
from kast_eval.store.keys.key_file import read_or_make_key
from kast_eval.store.unfinished import finish_renewal
from kast_eval.store.whereabouts import address_of
from kast_eval.wording import marked

ROOM_TO_WORK = 200 * 1024 * 1024
"""With less room than this a start tells so: saves and a backup must fit."""


@dataclass(frozen=True)
class StartReport:
    """What the checks found of a database that is whole."""

    file_bytes: int
    free_bytes: int
    chain_head: str

    @property
    def is_cramped(self) -> bool:
        """Tell whether the disk has too little room for a day's saves and a backup."""
        return self.free_bytes < max(ROOM_TO_WORK, 2 * self.file_bytes)


@dataclass(frozen=True)
class CheckedDatabase:
    """An open database, and what was found when it was opened."""

    database: Database
    report: StartReport


def open_checked(
    folder: Path, *, training: bool, key: DatabaseKey | None = None, thorough: bool = False
) -> CheckedDatabase:
    """Return the database of the folder if it is whole; else raise, open nothing, change nothing.

    A clinic's database that is not there is not made anew: it is gone. `thorough` looks at every
    index too, which takes longer.
    """
    file = folder / DATABASE_FILE
    # A server keeps pages of its own, and looks after them.
    if address_of(folder, None) is None and (file.exists() or not training):
        finish_renewal(folder)
        _check_file(file, key or read_or_make_key(folder / KEY_FILE, file), thorough=thorough)
    with ExitStack() as refused:
        database = open_database(folder, training=training, key=key)
        refused.callback(database.close)
        report = _check_chain(database)
        refused.pop_all()
    return CheckedDatabase(database, report)


def _check_file(file: Path, key: DatabaseKey, *, thorough: bool) -> None:
    """Check that every page is as it was written, and that the pages fit together."""
    if not file.exists() or not file.stat().st_size:
        raise DamagedDatabaseError(
            marked(
                "Databasen {file} är borta eller tom. Ingenting har ändrats. Återställ från den "
                "senaste säkerhetskopian."
            ),
            file=file,
        )
    with named_faults(), closing(connect(file, key)) as connection:
        # What only the log holds is not seen by the check of the pages.
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
        # Nobody writes in the meantime, so a page is never seen half written.
        connection.execute("BEGIN IMMEDIATE")
        pages = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        if pages or not _fits(connection, thorough=thorough):
            raise DamagedDatabaseError(
                marked(
                    "Databasen {file} är skadad. Den har inte öppnats och inte ändrats. Rör inga "
                    "filer; återställ från den senaste säkerhetskopian."
                ),
                file=file,
            )
        connection.execute("ROLLBACK")


def _fits(connection: sqlcipher.Connection, *, thorough: bool) -> bool:
    check = "integrity_check" if thorough else "quick_check"
    (found,) = connection.execute(f"PRAGMA {check}(1)").fetchall()
    broken = connection.execute("PRAGMA foreign_key_check").fetchone() if thorough else None
    return found == ("ok",) and broken is None


def _check_chain(database: Database) -> StartReport:
    with database.read() as session:
        broken = first_broken_event(session)
        if broken is not None:
            raise BrokenChainError(
                marked(
                    "Händelsernas kedja är bruten vid händelse {number}: något har ändrats eller "
                    "tagits bort utanför programmet. Databasen har inte öppnats. Rör inga filer; "
                    "återställ från den senaste säkerhetskopian."
                ),
                number=broken,
            )
        head = chain_head(session)
    file = database.file
    size = file.stat().st_size if file.exists() else 0
    return StartReport(size, shutil.disk_usage(file.parent).free, head)
