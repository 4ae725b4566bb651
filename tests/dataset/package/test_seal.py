import gzip
import random

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyrage.x25519 import Recipient

from kast_eval.dataset.package import seal as module
from kast_eval.dataset.package.seal import (
    SealError,
    new_identity,
    open_sealed,
    recipient_of,
    seal,
)
from tests.dataset.package.made import IDENTITY, RECIPIENT, SIGNER, SIGNING

SEALED = seal(b"rader", SIGNING, [RECIPIENT])


@settings(max_examples=20)
@given(st.binary(max_size=2000))
def test_what_is_sealed_is_opened_by_each_recipient_with_who_signed_it(contents: bytes) -> None:
    other = new_identity()
    sealed = seal(contents, SIGNING, [RECIPIENT, recipient_of(other)])
    for identity in (IDENTITY, other):
        opened = open_sealed(sealed, identity)
        assert (opened.contents, opened.signed_by) == (contents, SIGNER)


def test_nobody_else_can_open_it_and_nothing_is_readable() -> None:
    sealed = seal(b"en hemlig rad " * 50, SIGNING, [RECIPIENT])
    assert b"hemlig" not in sealed
    with pytest.raises(SealError, match="förseglad till någon annan"):
        open_sealed(sealed, new_identity())


@settings(max_examples=100)
@given(st.integers(0, len(SEALED) - 1), st.integers(0, 7))
def test_a_changed_byte_is_found(place: int, bit: int) -> None:
    changed = bytearray(SEALED)
    changed[place] ^= 1 << bit
    with pytest.raises(SealError):
        open_sealed(bytes(changed), IDENTITY)


def encrypted(packed: bytes) -> bytes:
    return pyrage.encrypt(packed, [Recipient.from_str(RECIPIENT)])


@pytest.mark.parametrize(
    "packed",
    [
        b"no gzip",
        gzip.compress(b""),
        # Its head is a packed file's, its first block of no kind that there is.
        gzip.compress(b"")[:10] + b"\x07" * 20,
        gzip.compress(f"{SIGNER}{'0' * 128}\nrader".encode()),
        gzip.compress(f"{'z' * 64}{'0' * 128}\nrader".encode()),
        gzip.compress("å".encode() * 300 + b"\nrader"),
        gzip.compress(b"cut off")[:-9],
    ],
    ids=["no gzip", "empty", "no such block", "another signature", "no key", "no text", "cut off"],
)
def test_what_was_not_signed_so_is_refused(packed: bytes) -> None:
    with pytest.raises(SealError):
        open_sealed(encrypted(packed), IDENTITY)


def test_what_would_fill_the_memory_is_not_unpacked() -> None:
    packed = gzip.compress(bytes(module.LARGEST + 1), 9)
    with pytest.raises(SealError, match="större"):
        open_sealed(encrypted(packed), IDENTITY)


@pytest.mark.parametrize("file", [b"", b"%PDF-1.7", b"age-encryption.org/v2\n", SEALED[1:]])
def test_what_is_no_package_is_told_apart_from_a_damaged_one(file: bytes) -> None:
    with pytest.raises(SealError, match="inget paket"):
        open_sealed(file, IDENTITY)
    with pytest.raises(SealError, match="skadad på vägen"):
        open_sealed(SEALED[:-20], IDENTITY)


def test_what_no_centre_would_take_is_neither_sealed_nor_opened() -> None:
    noise = random.Random(1).randbytes(module.LARGEST_SEALED)
    with pytest.raises(SealError, match="större än 16 MB"):
        seal(noise, SIGNING, [RECIPIENT])
    with pytest.raises(SealError, match="större än 16 MB"):
        open_sealed(noise + b" ", IDENTITY)


def test_what_is_no_key_is_told() -> None:
    with pytest.raises(SealError, match="age1"):
        seal(b"", SIGNING, ["ingen nyckel"])
    with pytest.raises(SealError, match="ingen sådan nyckel"):
        recipient_of("AGE-SECRET-KEY-1")
