"""The short form of a link of the chain of events, as it is printed and typed back."""

import hashlib
import re

from kast_eval.errors import KastEvalError

_TOLD = 14
"""So many signs of the link are printed: nobody makes another chain that begins alike."""

_GROUP = 4
_READ_AS = str.maketrans("OIL", "011")


class AnchorError(KastEvalError):
    """What was typed is no anchor: a sign is missing or mistyped."""

    def __init__(self) -> None:
        super().__init__(
            "Det är inget märke ur händelsekedjan. Det har fyra grupper med fyra tecken, 0-9 och "
            "A-F. Jämför med utskriften: ett tecken skiljer."
        )


def short_anchor(link: str) -> str:
    """Return the link's short form: its first signs, and two by which a slip shows."""
    signs = link[:_TOLD]
    signs += _check(signs)
    groups = (signs[place : place + _GROUP] for place in range(0, len(signs), _GROUP))
    return " ".join(groups).upper()


def read_anchor(text: str) -> str:
    """Return the first signs of the link that a short form stands for, or raise AnchorError."""
    signs = re.sub(r"[\s-]", "", text).upper().translate(_READ_AS).lower()
    begins, check = signs[:_TOLD], signs[_TOLD:]
    if not re.fullmatch(r"[0-9a-f]{16}", signs) or check != _check(begins):
        raise AnchorError
    return begins


def _check(signs: str) -> str:
    return hashlib.sha256(signs.encode()).hexdigest()[:2]
