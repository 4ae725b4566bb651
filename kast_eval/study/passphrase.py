"""What a passphrase must be: long, and nothing that somebody would guess first."""

import unicodedata

from kast_eval.errors import KastEvalError

SHORTEST = 15
LONGEST = 200


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
    left = passphrase.casefold()
    for word in known:
        left = left.replace(word.casefold(), "")
    if len(left) < SHORTEST // 2:
        raise PassphraseError("Lösenfrasen är nästan bara ditt namn. Lägg till andra ord.")
