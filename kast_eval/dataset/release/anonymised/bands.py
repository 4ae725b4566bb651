"""Bands of numbers: which one a value is in, and what each is called."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import pairwise

from kast_eval.dataset.column import DatasetColumn
from kast_eval.wording import Wording


def band_of(cuts: Sequence[int], value: float) -> int:
    """Return the number of the band, from 1; each cut begins a band."""
    return bisect_right(cuts, value) + 1


def band_words(column: DatasetColumn, cuts: Sequence[int]) -> Mapping[int, Wording]:
    """Return what each band is called."""
    first, last = cuts[0], cuts[-1]
    between = [_between(column, low, high) for low, high in pairwise(cuts)]
    words = (_first(column, first), *between, or_more(last))
    return dict(enumerate(words, 1))


def or_more(number: int) -> Wording:
    """Return what the highest band is called."""
    return Wording(f"{number} eller mer", f"{number} or more")


def _first(column: DatasetColumn, cut: int) -> Wording:
    if column.signed or column.decimals or column.smallest is None:
        return Wording(f"under {cut}", f"under {cut}")
    return _whole(column.smallest, cut - 1)


def _between(column: DatasetColumn, low: int, high: int) -> Wording:
    if column.decimals:
        return Wording(f"{low} till under {high}", f"{low} to under {high}")
    return _whole(low, high - 1)


def _whole(low: int, high: int) -> Wording:
    text = f"{low}" if low == high else f"{low}–{high}"
    return Wording(text, text)
