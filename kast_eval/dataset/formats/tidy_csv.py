"""CSV for programs: UTF-8, LF, comma, point, codes."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from kast_eval.dataset.column import DatasetColumn
from kast_eval.dataset.csv_file import defused, undone
from kast_eval.dataset.formats.read_back import ReadBack
from kast_eval.dataset.table import Code, DatasetTable


def write_tidy_csv(table: DatasetTable, path: Path) -> None:
    """Write the table."""
    frame = pl.DataFrame(
        [_series(column, table.cells(place)) for place, column in enumerate(table.columns)]
    )
    frame.write_csv(path)


def _series(column: DatasetColumn, cells: Sequence[Code]) -> pl.Series:
    if column.text:
        known = {cell: str(defused(cell)) for cell in set(cells)}
        return pl.Series(column.name, [known[cell] for cell in cells], pl.String)
    if column.decimals:
        # A reason stands as the whole number that it is, beside numbers with decimals.
        return pl.Series(column.name, [f"{cell}" for cell in cells], pl.String)
    return pl.Series(column.name, cells, pl.Int64)


def read_tidy_csv(path: Path, table: DatasetTable) -> ReadBack:
    """Return what Polars finds."""
    frame = pl.read_csv(path, infer_schema=False, empty_string_is_null=False)
    texts = {column.name for column in table.columns if column.text}
    return ReadBack(
        {
            name: [undone(cell) for cell in cells]
            if name in texts
            else [float(cell) for cell in cells]
            for name, cells in frame.to_dict(as_series=False).items()
        }
    )
