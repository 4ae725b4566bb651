"""Take the copy of the day, if it has not been taken yet."""

from datetime import datetime, timedelta

from kast_eval import clock
from kast_eval.actions.take_backup import take_backup
from kast_eval.store.backup_runs import BackupRun, RunSort, newest_good_run, newest_run
from kast_eval.store.backups.label import Reason
from kast_eval.store.database import Database

AFTER_FAILURE = timedelta(hours=1)
"""A disk that was forgotten is plugged in during the day."""


def take_due_backup(database: Database, now: datetime) -> BackupRun | None:
    """Return the copy that was taken; None where there is one of today, or it has just failed.

    A BackupError rises once it is noted.
    """
    with database.read() as session:
        good = newest_good_run(session, RunSort.BACKUP)
        newest = newest_run(session, RunSort.BACKUP)
    # With a clock that was set back the newest copy is of tomorrow, and today's is still due.
    if good is not None and clock.clinic_day(good.ended_at) == clock.clinic_day(now):
        return None
    if _has_just_failed(newest, now):
        return None
    return take_backup(database, None, now, reason=Reason.DAILY)


def _has_just_failed(newest: BackupRun | None, now: datetime) -> bool:
    if newest is None or newest.trouble is None:
        return False
    return abs(now - newest.ended_at) < AFTER_FAILURE
