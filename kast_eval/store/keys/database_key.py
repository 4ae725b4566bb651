"""The key of a database."""

import hmac
import secrets
from dataclasses import dataclass, field

KEY_AND_SALT_BYTES = 48
"""A key of 32 bytes and a salt of 16."""

LASTING_BYTES = 32


@dataclass(frozen=True)
class DatabaseKey:
    """The secrets of one database, in hex.

    Everything is encrypted with `key_and_salt`, which can be made anew. The events are chained, and
    the ids of persons made, with what is derived from `lasting`, which never changes; a training
    database has none of its own.
    """

    key_and_salt: str = field(repr=False)
    lasting: str = field(default="", repr=False)

    @property
    def for_sqlcipher(self) -> str:
        """Return the key as SQLCipher takes it raw, without deriving it anew each time."""
        return f"x'{self.key_and_salt}'"

    @property
    def for_events(self) -> bytes:
        """Return the key that the events are chained with."""
        return self._derived(b"kast_eval: chain of events")

    @property
    def for_persons(self) -> bytes:
        """Return the key that a clinic's person ids are made with, the same in every export."""
        return self._derived(b"kast_eval: ids of persons")

    @property
    def for_erasures(self) -> bytes:
        """Return the key that the list of erasures outside the database is made with."""
        return self._derived(b"kast_eval: list of erasures")

    def _derived(self, purpose: bytes) -> bytes:
        secret = bytes.fromhex(self.lasting or self.key_and_salt)
        return hmac.digest(secret, purpose, "sha256")


def new_database_key() -> DatabaseKey:
    """Return the random key of a new database."""
    return DatabaseKey(secrets.token_hex(KEY_AND_SALT_BYTES), secrets.token_hex(LASTING_BYTES))
