"""Take a copy of the database: by the program once a day, or because somebody asks."""

from datetime import datetime
from pathlib import Path

from kast_eval.store.backup_runs import BackupRun, RunSort, add_backup_run
from kast_eval.store.backups.agreement import agreeing
from kast_eval.store.backups.copies import copies, prune
from kast_eval.store.backups.label import Reason
from kast_eval.store.backups.place import place_of
from kast_eval.store.backups.take import BackupMade, back_up
from kast_eval.store.backups.trouble import BackupError, named_trouble
from kast_eval.store.database import Database
from kast_eval.store.events import PROGRAM, note_event
from kast_eval.study.roles import Permission, User, require_somewhere


def take_backup(
    database: Database, user: User | None, now: datetime, *, reason: Reason
) -> BackupRun:
    """Take a copy and remove those that need not be kept; how it went is noted either way.

    `user` is None for the program itself. The copy is taken outside any transaction, because
    others save meanwhile; a BackupError rises once it is noted. One may also rise after a copy was
    taken, if an old one cannot be removed.
    """
    if user is not None:
        require_somewhere(user, Permission.BACK_UP)
    name = None if user is None else user.name
    try:
        place, _ = place_of(database)
        made = back_up(database, place, now, reason=reason)
    except BackupError as error:
        run = BackupRun(RunSort.BACKUP, reason, now, trouble=error.trouble, noted_by=name)
        _note(database, run, f"failed: {error.trouble}")
        raise
    label = made.copy.label
    run = BackupRun(
        RunSort.BACKUP,
        reason,
        now,
        made.copy.folder.name,
        same_disk=made.same_disk,
        size=label.size,
        row_count=label.rows,
        head=label.head,
        noted_by=name,
    )
    _note(database, run, made.copy.folder.name)
    _prune(database, place, made)
    return run


def _prune(database: Database, place: Path, made: BackupMade) -> None:
    """Remove old copies, unless one of them knows events that the database has not.

    Either the database was restored from an older copy, or somebody has cut its events: a person
    must look, and what is there to look at stays.
    """
    store = made.copy.label.store
    with named_trouble(place):
        there = copies(place, store)
        with database.read() as session:
            if len(agreeing(session, there)) == len(there):
                prune(place, store)


def _note(database: Database, run: BackupRun, subject: str) -> None:
    with database.begin() as session:
        add_backup_run(session, run)
        by = run.noted_by or PROGRAM
        note_event(session, run.ended_at, by, "backed up", subject)
