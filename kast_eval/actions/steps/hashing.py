"""How passphrases and paper codes are hashed: slowly, so that a stolen hash is of little use."""

import secrets
import unicodedata

from argon2 import PasswordHasher, Type
from argon2.exceptions import VerifyMismatchError
from argon2.low_level import hash_secret_raw

_HASHER = PasswordHasher(time_cost=2, memory_cost=47_104, parallelism=1)
"""Twice the time and the memory that OWASP takes for the least (manual/decisions/signing-in.md)."""

_NOBODYS = (
    "$argon2id$v=19$m=47104,t=2,p=1$DT1ykTWPfU8o2uYncK4uqw"
    "$wM7vqYSmkN1ebGY8iBFuvzR3qzmu5p1ZyFVOkpkcS8w"
)
"""What the passphrase of an unknown name is compared with, so that it takes as long.

It was made of random signs that nobody has kept."""


def hash_passphrase(passphrase: str) -> str:
    """Return what is kept of a passphrase."""
    return _HASHER.hash(_spelt(passphrase))


def is_passphrase(kept: str | None, passphrase: str) -> bool:
    """Tell whether it is the passphrase that the hash was made of; takes as long for no hash."""
    try:
        _HASHER.verify(kept or _NOBODYS, _spelt(passphrase))
    except VerifyMismatchError:
        return False
    return kept is not None


def is_dated(kept: str) -> bool:
    """Tell whether a hash was made when hashing was cheaper than now."""
    return _HASHER.check_needs_rehash(kept)


def draw_salt() -> str:
    """Return the salt of one paper of codes."""
    return secrets.token_hex(16)


def hash_paper_code(code: str, salt: str) -> str:
    """Return what is kept of a paper code; 60 random bits need less slowness than words do."""
    return hash_secret_raw(
        code.encode(),
        bytes.fromhex(salt),
        time_cost=1,
        memory_cost=8_192,
        parallelism=1,
        hash_len=32,
        type=Type.ID,
    ).hex()


def _spelt(passphrase: str) -> str:
    # The same key gives "ö" as one sign on one machine and as two on another.
    return unicodedata.normalize("NFC", passphrase)
