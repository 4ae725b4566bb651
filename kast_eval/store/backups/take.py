"""Take a copy of the database while it is worked in; prove it before it gets its name."""

import hashlib
import os
import secrets
import shutil
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kast_eval.store.backups.agreement import has_link
from kast_eval.store.backups.checking import Counted, check_copy, count_all
from kast_eval.store.backups.copies import Copy
from kast_eval.store.backups.erased import add_to_lists, erased_lines
from kast_eval.store.backups.label import LABEL_FILE, Label, Reason
from kast_eval.store.backups.trouble import BackupError, Trouble, named_trouble
from kast_eval.store.connection import connect
from kast_eval.store.database import Database
from kast_eval.store.folder import DATABASE_FILE, KEY_FILE
from kast_eval.store.keys.box_file import KEYS_FILE

KEY_FILES = (KEYS_FILE, KEY_FILE)
"""What opens the copy: the clinic's box of wrapped keys, or the plain key of a training folder."""


@dataclass(frozen=True)
class BackupMade:
    """A copy that has just been proven, and whether one broken disk would take both."""

    copy: Copy
    same_disk: bool


def back_up(
    database: Database, place: Path, now: datetime, *, reason: Reason = Reason.ASKED
) -> BackupMade:
    """Copy the database and its keys into a folder of their own in `place`.

    Others go on saving meanwhile. The folder gets its name when the copy has been opened again with
    the same key, checked, counted, and its chain of events compared; before that nothing of it can
    be taken for a copy. Whatever goes wrong rises as BackupError and leaves no trace.
    """
    if database.address is not None:
        raise BackupError(Trouble.ON_SERVER, place)
    name = now.astimezone(UTC).strftime("%Y-%m-%dT%H-%M-%SZ")
    draft = place / f".{name}.{secrets.token_hex(4)}"
    with named_trouble(place):
        # A disk that is not there must not be made up on another: the folder is there or is gone.
        draft.mkdir(mode=0o700)
        try:
            counted = _copy(database, draft)
            label = _label(database, draft, counted, now, reason)
            _write(draft / LABEL_FILE, label.written())
            _sync_folder(draft)
            folder = _named(draft, place, name)
            _sync_folder(place)
        except BaseException:
            with suppress(OSError):
                shutil.rmtree(draft)
            raise
    return BackupMade(Copy(folder, label), is_same_disk(database.file, place))


def is_same_disk(file: Path, place: Path) -> bool:
    """Tell whether a file and a folder stand on one disk, as far as the system says."""
    return file.stat().st_dev == place.stat().st_dev


def _copy(database: Database, draft: Path) -> Counted:
    """Copy the files and return what the copy holds, which is what the database held."""
    with database.read() as session:
        before = count_all(session)
    file = draft / DATABASE_FILE
    # SQLite writes into an empty file; made here, it is for the account alone from the first byte.
    file.touch(mode=0o600)
    with closing(connect(database.file, database.key)) as connection:
        connection.execute("VACUUM INTO ?", (str(file),))
    _sync(file)
    for name in KEY_FILES:
        source = database.file.with_name(name)
        if source.exists():
            _write(draft / name, source.read_text("utf-8"))
    with database.read() as session:
        # The list stands beside the copies, in each of them, and beside the database.
        lines = erased_lines(session, database.key)
    add_to_lists(lines, [draft, draft.parent, database.file.parent])
    return _proven(database, draft, before)


def _proven(database: Database, draft: Path, before: Counted) -> Counted:
    place = draft.parent
    try:
        copied = check_copy(draft / DATABASE_FILE, database.key)
    except BackupError as error:
        # Whoever reads this has no copy to choose an older one instead of.
        trouble = Trouble.CHAIN if error.trouble is Trouble.CHAIN else Trouble.DIFFERS
        raise BackupError(trouble, place) from error
    require_same(database, place, before, copied)
    return copied


def require_same(database: Database, place: Path, before: Counted, copied: Counted) -> None:
    """Refuse a copy that is not the database at some moment since `before` was counted."""
    with database.read() as session:
        after = count_all(session)
        follows = has_link(session, copied.events, copied.head)
    same = (before.store, before.schema) == (copied.store, copied.schema)
    # Between the two, unless somebody was erased meanwhile.
    within = all(
        min(before.lasting[name], after.lasting[name])
        <= count
        <= max(before.lasting[name], after.lasting[name])
        for name, count in copied.lasting.items()
    )
    if not (same and within and follows):
        raise BackupError(Trouble.DIFFERS, place)


def _label(
    database: Database, draft: Path, counted: Counted, now: datetime, reason: Reason
) -> Label:
    file = draft / DATABASE_FILE
    with file.open("rb") as opened:
        checksum = hashlib.file_digest(opened, "sha256").hexdigest()
    return Label(
        counted.store,
        now.astimezone(UTC),
        reason,
        counted.schema,
        database.training,
        counted.rows,
        counted.events,
        counted.head,
        file.stat().st_size,
        checksum,
    )


def _named(draft: Path, place: Path, name: str) -> Path:
    """Give the copy its name; one of the same second stays, and this one is numbered."""
    folder, number = place / name, 1
    while folder.exists():
        number += 1
        folder = place / f"{name}-{number}"
    draft.rename(folder)
    return folder


def _write(file: Path, text: str) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
        opened.write(text)
        opened.flush()
        os.fsync(descriptor)


def _sync(file: Path) -> None:
    """Wait until the disk has what is written in a file."""
    descriptor = os.open(file, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_folder(folder: Path) -> None:
    """Wait until the disk has the names in a folder."""
    # Windows opens no folder, and keeps an order of names by itself.
    with suppress(PermissionError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
