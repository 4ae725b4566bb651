"""New contents for an instance folder: all of them or none, at whatever moment one is killed."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from kast_eval.errors import system_reason
from kast_eval.store.faults import FolderError
from kast_eval.store.folder import DATABASE_FILE, KEY_FILE
from kast_eval.store.keys.box_file import KEYS_FILE

Made = TypeVar("Made")

DRAFT, WHOLE, MOVING = ".draft", ".whole", ".moving"
"""The new contents while they are made; when all is there; when the old ones are out of the way."""

_LAST = KEYS_FILE
"""What makes a folder a clinic's is moved last."""


def fill_folder(folder: Path, fill: Callable[[Path], Made]) -> Made:
    """Let `fill` make new contents and move them into the folder; return what it returned.

    A database that stands there, with its keys, is kept in a folder of its own.
    """
    draft = folder / DRAFT
    try:
        finish_filling(folder)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft.mkdir(mode=0o700)
        try:
            made = fill(draft)
            _sync(draft)
            # From here on the new contents are what the folder holds.
            draft.rename(folder / WHOLE)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        finish_filling(folder)
    except OSError as error:
        raise FolderError(
            "Mappen {folder} går inte att skriva i ({reason}). Välj en annan mapp eller ge "
            "ditt konto rätt att skriva i den.",
            folder=folder, reason=system_reason(error),
        ) from error  # fmt: skip
    return made


def finish_filling(folder: Path) -> None:
    """Finish what an interrupted program had made whole, and forget what it had only begun."""
    if not folder.is_dir():
        return
    draft, whole, moving = (folder / name for name in (DRAFT, WHOLE, MOVING))
    for begun in (draft, *folder.glob(f".{DRAFT}.*")):
        if begun.exists():
            shutil.rmtree(begun)
    if whole.exists():
        _keep_old(folder, whole)
        whole.rename(moving)
    if moving.exists():
        for file in sorted(moving.iterdir(), key=lambda one: one.name == _LAST):
            file.replace(folder / file.name)
        moving.rmdir()
        _sync(folder)


def _keep_old(folder: Path, whole: Path) -> None:
    """Move the database that stands there out of the way; its journal must not meet another's."""
    made = datetime.fromtimestamp(whole.stat().st_mtime, UTC)
    kept = folder / f"kept-{made:%Y-%m-%dT%H-%M-%SZ}"
    for file in list(_old(folder)):
        kept.mkdir(mode=0o700, exist_ok=True)
        file.rename(kept / file.name)


def _old(folder: Path) -> Iterator[Path]:
    yield from folder.glob(f"{DATABASE_FILE}*")
    yield from (folder / name for name in (KEYS_FILE, KEY_FILE) if (folder / name).exists())


def _sync(folder: Path) -> None:
    """See to the disk what a folder holds and what it calls it."""
    for file in folder.iterdir():
        if file.is_file():
            _sync_one(file)
    if os.name == "nt":  # pragma: no cover - folders cannot be opened there.
        return
    _sync_one(folder)


def _sync_one(path: Path) -> None:
    writes = path.is_file()
    descriptor = os.open(path, os.O_RDWR if writes else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
