"""Counts that can be filtered by any two columns: no sequence of filters tells what is hidden.

Whoever may choose the filters can lay every table that they give beside the others. So all of them
are protected as one, over the cells in which every column is told at once: no filter shows these,
but persons stand in them, and an attack reckons with that. The small ones among them are hidden as
well as if a table had shown them and they had been taken away.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kast_eval.dataset.anonymise.count_table import MOST_COLUMNS, cube_of
from kast_eval.dataset.anonymise.covering import cover_table
from kast_eval.dataset.anonymise.microdata import Key, TableShapeError, Value
from kast_eval.dataset.anonymise.protection import (
    ProtectedTable,
    UnprotectableError,
    sensitive_cells,
)
from kast_eval.dataset.anonymise.small_numbers import SMALLEST_COUNT


@dataclass(frozen=True)
class ProtectedCube:
    """Persons by the columns `names`; without `protected` they are too few to show anything."""

    names: tuple[str, ...]
    protected: ProtectedTable | None

    def shown(self, selection: Mapping[str, Value]) -> int | None:
        """Return how many persons a filter on at most two columns leaves, None where hidden.

        A column that is not selected is told of as a whole; nothing selected counts everybody.
        """
        unknown = selection.keys() - set(self.names)
        if unknown or len(selection) > MOST_COLUMNS:
            raise TableShapeError("a filter is on one or two columns of the table", [*selection])
        if self.protected is None:
            return None
        cell = tuple(selection.get(name) for name in self.names)
        if cell not in self.protected.table.counts:
            raise TableShapeError("a filter on what is no category", [*selection])
        return self.protected.shown(cell)


def protected_cube(
    names: Sequence[str],
    categories: Sequence[Collection[Value]],
    inner: Mapping[Key, int],
    *,
    smallest: int = SMALLEST_COUNT,
) -> ProtectedCube:
    """Return the counts of `inner`, persons by one category of every column, ready for filters.

    Counts under `smallest` are hidden, lone zeros and cells that hold everybody of their line, and
    what else it takes that each hidden count could be any in an interval `smallest` wide. The same
    counts always hide the same; they are kept in mind, since it takes seconds where clinics,
    quarters and answers are crossed.
    """
    return _protected(
        tuple(names),
        tuple(tuple(each) for each in categories),
        frozenset((key, count) for key, count in inner.items() if count),
        smallest,
    )


@lru_cache(maxsize=16)
def _protected(
    names: tuple[str, ...],
    categories: tuple[tuple[Value, ...], ...],
    inner: frozenset[tuple[Key, int]],
    smallest: int,
) -> ProtectedCube:
    table = cube_of(names, categories, dict(inner))
    guarded = {cell for cell in table.unseen if 0 < table.counts[cell] < smallest}
    try:
        protected = cover_table(
            table, sensitive_cells(table, smallest=smallest), width=smallest, guarded=guarded
        )
    except UnprotectableError:
        return ProtectedCube(names, None)
    return ProtectedCube(names, protected)
