"""The secrets that a database is opened with: in a head, in a machine, on paper."""

import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from typing import assert_never

from kast_eval.store.keys.recovery_code import RecoveryCode
from kast_eval.study.passphrase import check_new_passphrase


class SlotKind(StrEnum):
    """What kind of secret a slot of the key box is opened with; there is one slot of each."""

    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a kind, and no secret.
    MACHINE = "machine"
    PAPER = "paper"


@dataclass(frozen=True)
class Passphrase:
    """Words that somebody knows."""

    text: str = field(repr=False)


@dataclass(frozen=True)
class MachineKey:
    """Random bytes in a file that only the account of the program can read."""

    secret: bytes = field(repr=False)


Secret = Passphrase | MachineKey | RecoveryCode


def new_passphrase(text: str, *known: str) -> Passphrase:
    """Return a passphrase to be set, or refuse one that is too short or easy to guess.

    `known` is what everybody knows of the clinic.
    """
    check_new_passphrase(text.strip(), *known)
    return Passphrase(text)


def kind_of(secret: Secret) -> SlotKind:
    """Return which slot the secret opens."""
    match secret:
        case Passphrase():
            return SlotKind.PASSPHRASE
        case MachineKey():
            return SlotKind.MACHINE
        case RecoveryCode():
            return SlotKind.PAPER
        case _:
            assert_never(secret)


def bytes_of(secret: Secret) -> bytes:
    """Return what a slot is opened with."""
    match secret:
        case Passphrase(text):
            # Keyboards write å as one sign or as two; blanks at the ends are not seen.
            return unicodedata.normalize("NFKC", text).strip().encode()
        case MachineKey(secret=given) | RecoveryCode(secret=given):
            return given
        case _:
            assert_never(secret)
