"""Client codes: two letters of the clinic, four digits, one check letter, as in GB0427T."""

import random
import re
from collections.abc import Collection, Iterable, Iterator

from kast_eval.errors import KastEvalError
from kast_eval.kinds.text import clean_text
from kast_eval.wording import marked

LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
"""The 23 letters in use: I, O and Q look like digits, Å, Ä and Ö are lost abroad."""

RELATIVE_LETTER = "R"
"""What the codes of relatives begin with, and no client's code does."""

CODES_PER_SITE = 10_000
_SHAPE = re.compile(rf"[{LETTERS}]{{2}}[0-9]{{4}}[{LETTERS}]")
_UNUSED = re.compile(r"[IOQÅÄÖ]")


class ClientCodeError(KastEvalError):
    """A text that is no client code; never carries the text itself."""


def check_letter(body: str) -> str:
    """Return the check letter of two letters and four digits.

    The weighted sum with weights 1 to 6, the check letter added, is 0 modulo 23. As 23 is prime
    and neighbouring weights differ, every single wrong character and every swap of neighbours
    gives another sum.
    """
    values = [LETTERS.index(sign) if sign in LETTERS else int(sign) for sign in body]
    total = sum(weight * value for weight, value in enumerate(values, start=1))
    return LETTERS[-total % len(LETTERS)]


def read_client_code(text: str) -> str:
    """Return the code as it is stored, or raise ClientCodeError with help.

    Blanks, hyphens and small letters are as good as the printed form.
    """
    code = re.sub(r"[\s\-–]", "", clean_text(text)).upper()
    if not code:
        raise ClientCodeError(marked("Skriv klientkoden från etiketten, till exempel GB0427T."))
    if not _SHAPE.fullmatch(code):
        raise ClientCodeError(_shape_help(code))
    if check_letter(code[:6]) != code[6]:
        raise ClientCodeError(
            marked(
                "Koden stämmer inte. Jämför med etiketten: en bokstav eller siffra skiljer, "
                "eller två har bytt plats."
            )
        )
    return code


def _shape_help(code: str) -> str:
    if _UNUSED.search(code):
        return marked(
            "Bokstäverna I, O, Q, Å, Ä och Ö används inte i koder. Jämför med etiketten: "
            "det kan vara en siffra, 0 eller 1."
        )
    return marked(
        "En klientkod har två bokstäver, fyra siffror och en bokstav, till exempel GB0427T. "
        "Jämför med etiketten."
    )


def site_letters(code: str) -> str:
    """Return the letters of the clinic that a code belongs to."""
    return code[:2]


def is_relative_code(code: str) -> bool:
    """Tell whether a code is of the series for relatives."""
    return code.startswith(RELATIVE_LETTER)


def every_code(series: Iterable[str]) -> Iterator[str]:
    """Give every code that the series of letters can have."""
    for letters in series:
        for number in range(CODES_PER_SITE):
            body = f"{letters}{number:04}"
            yield body + check_letter(body)


def draw_codes(
    letters: str, count: int, taken: Collection[str], chooser: random.Random
) -> tuple[str, ...]:
    """Return `count` new codes of a clinic in random order, none of them taken.

    `chooser` is a `random.SystemRandom` for real labels, a seeded one for training.
    """
    bodies = [f"{letters}{number:04}" for number in range(CODES_PER_SITE)]
    free = [body for body in bodies if body + check_letter(body) not in taken]
    if not 1 <= count <= len(free):
        raise KastEvalError(
            marked("Antalet koder ska vara från 1 till {free}: så många är lediga."),
            free=len(free),
        )
    return tuple(body + check_letter(body) for body in chooser.sample(free, count))
