"""Key boxes for tests: guesses cost nothing here."""

from pathlib import Path

from kast_eval.store.keys.database_key import DatabaseKey, new_database_key
from kast_eval.store.keys.key_box import make_key_box
from kast_eval.store.keys.recovery_code import RecoveryCode
from kast_eval.store.keys.secret import MachineKey, Passphrase
from kast_eval.store.keys.slot import Cost

CHEAP = Cost(8, 1, 1)
WORDS = Passphrase("blå tårta vid sjön")
OTHER_WORDS = Passphrase("röd cykel i skogen")
PAPER = RecoveryCode(b"papper" * 3 + b"!!")
MACHINE = MachineKey(b"maskin" * 5 + b"!!")


def made_box(folder: Path, *, machine: bool = False) -> DatabaseKey:
    """Make a box in the folder with a passphrase and a paper, and return its key."""
    folder.mkdir(parents=True, exist_ok=True)
    key = new_database_key()
    known = (WORDS, PAPER, MACHINE) if machine else (WORDS, PAPER)
    make_key_box(folder, key, known, cost=CHEAP)
    return key
