"""A change of key that was interrupted: brought to its end, or taken back, at the next start."""

from pathlib import Path

from kast_eval.files import sync_folder
from kast_eval.store.folder import DATABASE_FILE
from kast_eval.store.folder_lock import FolderTakenError, held_alone
from kast_eval.store.keys.box_file import KEYS_FILE
from kast_eval.store.keys.key_box import box_id

RENEWAL_LOCK = "renewal.lock"
DRAFT_KEYS = f"{KEYS_FILE}.renewed"
_DRAFTS = "kast_eval.*.renewed*"
_BESIDE = ("-wal", "-shm", "-journal")


def draft_name(box: str) -> str:
    """Return what the database is called that belongs to a box and is not in place yet."""
    return f"kast_eval.{box}.renewed"


def finish_renewal(folder: Path) -> None:
    """Bring to its end what an interrupted change of key has left; nothing while one goes on."""
    if not any(folder.glob(_DRAFTS)):
        return
    try:
        with held_alone(folder, RENEWAL_LOCK):
            tidy(folder)
    except FolderTakenError:
        return


def tidy(folder: Path) -> None:
    """Put the database in place that the key box names; throw away what belongs to no box."""
    drafts = sorted(folder.glob(_DRAFTS))
    named = folder / draft_name(box_id(folder))
    file = folder / DATABASE_FILE
    if named in drafts:
        for ending in _BESIDE:
            # The log of the old file would be played into the new one.
            file.with_name(file.name + ending).unlink(missing_ok=True)
        named.replace(file)
    for left in (*drafts, folder / DRAFT_KEYS):
        left.unlink(missing_ok=True)
    sync_folder(folder)
