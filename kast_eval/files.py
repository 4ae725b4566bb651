"""Files written whole or not at all."""

import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from kast_eval.errors import KastEvalError, system_reason
from kast_eval.wording import marked

_KEY_BYTES = 32
_BINARY = getattr(os, "O_BINARY", 0)
"""Windows would write line ends of its own."""
_UNNAMED = hasattr(os, "O_TMPFILE") and Path("/proc/self/fd").exists()
"""Linux has files without a name, which are gone with the program."""


class OutputError(KastEvalError):
    """A place that cannot be written to."""


def _not_written(path: Path, error: OSError) -> OutputError:
    return OutputError(
        marked("{path} går inte att skriva ({reason}). Välj en annan plats."),
        path=path,
        reason=system_reason(error),
    )


def write_file(path: Path, contents: bytes) -> None:
    """Write a file beside its place and move it there, over an older one if need be."""
    with_draft(path, lambda draft: draft.write_bytes(contents))


def write_kept(path: Path, contents: bytes) -> None:
    """Write a file that only the account can read, and return when it is on the disk."""
    with_draft(path, lambda draft: _write_synced(draft, contents))
    sync_folder(path.parent)


def _write_synced(draft: Path, contents: bytes) -> None:
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(contents)
        opened.flush()
        os.fsync(descriptor)


@contextmanager
def leaving_file(path: Path, contents: bytes, *, unnamed: bool = _UNNAMED) -> Iterator[None]:
    """Write a file that gets its name when the block has ended well.

    It is on the disk before the block begins, so that nothing that the block does is done for a
    file that has no room. Where the system knows files without a name (`unnamed`), nothing is left
    of it if the program is killed before.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _nameless(path, contents) if unnamed else _hidden(path, contents):
            yield
        sync_folder(path.parent)
    except OSError as error:
        raise _not_written(path, error) from error


@contextmanager
def _nameless(path: Path, contents: bytes) -> Iterator[None]:
    descriptor = os.open(path.parent, os.O_TMPFILE | os.O_RDWR, 0o600)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(contents)
        opened.flush()
        os.fsync(descriptor)
        yield
        path.unlink(missing_ok=True)
        _name_file(descriptor, path)


def _name_file(descriptor: int, path: Path) -> None:
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        # Only with a folder of its own does the call follow the link to the open file.
        os.link(f"/proc/self/fd/{descriptor}", path.name, dst_dir_fd=folder)
    finally:
        os.close(folder)


@contextmanager
def _hidden(path: Path, contents: bytes) -> Iterator[None]:
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        _write_synced(draft, contents)
        yield
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """See to the disk what a folder calls its files; Windows does it by itself."""
    if os.name == "nt":  # pragma: no cover - folders cannot be opened there.
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class InputError(KastEvalError):
    """A file that cannot be read."""


def read_file(path: Path) -> bytes:
    """Return what a file holds that somebody has named."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            marked("{path} går inte att läsa ({reason}). Kontrollera namnet."),
            path=path,
            reason=system_reason(error),
        ) from error


def require_new(path: Path, *, overwrite: bool | None = None) -> None:
    """Refuse to write over what is there; `overwrite` is None where that cannot be asked for."""
    if overwrite or not path.exists():
        return
    if overwrite is None:
        raise OutputError(marked("{path} finns redan. Välj ett annat namn."), path=path)
    raise OutputError(
        marked("{path} finns redan. Välj ett annat namn eller lägg till --overwrite."), path=path
    )


def require_free(folder: Path) -> None:
    """Refuse a folder that has something in it: an export is never mixed with another."""
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise OutputError(
            marked("{folder} finns redan och är inte tom. Välj en ny mapp."), folder=folder
        )


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder of files beside its place and move it there, readable to the account alone."""
    require_free(folder)

    def fill(draft: Path) -> None:
        draft.mkdir(mode=0o700)
        for name, contents in files.items():
            (draft / name).write_bytes(contents)

    with_draft(folder, fill)


def with_draft(path: Path, make: Callable[[Path], object]) -> None:
    """Let `make` write a draft beside `path` and move it there; a failure leaves no trace."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        make(draft)
        if path.is_dir():
            # An empty folder may stand there; not every system moves one over another.
            path.rmdir()
        draft.replace(path)
    except OSError as error:
        raise _not_written(path, error) from error
    finally:
        if draft.is_dir():
            shutil.rmtree(draft)
        elif draft.exists():
            draft.unlink()


def read_or_make_key(path: Path) -> bytes:
    """Return the secret in a file that only the account can read; the first time it is made."""
    if not path.exists():
        with_draft(path, _write_key)
    try:
        key = bytes.fromhex(path.read_text("ascii"))
    except (OSError, ValueError) as error:
        raise _damaged(path) from error
    if len(key) != _KEY_BYTES:
        raise _damaged(path)
    return key


def _write_key(draft: Path) -> None:
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as opened:
        opened.write(secrets.token_hex(_KEY_BYTES))


def _damaged(path: Path) -> OutputError:
    return OutputError(
        marked("Nyckelfilen {path} är skadad. Återställ den från en kopia."), path=path
    )
