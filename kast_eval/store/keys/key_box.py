"""The key box: the key of a database, wrapped once for each secret that opens it."""

import hmac
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kast_eval.store.faults import DamagedKeysError, KeyFileError, WrongSecretError
from kast_eval.store.keys.box_file import (
    KEYS_FILE,
    KeyBox,
    read_key_box,
    sealed_part,
    write_key_box,
)
from kast_eval.store.keys.database_key import KEY_AND_SALT_BYTES, DatabaseKey
from kast_eval.store.keys.secret import Secret, SlotKind, kind_of
from kast_eval.store.keys.slot import CONTENTS_BYTES, Cost, make_slot, open_slot
from kast_eval.wording import marked

_WRONG: Mapping[SlotKind, str] = {
    SlotKind.PASSPHRASE: marked(
        "Lösenfrasen öppnar inte databasen. Kontrollera stora och små bokstäver och försök igen."
    ),
    SlotKind.MACHINE: marked(
        "Datorns nyckel öppnar inte databasen. Öppna med lösenfrasen eller med koden på papper."
    ),
    SlotKind.PAPER: marked(
        "Koden är rätt skriven men öppnar inte den här databasen. Kontrollera att papperet "
        "hör hit och är det senaste."
    ),
}


def make_key_box(
    folder: Path,
    key: DatabaseKey,
    known: Sequence[Secret],
    *,
    box: str | None = None,
    cost: Cost | None = None,
    name: str = KEYS_FILE,
) -> None:
    """Write the box of a new key, with a slot for each secret; never over another box.

    `box` is the key's public name where a paper bears it already; `cost` is what a guess of the
    passphrase costs: smaller than usual only in tests.
    """
    if (folder / name).exists():
        raise KeyFileError(marked("{file} finns redan och skrivs inte över."), file=folder / name)
    public, contents = box or new_box_id(), _contents(key)
    slots = {kind_of(one): make_slot(public, contents, one, cost) for one in known}
    write_key_box(folder, _sealed(KeyBox(public, slots), contents), name=name)


def open_key_box(folder: Path, secret: Secret, *, name: str = KEYS_FILE) -> DatabaseKey:
    """Return the key, if the secret opens a slot and the whole box is as it was written."""
    return _key(_opened(folder, secret, name)[1])


def replace_slot(folder: Path, known: Secret, new: Secret, *, cost: Cost | None = None) -> None:
    """Let the new secret open the box in place of the one of its kind, which opens it no more."""
    made, contents = _opened(folder, known, KEYS_FILE)
    _put(folder, made, contents, new, cost)


def remove_machine_slot(folder: Path, known: Secret) -> None:
    """Let the machine open the box no more; passphrase or paper, which must be known, stays."""
    if kind_of(known) is SlotKind.MACHINE:
        raise WrongSecretError(_WRONG[SlotKind.PASSPHRASE])
    made, contents = _opened(folder, known, KEYS_FILE)
    slots = dict(made.slots)
    slots.pop(SlotKind.MACHINE, None)
    write_key_box(folder, _sealed(replace(made, slots=slots), contents))


def slot_kinds(folder: Path) -> tuple[SlotKind, ...]:
    """Return what the box can be opened with, without opening it."""
    return tuple(kind for kind in SlotKind if kind in read_key_box(folder).slots)


def new_box_id() -> str:
    """Return the public name of a key to be."""
    return secrets.token_hex(8)


def box_id(folder: Path) -> str:
    """Return the public name of the key: what machine key and paper tell it by."""
    return read_key_box(folder).box


def _opened(folder: Path, secret: Secret, name: str) -> tuple[KeyBox, bytes]:
    """Return the box and its contents, or refuse the secret or what was altered."""
    made = read_key_box(folder, name=name)
    slot = made.slots.get(kind_of(secret))
    contents = None if slot is None else open_slot(made.box, slot, secret)
    if contents is None:
        raise WrongSecretError(_WRONG[kind_of(secret)])
    if not hmac.compare_digest(_seal(made, contents), made.seal):
        raise DamagedKeysError(folder / name)
    return made, contents


def _put(folder: Path, made: KeyBox, contents: bytes, new: Secret, cost: Cost | None) -> None:
    slots = {**made.slots, kind_of(new): make_slot(made.box, contents, new, cost)}
    write_key_box(folder, _sealed(replace(made, slots=slots), contents))


def _sealed(made: KeyBox, contents: bytes) -> KeyBox:
    return replace(made, seal=_seal(made, contents))


def _seal(made: KeyBox, contents: bytes) -> bytes:
    key = hmac.digest(contents, b"kast_eval: seal of the key box", "sha256")
    return hmac.digest(key, sealed_part(made), "sha256")


def _contents(key: DatabaseKey) -> bytes:
    contents = bytes.fromhex(key.key_and_salt + key.lasting)
    if len(contents) != CONTENTS_BYTES:
        raise ValueError(len(contents))
    return contents


def _key(contents: bytes) -> DatabaseKey:
    return DatabaseKey(contents[:KEY_AND_SALT_BYTES].hex(), contents[KEY_AND_SALT_BYTES:].hex())
