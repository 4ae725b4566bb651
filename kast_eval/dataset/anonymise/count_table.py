"""A table of counts: persons over one or two columns, with every total."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from kast_eval.dataset.anonymise.frequency import class_frequencies
from kast_eval.dataset.anonymise.microdata import Key, Microdata, TableShapeError, Value

Cell = tuple[Value | None, ...]
"""The category of each column; None stands for all of them, so that a cell with None is a total."""

MOST_COLUMNS = 2
"""No table crosses more than two columns (law.md, small numbers)."""


@dataclass(frozen=True)
class Line:
    """One sum of the table: the parts add up to the total."""

    total: Cell
    parts: tuple[Cell, ...]


@dataclass(frozen=True)
class CountTable:
    """Persons by category of `names`: `counts` has every cell and every total, `lines` every sum.

    Several tables that share totals are one such table too (`linked_tables.py`). `unseen` are cells
    that no table shows, but that persons stand in: they tie the others together.
    """

    names: tuple[str, ...]
    counts: Mapping[Cell, int]
    lines: tuple[Line, ...]
    unseen: frozenset[Cell] = frozenset()

    @property
    def grand_total(self) -> Cell:
        """Return the cell that counts everybody."""
        return (None,) * len(self.names)

    @property
    def totals(self) -> frozenset[Cell]:
        """Return the cells that are the sum of others."""
        return frozenset(line.total for line in self.lines)


def table_of(
    names: Sequence[str], categories: Sequence[Sequence[Value]], inner: Mapping[Key, int]
) -> CountTable:
    """Return a table with its totals worked out; a cell that `inner` does not have is 0."""
    if not 1 <= len(names) <= MOST_COLUMNS:
        raise TableShapeError("a table crosses one or two columns", names)
    return cube_of(names, categories, inner)


def cube_of(
    names: Sequence[str], categories: Sequence[Sequence[Value]], inner: Mapping[Key, int]
) -> CountTable:
    """Return the counts of any number of columns, of which `MOST_COLUMNS` at a time are shown."""
    counts: dict[Cell, int] = dict.fromkeys(product(*((*each, None) for each in categories)), 0)
    for key in product(*categories):
        for total in product(*((value, None) for value in key)):
            counts[total] += inner.get(key, 0)
    unseen = frozenset(cell for cell in counts if len(cell) - cell.count(None) > MOST_COLUMNS)
    return CountTable(tuple(names), counts, _lines(categories), unseen)


def _lines(categories: Sequence[Sequence[Value]]) -> tuple[Line, ...]:
    """Return every sum: along each column, for each choice in the others."""
    lines = []
    for place, along in enumerate(categories):
        others = [
            (None,) if other == place else (*each, None) for other, each in enumerate(categories)
        ]
        for total in product(*others):
            parts = tuple((*total[:place], one, *total[place + 1 :]) for one in along)
            lines.append(Line(total, parts))
    return tuple(lines)


def count_persons(
    data: Microdata, names: Sequence[str], categories: Sequence[Sequence[Value]] | None = None
) -> CountTable:
    """Return how many persons there are in each crossing of `names`.

    Without `categories` those are taken that occur; somebody outside the given ones is refused.
    Each person must have one row, or the cells would not add up to persons.
    """
    data.require_one_row_each()
    inner = class_frequencies(data, names).classes
    met = [sorted({key[place] for key in inner}, key=repr) for place in range(len(names))]
    given = met if categories is None else categories
    missed = [name for name, has, of in zip(names, met, given, strict=True) if set(has) - set(of)]
    if missed:
        raise TableShapeError("some value is no category", missed)
    return table_of(names, given, inner)
