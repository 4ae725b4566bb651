"""Read how it stands with the copies of the database."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from kast_eval.store.backup_runs import BackupRun, RunSort, newest_good_run, newest_run
from kast_eval.store.backups.agreement import agreeing
from kast_eval.store.backups.copies import Copy, copies
from kast_eval.store.backups.place import place_of, store_of
from kast_eval.store.database import Database
from kast_eval.store.session import Session
from kast_eval.study.roles import Permission, User, require_somewhere

OLDEST = timedelta(hours=26)
"""A day and what a slow morning takes."""

LONGEST_WITHOUT_DRILL = timedelta(days=183)
"""The manual, chapter 19: every half-year."""


class Worry(StrEnum):
    """What is not as it should be with the copies."""

    NONE_YET = "none yet"
    OLD = "old"
    FAILED = "failed"
    SAME_DISK = "same disk"
    NO_DRILL = "no drill"


@dataclass(frozen=True)
class BackupState:
    """What the database says of its copies, without looking for them."""

    newest: BackupRun | None
    newest_good: BackupRun | None
    drill: BackupRun | None
    worries: tuple[Worry, ...]


@dataclass(frozen=True)
class BackupPlace:
    """The folder that copies go to, and those that are there.

    `agreeing` counts the copies that were taken of this database as it is now, or of its past.
    """

    folder: Path
    chosen: bool
    there: tuple[Copy, ...]
    agreeing: int

    @property
    def strange(self) -> bool:
        """Tell whether a copy knows events that the database has not."""
        return self.agreeing < len(self.there)


def read_backup_state(session: Session, user: User, now: datetime) -> BackupState:
    """Return how it stands by what was noted: quick, and without waking a sleeping disk."""
    require_somewhere(user, Permission.BACK_UP)
    newest = newest_run(session, RunSort.BACKUP)
    good = newest_good_run(session, RunSort.BACKUP)
    drill = newest_good_run(session, RunSort.DRILL)
    worries = tuple(_worries(newest, good, drill, now))
    return BackupState(newest, good, drill, worries)


def read_backup_place(database: Database, user: User) -> BackupPlace:
    """Return what is in the folder that copies go to."""
    require_somewhere(user, Permission.BACK_UP)
    place, chosen = place_of(database)
    there = copies(place, store_of(database))
    with database.read() as session:
        return BackupPlace(place, chosen, there, len(agreeing(session, there)))


def _worries(
    newest: BackupRun | None, good: BackupRun | None, drill: BackupRun | None, now: datetime
) -> Iterator[Worry]:
    """Give what is wrong, the worst first."""
    if newest is not None and newest.trouble is not None:
        yield Worry.FAILED
    if good is None:
        yield Worry.NONE_YET
        return
    if now - good.ended_at > OLDEST:
        yield Worry.OLD
    if good.same_disk:
        yield Worry.SAME_DISK
    if drill is None or now - drill.ended_at > LONGEST_WITHOUT_DRILL:
        yield Worry.NO_DRILL
