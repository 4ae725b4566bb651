"""A table of the dataset: what every file format writes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kast_eval.dataset.column import DatasetColumn
from kast_eval.wording import Wording

Code = float | str
"""What a cell holds: a number, or a text out of a closed set."""


@dataclass(frozen=True)
class DatasetTable:
    """One table: its name, which is that of its file, what it holds, its columns and its rows."""

    name: str
    title: Wording
    columns: tuple[DatasetColumn, ...]
    rows: tuple[tuple[Code, ...], ...] = field(repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the columns."""
        return tuple(column.name for column in self.columns)

    def cells(self, place: int) -> Sequence[Code]:
        """Return what stands in the column at a place, row by row."""
        return self._cells[place]

    @cached_property
    def _cells(self) -> tuple[tuple[Code, ...], ...]:
        # Every format and every check goes through the columns, so the rows are turned once.
        return tuple(zip(*self.rows, strict=True)) if self.rows else ((),) * len(self.columns)
