"""The reasons of a written Stata file put where its rows hold their codes: .a to .j.

The layout of the file is that of format 118 in Stata's own description of it (help dta): the types
of the variables stand before the rows, each row is as long as its variables together.
"""

from collections.abc import Sequence

import numpy as np

from kast_eval.dataset.column import DatasetColumn
from kast_eval.dataset.missing import lowered
from kast_eval.kinds.answer import Missing

LARGEST_LONG = 2_147_483_620
"""The largest whole number of four bytes; those above it stand for missings."""

FIRST_LETTER = 2_147_483_622
"""The whole number that stands for .a, also among the labels of a file."""

_FIRST_DOUBLE = 0x7FE0_0100_0000_0000
"""The eight bytes that stand for .a as a number with decimals."""
_NEXT_DOUBLE = 0x0000_0100_0000_0000
"""What is added to them for each letter further on."""

_TYPES, _ROWS = b"<variable_types>", b"<data>"
_LONG, _DOUBLE, _LONGEST_TEXT = 65528, 65526, 2045


def put_reasons(contents: bytearray, columns: Sequence[DatasetColumn], rows: int) -> None:
    """Change each code of a reason in the rows into the missing that stands for it."""
    start = contents.index(_TYPES) + len(_TYPES)
    types = np.frombuffer(bytes(contents[start : start + 2 * len(columns)]), "<u2")
    names = [f"c{place}" for place in range(len(columns))]
    layout = np.dtype(list(zip(names, map(_layout, types.tolist()), strict=True)))
    first = contents.index(_ROWS, start) + len(_ROWS)
    cells = np.frombuffer(contents, layout, rows, first)
    for name, column, kind in zip(names, columns, types.tolist(), strict=True):
        for place, reason in enumerate(Missing):
            if reason in column.missing:
                there = cells[name] == reason.value + lowered(column)
                if kind == _LONG:
                    cells[name][there] = FIRST_LETTER + place
                else:
                    cells[name].view("<u8")[there] = _FIRST_DOUBLE + place * _NEXT_DOUBLE


def _layout(kind: int) -> str:
    """Return how many bytes a variable of a type takes, and how they are read."""
    if kind <= _LONGEST_TEXT:
        return f"S{kind}"
    return {_LONG: "<i4", _DOUBLE: "<f8"}[kind]
