"""One server for a folder: a second program that would serve it, or fill it, is told so."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kast_eval.errors import system_reason
from kast_eval.store.faults import FolderError

LOCK_FILE = "server.lock"


class FolderTakenError(FolderError):
    """A folder that another program on this machine serves."""


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def held_alone(folder: Path, lock: str = LOCK_FILE) -> Iterator[None]:
    """Hold the folder, made if need be; raise FolderTakenError if another program holds it.

    `lock` is the file that stands for what it is held for.

    The system lets go of it when the program ends, however it ends.
    """
    descriptor = _opened(folder, lock)
    try:
        _lock(descriptor)
    except OSError as error:
        os.close(descriptor)
        raise FolderTakenError(
            "Ett annat program använder redan mappen {folder}. Använd det, eller stäng det först.",
            folder=folder,
        ) from error
    try:
        yield
    finally:
        os.close(descriptor)


def _opened(folder: Path, lock: str) -> int:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return os.open(folder / lock, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise FolderError(
            "Mappen {folder} går inte att skriva i ({reason}). Välj en annan mapp eller ge "
            "ditt konto rätt att skriva i den.",
            folder=folder, reason=system_reason(error),
        ) from error  # fmt: skip
