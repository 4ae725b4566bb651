"""Columns as NumPy numbers, for the questions that are asked of thousands of column sets."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from kast_eval.dataset.anonymise.microdata import Value

Numbers = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]


def numbered(cells: Sequence[Value]) -> Numbers:
    """Return a number for each cell, the same for equal values, counted from 0."""
    numbers: dict[Value, int] = {}
    return np.array([numbers.setdefault(cell, len(numbers)) for cell in cells], dtype=np.int64)


def dense(numbers: Numbers) -> Numbers:
    """Return the numbers with the same ones equal, but none left out from 0 to the largest."""
    return np.unique(numbers, return_inverse=True)[1].astype(np.int64)


def joined(first: Numbers, second: Numbers) -> Numbers:
    """Return one number for each pair; dense pairs never grow too large for 64 bits."""
    return first * (int(second.max(initial=0)) + 1) + second


def persons_in_class(classes: Numbers, persons: Numbers) -> Numbers:
    """Return, for each row, how many persons have a row in its class; both are dense."""
    pairs = np.unique(joined(persons, classes))
    width = int(classes.max(initial=0)) + 1
    return np.bincount(pairs % width, minlength=width)[classes].astype(np.int64)
