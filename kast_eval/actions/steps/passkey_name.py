"""What a passkey is called by its person, to know it again in a list."""

from kast_eval.errors import KastEvalError
from kast_eval.kinds.text import clean_text

LONGEST = 40


class PasskeyNameError(KastEvalError):
    """A name that a passkey cannot have."""


def read_passkey_name(typed: str) -> str:
    """Return the name, or say what is wrong with it."""
    name = " ".join(clean_text(typed).split())
    if not name:
        raise PasskeyNameError("Skriv vad passnyckeln ska heta, till exempel Arbetsdatorn.")
    if len(name) > LONGEST:
        raise PasskeyNameError("Passnyckelns namn får ha högst {longest} tecken.", longest=LONGEST)
    return name
