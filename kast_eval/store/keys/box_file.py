"""The file of the key box: JSON with a sum, so that damage is told from a wrong secret."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import starmap
from pathlib import Path

from kast_eval.files import write_kept
from kast_eval.store.faults import DamagedKeysError, KeyFileError
from kast_eval.store.keys.secret import SlotKind
from kast_eval.store.keys.slot import (
    NONCE_BYTES,
    SALT_BYTES,
    WRAPPED_BYTES,
    Cost,
    Slot,
    is_payable,
)
from kast_eval.wording import marked

KEYS_FILE = "keys.json"
LAYOUT = 1
_BOX_ID = re.compile(r"[0-9a-f]{16}")
_HEX = re.compile(r"[0-9a-f]*")
SEAL_BYTES = 32


@dataclass(frozen=True)
class KeyBox:
    """The slots of one database key.

    `box` is the public name of the key; `seal` shows whoever has opened a slot that no other slot
    was altered, taken away or added.
    """

    box: str
    slots: Mapping[SlotKind, Slot]
    seal: bytes = b""


def write_key_box(folder: Path, made: KeyBox, *, name: str = KEYS_FILE) -> None:
    """Write the box over an older one, readable to the account alone, and see it to the disk."""
    write_kept(folder / name, (json.dumps(_with_sum(made), indent=1) + "\n").encode())


def read_key_box(folder: Path, *, name: str = KEYS_FILE) -> KeyBox:
    """Return the box of the folder; a file that is not whole raises DamagedKeysError."""
    file = folder / name
    try:
        contents = file.read_bytes()
    except FileNotFoundError as error:
        raise KeyFileError(
            marked("I {folder} finns ingen nyckelfil {name}. Lägg tillbaka den från en kopia."),
            folder=folder, name=name,
        ) from error  # fmt: skip
    except OSError as error:
        raise DamagedKeysError(file) from error
    box = _read(contents)
    if box is None:
        raise DamagedKeysError(file)
    return box


def sealed_part(made: KeyBox) -> bytes:
    """Return what the seal stands for."""
    return json.dumps(_document(replace(made, seal=b""))).encode()


def _document(made: KeyBox) -> dict[str, object]:
    slots = {
        kind.value: {
            **vars(slot.cost),
            "salt": slot.salt.hex(),
            "nonce": slot.nonce.hex(),
            "wrapped": slot.wrapped.hex(),
        }
        for kind, slot in sorted(made.slots.items())
    }
    return {"kast_eval_keys": LAYOUT, "box": made.box, "slots": slots, "seal": made.seal.hex()}


def _with_sum(made: KeyBox) -> dict[str, object]:
    document = _document(made)
    return {**document, "sum": hashlib.sha256(json.dumps(document).encode()).hexdigest()}


def _read(contents: bytes) -> KeyBox | None:
    """Return the box, or None for anything that this program has not written."""
    try:
        document = json.loads(contents)
    except (ValueError, RecursionError):
        return None
    match document:
        case {"box": str(box), "slots": dict(slots), "seal": str(seal)}:
            read = {kind: _slot(kind, slots[kind]) for kind in SlotKind if kind in slots}
        case _:
            return None
    whole = {kind: slot for kind, slot in read.items() if slot is not None}
    if not (_BOX_ID.fullmatch(box) and whole and _is_hex(seal, SEAL_BYTES)):
        return None
    made = KeyBox(box, whole, bytes.fromhex(seal))
    # What was read must be all that stands there, the sum and fields of others included.
    return made if json.dumps(_with_sum(made)) == json.dumps(document) else None


def _slot(kind: SlotKind, written: object) -> Slot | None:
    match written:
        case {
            "memory_kib": int(memory),
            "passes": int(passes),
            "lanes": int(lanes),
            "salt": str(salt),
            "nonce": str(nonce),
            "wrapped": str(wrapped),
        }:
            cost = Cost(memory, passes, lanes)
        case _:
            return None
    lengths = {salt: SALT_BYTES, nonce: NONCE_BYTES, wrapped: WRAPPED_BYTES}
    if not (is_payable(cost) and all(starmap(_is_hex, lengths.items()))):
        return None
    return Slot(kind, cost, *(bytes.fromhex(text) for text in lengths))


def _is_hex(text: str, length: int) -> bool:
    return len(text) == 2 * length and _HEX.fullmatch(text) is not None
