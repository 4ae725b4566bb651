"""A table as a frame of Polars, which writes most of the formats."""

from collections.abc import Callable

import polars as pl

from kast_eval.dataset.column import DatasetColumn
from kast_eval.dataset.table import DatasetTable

Type = type[pl.DataType]


def frame_of(table: DatasetTable, numbers: Callable[[DatasetColumn], Type]) -> pl.DataFrame:
    """Return the table; `numbers` tells the type of a column that is no text."""
    return pl.DataFrame(
        [
            pl.Series(
                column.name, table.cells(place), pl.String if column.text else numbers(column)
            )
            for place, column in enumerate(table.columns)
        ]
    )
