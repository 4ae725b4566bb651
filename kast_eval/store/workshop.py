"""Folders that something is made in and thrown away after, also when the program was killed."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kast_eval.store.folder_lock import FolderTakenError, held_alone

_PREFIX, _LOCK = "making-", "making.lock"


@contextmanager
def workshop_in(folder: Path) -> Iterator[Path]:
    """Give a new folder in `folder` that only the account can read; it is gone afterwards."""
    clear_workshops(folder)
    with (
        tempfile.TemporaryDirectory(prefix=_PREFIX, dir=folder) as name,
        held_alone(Path(name), _LOCK),
    ):
        yield Path(name)


def clear_workshops(folder: Path) -> None:
    """Throw away what killed programs have left; one at work holds its own."""
    for left in folder.glob(f"{_PREFIX}*"):
        try:
            with held_alone(left, _LOCK):
                pass
        except FolderTakenError:
            continue
        shutil.rmtree(left)
