"""The name that a person signs in with."""

import unicodedata

from kast_eval.errors import KastEvalError

LONGEST_NAME = 60


class PersonNameError(KastEvalError):
    """A name that nobody can be given; another is asked for."""


def spelt_name(typed: str) -> str:
    """Return a name as it is kept, whatever spaces it was typed with."""
    return " ".join(unicodedata.normalize("NFC", typed).split())


def read_person_name(typed: str) -> str:
    """Return the name for a new user, or say what is wrong with it."""
    name = spelt_name(typed)
    if not name:
        raise PersonNameError("Skriv ett namn.")
    if len(name) > LONGEST_NAME:
        raise PersonNameError("Namnet får ha högst {longest} tecken.", longest=LONGEST_NAME)
    odd = [sign for sign in name if not (sign.isalnum() or sign in " .-'’")]
    if odd or not name[0].isalpha():
        raise PersonNameError(
            "Ett namn har bara bokstäver, siffror, blanksteg, bindestreck och punkt, och börjar "
            "med en bokstav."
        )
    return name
