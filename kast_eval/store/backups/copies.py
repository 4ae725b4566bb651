"""The copies in a folder: which there are, which is the newest, which may go."""

import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kast_eval.store.backups.keeping import kept
from kast_eval.store.backups.label import LABEL_FILE, Label, LabelError, Reason, read_label
from kast_eval.store.backups.trouble import BackupError, Trouble
from kast_eval.store.folder import DATABASE_FILE

_HIDDEN = re.compile(r"\.\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ.*")
_FORGOTTEN_AFTER = 24 * 60 * 60


@dataclass(frozen=True)
class Copy:
    """A copy that was proven when it was taken, by its label."""

    folder: Path
    label: Label

    @property
    def database(self) -> Path:
        """Return the copied file."""
        return self.folder / DATABASE_FILE


def find_copy(folder: Path) -> Copy:
    """Return the copy in the folder; raise BackupError if there is none or it is cut short."""
    try:
        copy = Copy(folder, read_label((folder / LABEL_FILE).read_text("utf-8")))
        size = copy.database.stat().st_size
    except (OSError, UnicodeDecodeError, LabelError) as error:
        raise BackupError(Trouble.NO_COPY, folder) from error
    if size != copy.label.size:
        raise BackupError(Trouble.DAMAGED, folder)
    return copy


def copies(place: Path, store: str) -> tuple[Copy, ...]:
    """Return the copies of one database, the newest first; of a place that is gone, none."""
    found = [copy for copy in _found(place) if copy.label.store == store]
    return tuple(sorted(found, key=lambda copy: copy.label.taken, reverse=True))


def all_copies(place: Path) -> tuple[Copy, ...]:
    """Return the copies of every database of a clinic, the newest first."""
    found = [copy for copy in _found(place) if not copy.label.training]
    return tuple(sorted(found, key=lambda copy: copy.label.taken, reverse=True))


def newest_backup(place: Path, store: str) -> Copy | None:
    """Return the newest copy of a database."""
    return next(iter(copies(place, store)), None)


def prune(place: Path, store: str) -> tuple[Path, ...]:
    """Remove the copies that need not be kept, and what an interrupted run has left."""
    there = copies(place, store)
    keeping = kept([copy.label.taken for copy in there])
    # The way back from an upgrade stays until the next one.
    upgrades = [copy for copy in there if copy.label.reason is Reason.UPGRADE][:1]
    old = [copy for copy in there if copy.label.taken not in keeping and copy not in upgrades]
    for copy in old:
        _remove(copy.folder)
    for forgotten in _forgotten(place):
        shutil.rmtree(forgotten)
    return tuple(copy.folder for copy in old)


def _found(place: Path) -> Iterator[Copy]:
    if not place.is_dir():
        return
    for folder in place.iterdir():
        if folder.name.startswith(".") or not (folder / LABEL_FILE).is_file():
            continue
        try:
            yield find_copy(folder)
        except BackupError:
            continue


def _remove(folder: Path) -> None:
    # Hidden first: half a copy must never look like one.
    hidden = folder.with_name(f".{folder.name}.old")
    folder.rename(hidden)
    shutil.rmtree(hidden)


def _forgotten(place: Path) -> list[Path]:
    """Return the hidden folders of runs that were interrupted long ago."""
    before = time.time() - _FORGOTTEN_AFTER
    return [
        folder
        for folder in place.iterdir()
        if _HIDDEN.fullmatch(folder.name) and folder.stat().st_mtime < before
    ]
