"""Random codes that people type from a paper or from what somebody reads aloud."""

import re
import secrets

from kast_eval.study.clear_signs import CLEAR_SIGNS, MISREAD

_BETWEEN = re.compile(r"[\s–-]+")
_GROUP = 4


def draw_code(groups: int) -> str:
    """Return a code of so many groups of four, of 20 random bits each."""
    return "-".join(
        "".join(secrets.choice(CLEAR_SIGNS) for _ in range(_GROUP)) for _ in range(groups)
    )


def read_code(text: str) -> str:
    """Return a code as it was drawn, however it was typed: in small letters, without dashes."""
    letters = _BETWEEN.sub("", text).upper().translate(MISREAD)
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def is_code(text: str, groups: int) -> bool:
    """Tell whether a read code has the shape of a drawn one."""
    letters = text.replace("-", "")
    return len(letters) == groups * _GROUP and set(letters) <= set(CLEAR_SIGNS)
