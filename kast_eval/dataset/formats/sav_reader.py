"""A reader of SPSS files apart from the library that writes them.

It knows what this program writes and no more: little-endian, uncompressed, UTF-8. The layout of the
records is that of PSPP's developers' guide, «System File Format».
"""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from kast_eval.dataset.formats.read_back import ReadBack
from kast_eval.dataset.table import Code

_HEADER = 176
_CELL = 8
_VARIABLE, _LABELS, _LABELLED, _DOCUMENT, _EXTENSION, _END = 2, 3, 4, 6, 7, 999
_LONG_NAMES = 13
_RANGE = -2


@dataclass
class _Variable:
    """A variable as its record tells: where its cells begin, in words of eight bytes."""

    name: str
    width: int
    word: int
    label: str = ""
    low: float = 1
    high: float = 0
    code_labels: dict[int, str] = field(default_factory=dict)

    def cells(self, words: np.ndarray, data: np.ndarray) -> list[Code]:
        if self.width == 0:
            numbers = words[:, self.word].tolist()
            return [int(one) if one == int(one) else one for one in numbers]
        size = -(-self.width // _CELL) * _CELL
        start = self.word * _CELL
        parts = np.ascontiguousarray(data[:, start : start + size])
        return [row.tobytes().decode("utf-8").rstrip(" ") for row in parts]

    @property
    def missing(self) -> frozenset[int]:
        return frozenset(range(int(self.low), int(self.high) + 1))


class _Records:
    """The bytes of a file, read on from the end of its header."""

    def __init__(self, contents: bytes) -> None:
        self.contents = contents
        self.place = _HEADER

    def numbers(self, count: int) -> tuple[int, ...]:
        found = struct.unpack_from(f"<{count}i", self.contents, self.place)
        self.place += 4 * count
        return found

    def number(self) -> int:
        return self.numbers(1)[0]

    def take(self, size: int) -> bytes:
        self.place += size
        return self.contents[self.place - size : self.place]

    def floats(self, count: int) -> tuple[float, ...]:
        return struct.unpack(f"<{count}d", self.take(_CELL * count))


def read_sav(path: Path) -> ReadBack:
    """Return what stands in a file that this program has written."""
    contents = path.read_bytes()
    records = _Records(contents)
    variables, names = _dictionary(records)
    width = sum(max(1, -(-one.width // _CELL)) for one in variables)
    data = np.frombuffer(contents, dtype=np.uint8, offset=records.place)
    data = data.reshape(-1, width * _CELL)
    words = np.ascontiguousarray(data).view("<f8")
    named = {names.get(one.name, one.name.lower()): one for one in variables}
    return ReadBack(
        {name: one.cells(words, data) for name, one in named.items()},
        {name: one.label for name, one in named.items()},
        {name: one.code_labels for name, one in named.items()},
        {name: one.missing for name, one in named.items()},
    )


def _dictionary(records: _Records) -> tuple[list[_Variable], Mapping[str, str]]:
    variables: list[_Variable] = []
    names: dict[str, str] = {}
    words = 0
    code_labels: dict[float, str] = {}
    while (kind := records.number()) != _END:
        if kind == _VARIABLE:
            variables += _variable(records, words)
            words += 1
        elif kind == _LABELS:
            code_labels = dict(_labels(records))
        elif kind == _LABELLED:
            places = records.numbers(records.number())
            for one in variables:
                if one.word + 1 in places:
                    one.code_labels = {int(code): label for code, label in code_labels.items()}
        else:
            names |= _extension(records)
    records.number()
    return variables, names


def _variable(records: _Records, word: int) -> Iterator[_Variable]:
    """Give the variable of a record; one that only goes on with a long text gives none."""
    width, has_label, missing, _print, _write = records.numbers(5)
    variable = _Variable(records.take(8).decode("ascii").rstrip(), width, word)
    if has_label:
        size = records.number()
        variable.label = records.take(-(-size // 4) * 4)[:size].decode("utf-8")
    values = records.floats(abs(missing))
    if missing == _RANGE:
        variable.low, variable.high = values
    if width >= 0:
        yield variable


def _labels(records: _Records) -> Iterator[tuple[float, str]]:
    for _ in range(records.number()):
        (value,) = records.floats(1)
        size = records.take(1)[0]
        padded = -(-(size + 1) // _CELL) * _CELL - 1
        yield value, records.take(padded)[:size].decode("utf-8")


def _extension(records: _Records) -> Mapping[str, str]:
    """Return the long names if the record has them; what else it says is passed over."""
    subtype, size, count = records.numbers(3)
    contents = records.take(size * count)
    if subtype != _LONG_NAMES:
        return {}
    pairs = (pair.partition("=") for pair in contents.decode("utf-8").split("\t"))
    return {short: name for short, _, name in pairs}
