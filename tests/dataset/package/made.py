"""A small package of the study in tests/dataset/release/made.py, and keys to seal it with."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache

from kast_eval.dataset.package.package import Package, PackedTable, packed_tables
from kast_eval.dataset.package.seal import new_identity, recipient_of
from kast_eval.dataset.release.bundle import public_key
from tests.dataset.release.made import study

SIGNING = bytes(range(32))
SIGNER = public_key(SIGNING)
IDENTITY = new_identity()
RECIPIENT = recipient_of(IDENTITY)
APPROVAL = "2026-00000-01"
CODED = study()[1:-1]
"""The tables that travel: those of the forms and what is worked out of them."""


@cache
def packed() -> Mapping[str, PackedTable]:
    return packed_tables(CODED)


def package(sequence: int = 1, previous: str = "", **other: object) -> Package:
    made = Package(APPROVAL, "0680", sequence, previous, date(2026, 9, 30), "0.1.0", packed())
    return replace(made, **other)  # type: ignore[arg-type]  # What a test changes is its own affair.
