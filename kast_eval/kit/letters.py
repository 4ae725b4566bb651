"""The two letters that the codes of a new clinic begin with."""

import re
import unicodedata
from collections.abc import Sequence

from kast_eval.errors import KastEvalError
from kast_eval.kinds.text import plain
from kast_eval.study.client_code import LETTERS, RELATIVE_LETTER
from kast_eval.study.site import TRAINING_SITE
from kast_eval.wording import marked

_NOT_FIRST = RELATIVE_LETTER + TRAINING_SITE.letters[0]
"""Codes of relatives and of the training clinics begin with these."""

_COMMON = frozenset({"KAST", "KASTMOTTAGNINGEN", "MOTTAGNING", "MOTTAGNINGEN", "ENHETEN", "OCH"})
"""Words that stand in the names of many clinics."""


def read_letters(text: str, site: str) -> str:
    """Return the letters that were chosen, those of the clinic's name if none were."""
    letters = plain(text).upper()
    if not letters:
        return default_letters(site)
    if re.fullmatch(f"[{LETTERS}]{{2}}", letters) is None or letters[0] in _NOT_FIRST:
        raise KastEvalError(
            marked(
                "Kodernas bokstäver ska vara två av {letters}. Den första får inte vara {first}: "
                "de används för anhöriga och för övning."
            ),
            letters=LETTERS,
            first=" / ".join(_NOT_FIRST),
        )
    return letters


def default_letters(site: str) -> str:
    """Return two letters taken from a name in its order, from its least common words first."""
    bare = unicodedata.normalize("NFD", site.upper())
    words = re.findall("[A-Z]+", re.sub("[\u0300-\u036f]", "", bare))
    special = [word for word in words if word not in _COMMON]
    signs = [sign for word in (*special, *words) for sign in word if sign in LETTERS]
    return _two([*signs, *LETTERS])


def _two(signs: Sequence[str]) -> str:
    """Return the first letter that may begin a code, and the next one after it that differs."""
    first = next(place for place, sign in enumerate(signs) if sign not in _NOT_FIRST)
    second = next(sign for sign in signs[first + 1 :] if sign != signs[first])
    return signs[first] + second
