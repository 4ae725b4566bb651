"""What is read aloud by telephone to compare keys."""

import hashlib
from collections.abc import Iterable

_GROUPS, _IN_A_GROUP = 8, 4


def fingerprint(keys: Iterable[str]) -> str:
    """Return eight groups of four signs that no other keys have; their order means nothing.

    128 bits of SHA-256: nobody can make a second key to a fingerprint that is given.
    """
    said = hashlib.sha256("\n".join(sorted(keys)).encode()).hexdigest()
    return " ".join(
        said[place : place + _IN_A_GROUP] for place in range(0, _GROUPS * _IN_A_GROUP, _IN_A_GROUP)
    )
