"""CSV for programs: UTF-8, LF, comma, point, codes."""

from pathlib import Path

import polars as pl

from kast_eval.dataset.csv_file import csv_bytes, undone
from kast_eval.dataset.formats.read_back import ReadBack
from kast_eval.dataset.table import DatasetTable


def write_tidy_csv(table: DatasetTable, path: Path) -> None:
    """Write the table."""
    path.write_bytes(csv_bytes(table.names, table.rows))


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
