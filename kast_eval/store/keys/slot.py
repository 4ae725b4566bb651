"""One slot of the key box: the key, wrapped with what a secret gives."""

import json
import secrets
from dataclasses import dataclass, field, replace

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kast_eval.store.keys.database_key import KEY_AND_SALT_BYTES, LASTING_BYTES
from kast_eval.store.keys.secret import Secret, SlotKind, bytes_of, kind_of

SALT_BYTES = 16
NONCE_BYTES = 12
CONTENTS_BYTES = KEY_AND_SALT_BYTES + LASTING_BYTES
WRAPPED_BYTES = CONTENTS_BYTES + 16
"""The cipher adds a tag of 16 bytes that vouches for the whole."""

_WRAPPING_BYTES = 32


@dataclass(frozen=True)
class Cost:
    """What a single guess costs: Argon2id's memory in KiB, passes and lanes."""

    memory_kib: int
    passes: int
    lanes: int


PASSPHRASE_COST = Cost(256 * 1024, 3, 4)
"""Under a second of work, and 256 MiB of memory, for each guess of a passphrase."""

RANDOM_COST = Cost(8 * 1024, 1, 1)
"""160 random bits are beyond guessing, whatever a guess costs."""

_LARGEST_COST = Cost(4 * 1024 * 1024, 100, 64)
"""More is no parameter of ours but damage, and would fill the machine."""


def is_payable(cost: Cost) -> bool:
    """Tell whether Argon2id takes the numbers and a machine can pay them."""
    lanes = 1 <= cost.lanes <= _LARGEST_COST.lanes
    passes = 1 <= cost.passes <= _LARGEST_COST.passes
    return lanes and passes and 8 * cost.lanes <= cost.memory_kib <= _LARGEST_COST.memory_kib


@dataclass(frozen=True)
class Slot:
    """What is kept of one secret; without the secret it says nothing of the key."""

    kind: SlotKind
    cost: Cost
    salt: bytes
    nonce: bytes
    wrapped: bytes = field(repr=False)


def make_slot(box: str, contents: bytes, secret: Secret, cost: Cost | None = None) -> Slot:
    """Wrap the contents of the box; `cost` is for passphrases, and smaller only in tests."""
    kind = kind_of(secret)
    asked = cost or PASSPHRASE_COST
    paid = asked if kind is SlotKind.PASSPHRASE else RANDOM_COST
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    bare = Slot(kind, paid, salt, nonce, b"")
    return replace(bare, wrapped=_cipher(bare, secret).encrypt(nonce, contents, _said(bare, box)))


def open_slot(box: str, slot: Slot, secret: Secret) -> bytes | None:
    """Return the contents of the box; None if the secret is another, or anything was altered."""
    try:
        return _cipher(slot, secret).decrypt(slot.nonce, slot.wrapped, _said(slot, box))
    except InvalidTag:
        return None


def _cipher(slot: Slot, secret: Secret) -> AESGCM:
    key = hash_secret_raw(
        bytes_of(secret),
        slot.salt,
        time_cost=slot.cost.passes,
        memory_cost=slot.cost.memory_kib,
        parallelism=slot.cost.lanes,
        hash_len=_WRAPPING_BYTES,
        type=Type.ID,
    )
    return AESGCM(key)


def _said(slot: Slot, box: str) -> bytes:
    """Return what stands beside the wrapped key and is vouched for with it."""
    return json.dumps([box, slot.kind, *vars(slot.cost).values(), slot.salt.hex()]).encode()
