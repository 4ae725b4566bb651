"""Give a copy back: into an empty folder, or into none, to see that it can be done."""

import hashlib
import shutil
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import bindparam, delete, update

from kast_eval.files import require_free, with_draft
from kast_eval.store.backups.checking import check_copy
from kast_eval.store.backups.copies import Copy, find_copy
from kast_eval.store.backups.erased import (
    add_to_lists,
    erase_again,
    erased_lines,
    read_erased,
)
from kast_eval.store.backups.take import KEY_FILES
from kast_eval.store.backups.trouble import BackupError, Trouble, named_trouble
from kast_eval.store.database import open_database
from kast_eval.store.events import PROGRAM, note_event
from kast_eval.store.folder import DATABASE_FILE, KEY_FILE
from kast_eval.store.keys.database_key import DatabaseKey
from kast_eval.store.keys.key_box import open_key_box
from kast_eval.store.keys.key_file import read_or_make_key
from kast_eval.store.keys.secret import Secret
from kast_eval.store.tables import SCHEMA, InvitationRow, LinkTokenRow, PendingSignInRow, SignInRow

_END_EVERY_WAY_IN = (
    update(SignInRow).where(SignInRow.revoked.is_(None)).values(revoked=bindparam("at")),
    update(LinkTokenRow).where(LinkTokenRow.revoked.is_(None)).values(revoked=bindparam("at")),
    update(InvitationRow).where(InvitationRow.closed.is_(None)).values(closed=bindparam("at")),
    delete(PendingSignInRow),
)


def restore(backup: Path, folder: Path, now: datetime, secret: Secret | None) -> Copy:
    """Make the folder what the copy holds; it is made whole or not at all, and was empty before.

    Any secret that opened the key box when the copy was taken will do: the paper's code, too. A
    copy of a training folder needs none.

    Nobody is signed in to it or invited: who was when the copy was taken may not be any more. Who
    was erased since, as the lists beside the copies tell, is erased anew.
    """
    require_free(folder)
    copy = find_copy(backup)
    if copy.label.schema > SCHEMA:
        raise BackupError(Trouble.NEWER, backup)

    def fill(draft: Path) -> None:
        key = _unpack(copy, draft, secret)
        opened = open_database(draft, training=copy.label.training, key=key)
        with closing(opened) as database, database.begin() as session:
            for ending in _END_EVERY_WAY_IN:
                session.connection.execute(ending, {"at": now})
            note_event(session, now, PROGRAM, "restored", copy.folder.name)
            erase_again(session, key, read_erased(_lists(backup)), now)
            lines = erased_lines(session, key)
        add_to_lists(lines, [draft])

    with_draft(folder, fill)
    return copy


def _lists(backup: Path) -> list[Path]:
    """Return the folders that may tell what was erased since: the copy, its place, its siblings."""
    place = backup.absolute().parent
    beside = [one for one in place.iterdir() if one.is_dir() and not one.name.startswith(".")]
    return [backup, place, *beside]


def try_copy(backup: Path, room: Path, secret: Secret | None) -> Copy:
    """Do all of a restore but keep nothing: the drill; `room` is a folder with space enough."""
    copy = find_copy(backup)
    with named_trouble(room), tempfile.TemporaryDirectory(prefix=".drill-", dir=room) as made:
        _unpack(copy, Path(made) / "instance", secret)
    return copy


def _unpack(copy: Copy, folder: Path, secret: Secret | None) -> DatabaseKey:
    """Copy the files into a new folder and return their key, once they are what the label says."""
    folder.mkdir(mode=0o700)
    for name in (DATABASE_FILE, *KEY_FILES):
        if (copy.folder / name).exists():
            shutil.copyfile(copy.folder / name, folder / name)
            (folder / name).chmod(0o600)
    file = folder / DATABASE_FILE
    with file.open("rb") as opened:
        checksum = hashlib.file_digest(opened, "sha256").hexdigest()
    if checksum != copy.label.sha256:
        raise BackupError(Trouble.DAMAGED, copy.folder)
    key = (
        read_or_make_key(folder / KEY_FILE, file)
        if secret is None
        else open_key_box(folder, secret)
    )
    found = check_copy(file, key)
    if (found.rows, found.events, found.head) != (
        copy.label.rows, copy.label.events, copy.label.head,
    ):  # fmt: skip
        raise BackupError(Trouble.DAMAGED, copy.folder)
    return key
