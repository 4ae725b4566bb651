"""Try a copy: restore it from beginning to end, look at all of it, and throw that away."""

from datetime import datetime

from kast_eval.store.backup_runs import BackupRun, RunSort, add_backup_run
from kast_eval.store.backups.copies import Copy, newest_backup
from kast_eval.store.backups.give_back import try_copy
from kast_eval.store.backups.label import Reason
from kast_eval.store.backups.place import place_of, store_of
from kast_eval.store.backups.trouble import BackupError, Trouble
from kast_eval.store.database import Database
from kast_eval.store.events import note_event
from kast_eval.store.keys.secret import Secret
from kast_eval.study.roles import Permission, User, require_somewhere


def try_backup(database: Database, user: User, now: datetime, secret: Secret | None) -> BackupRun:
    """Restore the newest copy with the secret and nothing else, as after the loss of everything.

    A training clinic has no secret. How it went is noted; a BackupError rises after that, a wrong
    secret before.
    """
    require_somewhere(user, Permission.BACK_UP)
    try:
        newest = _newest(database)
        try_copy(newest.folder, database.file.parent, secret)
    except BackupError as error:
        run = BackupRun(RunSort.DRILL, Reason.ASKED, now, trouble=error.trouble, noted_by=user.name)
        _note(database, run, f"failed: {error.trouble}")
        raise
    label = newest.label
    run = BackupRun(
        RunSort.DRILL,
        Reason.ASKED,
        now,
        newest.folder.name,
        size=label.size,
        row_count=label.rows,
        head=label.head,
        noted_by=user.name,
    )
    _note(database, run, newest.folder.name)
    return run


def _newest(database: Database) -> Copy:
    place, _ = place_of(database)
    newest = newest_backup(place, store_of(database))
    if newest is None:
        raise BackupError(Trouble.NONE_YET, place)
    return newest


def _note(database: Database, run: BackupRun, subject: str) -> None:
    with database.begin() as session:
        add_backup_run(session, run)
        note_event(session, run.ended_at, run.noted_by or "", "tried a copy", subject)
