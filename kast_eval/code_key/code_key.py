"""A clinic's code key: codes and ways of contact, in an encrypted file of its own.

It has its own passphrase and shares no key, no file and no table with the database of the answers.
Nothing of it is in any copy that the program takes.
"""

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from kast_eval.errors import KastEvalError
from kast_eval.files import sync_folder
from kast_eval.store.connection import connect
from kast_eval.store.keys.database_key import DatabaseKey, new_database_key
from kast_eval.store.keys.key_box import make_key_box, open_key_box
from kast_eval.store.keys.secret import Passphrase
from kast_eval.store.keys.slot import Cost

FOLDER = "code_key"
_TABLE = (
    "CREATE TABLE contact (code TEXT PRIMARY KEY, way TEXT NOT NULL, "
    "kept_by TEXT NOT NULL, kept_at TEXT NOT NULL)"
)
_KEEP = "INSERT OR REPLACE INTO contact VALUES (?, ?, ?, ?)"
_REMOVE = "DELETE FROM contact WHERE code = ?"
_FIND = "SELECT code, way, kept_by, kept_at FROM contact WHERE code = ?"


class NoCodeKeyError(KastEvalError):
    """A clinic whose code key is on paper, as it should be."""

    def __init__(self) -> None:
        super().__init__("Mottagningen har sin kodnyckel på papper.")


@dataclass(frozen=True)
class Contact:
    """How a client wants to be reached, who kept that, and when."""

    code: str
    way: str = field(repr=False)
    kept_by: str
    kept_at: datetime


@dataclass(frozen=True)
class CodeKey:
    """Where a clinic's code key is, if it has one in the computer."""

    folder: Path
    name: str

    @property
    def file(self) -> Path:
        """Return the encrypted file."""
        return self.folder / f"{self.name}.db"

    @property
    def box(self) -> str:
        """Return the name of the file with the wrapped key."""
        return f"{self.name}.json"

    @property
    def exists(self) -> bool:
        """Tell whether the clinic keeps its code key in the computer."""
        return (self.folder / self.box).exists()


def code_key_of(instance: Path, site_code: str) -> CodeKey:
    """Return where a clinic's code key is; a clinic's code is never a path."""
    name = hashlib.sha256(f"code key of {site_code}".encode()).hexdigest()[:16]
    return CodeKey(instance / FOLDER, name)


def make_code_key(place: CodeKey, passphrase: Passphrase, *, cost: Cost | None = None) -> None:
    """Make an empty code key that only the passphrase opens."""
    place.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = new_database_key()
    make_key_box(place.folder, key, (passphrase,), cost=cost, name=place.box)
    place.file.touch(mode=0o600)
    with _opened(place, key) as connection:
        connection.execute(_TABLE)


def unlock_code_key(place: CodeKey, passphrase: Passphrase) -> DatabaseKey:
    """Return the key, or raise WrongSecretError; it takes as long as a guess should cost."""
    if not place.exists:
        raise NoCodeKeyError
    return open_key_box(place.folder, passphrase, name=place.box)


def keep_contact(place: CodeKey, key: DatabaseKey, contact: Contact) -> None:
    """Keep how a client wants to be reached instead of what stood there; no way removes it."""
    with _opened(place, key) as connection:
        if contact.way:
            kept = (contact.code, contact.way, contact.kept_by, contact.kept_at.isoformat())
            connection.execute(_KEEP, kept)
        else:
            connection.execute(_REMOVE, (contact.code,))


def find_contact(place: CodeKey, key: DatabaseKey, code: str) -> Contact | None:
    """Return how one client wants to be reached; there is no way to ask for all of them."""
    with _opened(place, key) as connection:
        row = connection.execute(_FIND, (code,)).fetchone()
    if row is None:
        return None
    whose, way, kept_by, kept_at = row
    return Contact(whose, way, kept_by, datetime.fromisoformat(kept_at))


def destroy_code_key(place: CodeKey) -> None:
    """Destroy the key first, so that what is left of the file is noise, and then the file."""
    box = place.folder / place.box
    with box.open("r+b") as opened:
        opened.write(secrets.token_bytes(box.stat().st_size))
        opened.flush()
        os.fsync(opened.fileno())
    for left in (box, *sorted(place.folder.glob(f"{place.name}.*"))):
        left.unlink(missing_ok=True)
    sync_folder(place.folder)


@contextmanager
def _opened(place: CodeKey, key: DatabaseKey) -> Iterator[sqlcipher.Connection]:
    """Give a connection for one thing, kept whole at the end or not at all."""
    with closing(connect(place.file, key)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield connection
        connection.execute("COMMIT")
