"""The key of a training database: random, in a file that only the account can read."""

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path

from kast_eval.store.faults import KeyFileError
from kast_eval.store.keys.database_key import KEY_AND_SALT_BYTES, DatabaseKey

_KEY_AND_SALT = re.compile(rf"[0-9a-f]{{{2 * KEY_AND_SALT_BYTES}}}")


def read_or_make_key(key_file: Path, database_file: Path) -> DatabaseKey:
    """Return the key in the file; a first start, with no database yet, makes it."""
    if not key_file.exists():
        if database_file.exists():
            raise KeyFileError(
                "Databasen {database} finns, men inte nyckelfilen {key}. Lägg tillbaka "
                "nyckelfilen; utan den kan ingen läsa databasen.",
                database=database_file, key=key_file,
            )  # fmt: skip
        _make_key_file(key_file)
    text = key_file.read_text(encoding="ascii", errors="replace").strip()
    if not _KEY_AND_SALT.fullmatch(text):
        raise KeyFileError(
            "Nyckelfilen {key} är skadad. Återställ den från en kopia.", key=key_file
        )
    return DatabaseKey(text)


def _make_key_file(key_file: Path) -> None:
    """Write a new key; of two programs that start at once, one key stays for both."""
    draft = key_file.with_name(f"{key_file.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as opened:
            opened.write(secrets.token_hex(KEY_AND_SALT_BYTES) + "\n")
            opened.flush()
            # The key must be on the disk before anything is written with it.
            os.fsync(descriptor)
        # A link is made whole or not at all, and never over another file.
        with suppress(FileExistsError):
            key_file.hardlink_to(draft)
    finally:
        draft.unlink()
