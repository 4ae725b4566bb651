"""Queries about where copies of the database go, and how taking and trying them went."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from sqlalchemy import bindparam, insert, inspect, select

from kast_eval.store.backups.trouble import Trouble
from kast_eval.store.session import Session
from kast_eval.store.tables import BackupFolderRow, BackupRunRow, UserRow
from kast_eval.store.users import user_id

_CHOOSE = insert(BackupFolderRow)
_CHOSEN = select(BackupFolderRow.folder).order_by(BackupFolderRow.id.desc()).limit(1)
_ADD = insert(BackupRunRow)
_NEWEST = (
    select(
        BackupRunRow.sort,
        BackupRunRow.reason,
        BackupRunRow.ended_at,
        BackupRunRow.name,
        BackupRunRow.trouble,
        BackupRunRow.same_disk,
        BackupRunRow.size,
        BackupRunRow.row_count,
        BackupRunRow.head,
        UserRow.name,
    )
    .outerjoin(UserRow, UserRow.id == BackupRunRow.noted_by)
    .where(BackupRunRow.sort == bindparam("sort"))
    .order_by(BackupRunRow.id.desc())
    .limit(1)
)
_NEWEST_GOOD = _NEWEST.where(BackupRunRow.trouble.is_(None))


class RunSort(StrEnum):
    """What was done: a copy taken, or one tried."""

    BACKUP = "backup"
    DRILL = "drill"


@dataclass(frozen=True)
class BackupRun:
    """How a copy was taken or tried; `noted_by` is None where the program did it by itself."""

    sort: RunSort
    reason: str
    ended_at: datetime
    name: str | None = None
    trouble: Trouble | None = None
    same_disk: bool = False
    size: int | None = None
    row_count: int | None = None
    head: str | None = None
    noted_by: str | None = None


def choose_backup_folder(session: Session, folder: Path, user_name: str, now: datetime) -> None:
    """Keep where copies go from now on; earlier choices stay as history."""
    values = {
        "folder": str(folder),
        "chosen_by": user_id(session, user_name),
        "chosen_at": now,
    }
    session.connection.execute(_CHOOSE, values)


def chosen_backup_folder(session: Session) -> Path | None:
    """Return where copies go, if somebody has chosen; a database from before had no choice."""
    if not inspect(session.connection).has_table(BackupFolderRow.__tablename__):
        return None
    folder = session.connection.execute(_CHOSEN).scalar_one_or_none()
    return None if folder is None else Path(folder)


def add_backup_run(session: Session, run: BackupRun) -> None:
    """Keep how it went."""
    by = None if run.noted_by is None else user_id(session, run.noted_by)
    session.connection.execute(_ADD, {**vars(run), "noted_by": by})


def newest_run(session: Session, sort: RunSort) -> BackupRun | None:
    """Return how it went the last time."""
    return _run(session, sort, good=False)


def newest_good_run(session: Session, sort: RunSort) -> BackupRun | None:
    """Return the last time that it went well."""
    return _run(session, sort, good=True)


def _run(session: Session, sort: RunSort, *, good: bool) -> BackupRun | None:
    statement = _NEWEST_GOOD if good else _NEWEST
    row = session.connection.execute(statement, {"sort": sort}).one_or_none()
    if row is None:
        return None
    kind, reason, ended_at, name, trouble, *others = row
    named = None if trouble is None else Trouble(trouble)
    return BackupRun(RunSort(kind), reason, ended_at, name, named, *others)
