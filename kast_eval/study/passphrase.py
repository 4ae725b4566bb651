"""What a passphrase must be: long, and nothing that somebody would guess first."""

import re
import unicodedata
from functools import cache
from pathlib import Path

from kast_eval.errors import KastEvalError

SHORTEST = 15
LONGEST = 200
FEWEST_PIECES = 5
"""A passphrase that falls into fewer pieces that people guess is refused."""

_GUESSED = Path(__file__).parent / "guessed"
_LONGEST_PIECE = 60
_LEAST_RUN = 3
_ROWS = (
    "abcdefghijklmnopqrstuvwxyzåäö", "qwertyuiopå", "asdfghjklöä", "zxcvbnm", "01234567890",
)  # fmt: skip


class PassphraseError(KastEvalError):
    """A new passphrase that is too easy to guess; it is asked for anew."""


def check_new_passphrase(passphrase: str, *known: str) -> None:
    """Refuse a new passphrase that is too short, too long or easy to guess.

    `known` is what everybody knows of the person: the name, the clinic's name.
    """
    length = len(unicodedata.normalize("NFC", passphrase))
    if length < SHORTEST:
        raise PassphraseError(
            "Lösenfrasen har {length} tecken. Den behöver minst {shortest}: till exempel fyra "
            "eller fem ord som inte hör ihop.",
            length=length,
            shortest=SHORTEST,
        )
    if length > LONGEST:
        raise PassphraseError("Lösenfrasen får ha högst {longest} tecken.", longest=LONGEST)
    if pieces(passphrase, *known) < FEWEST_PIECES:
        raise PassphraseError(
            "Lösenfrasen är lätt att gissa: den är gjord av vanliga lösenord, ditt namn eller "
            "tecken i rad. Välj fyra eller fem ord som inte hör ihop."
        )


def pieces(passphrase: str, *known: str) -> int:
    """Return into how few pieces it falls: guessed words, runs of signs, single signs.

    What is known of the person counts for nothing, and what is repeated counts once.
    """
    letters = _once(_letters(passphrase))
    free = {_letters(part) for word in known for part in (word, *word.split())}
    fewest = [0]
    for end in range(1, len(letters) + 1):
        starts = range(max(0, end - _LONGEST_PIECE), end)
        fewest.append(min(fewest[start] + _cost(letters[start:end], free) for start in starts))
    return fewest[-1]


def _cost(piece: str, free: set[str]) -> int:
    if piece in free:
        return 0
    if len(piece) == 1 or piece in _guessed() or _is_run(piece):
        return 1
    # Dates and years: four digits are as easy as a word.
    return -(-len(piece) // 4) if piece.isdecimal() else len(piece)


def _is_run(piece: str) -> bool:
    if len(piece) < _LEAST_RUN:
        return False
    return len(set(piece)) == 1 or any(piece in row or piece[::-1] in row for row in _ROWS)


def _once(letters: str) -> str:
    """Return what the text repeats, if it is nothing but repetitions."""
    period = (letters * 2).find(letters, 1)
    return letters[:period] if letters else letters


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", text).casefold())


@cache
def _guessed() -> frozenset[str]:
    """Return what is guessed first: the passwords of others, and phrases of our own."""
    files = (_GUESSED / "passwords.txt", _GUESSED / "phrases.txt")
    lines = (line for file in files for line in file.read_text("utf-8").splitlines())
    return frozenset(_letters(line) for line in lines)
