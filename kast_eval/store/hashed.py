"""What is kept of a random token: its hash."""

import hashlib


def hashed(token: str) -> str:
    """Return the SHA-256 of a token."""
    # A token is random and long, so a plain hash cannot be guessed back.
    return hashlib.sha256(token.encode()).hexdigest()
