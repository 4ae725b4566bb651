"""Parquet: whole numbers as whole numbers, and what the codes mean in the file's own metadata."""

import json
from datetime import date
from pathlib import Path

import polars as pl
from pyarrow import parquet

from kast_eval.dataset.codebook import code_labels, column_codes
from kast_eval.dataset.formats.frame import frame_of
from kast_eval.dataset.formats.read_back import ReadBack
from kast_eval.dataset.table import DatasetTable
from kast_eval.wording import Language

METADATA = "kast_eval"
"""The key of the metadata that holds the labels, as JSON."""


def write_parquet(table: DatasetTable, path: Path, language: Language, day: date) -> None:
    """Write the table; the same table, language and day give the same bytes."""
    frame = frame_of(table, lambda column: pl.Float64 if column.decimals else pl.Int64)
    frame.write_parquet(path, metadata={METADATA: _described(table, language, day)})


def _described(table: DatasetTable, language: Language, day: date) -> str:
    described = {
        "title": table.title.in_language(language),
        "day": day.isoformat(),
        "columns": {
            column.name: {
                "label": column.label.in_language(language),
                "measure": column.measure.value,
                "codes": {
                    str(code): label for code, label in code_labels(column, language).items()
                },
                "missing": [one.code for one in column_codes(column) if one.missing],
            }
            for column in table.columns
        },
    }
    return json.dumps(described, ensure_ascii=False)


def read_parquet(path: Path) -> ReadBack:
    """Return what Arrow's own reader finds."""
    with parquet.ParquetFile(path) as opened:
        cells = opened.read().to_pydict()
        said = json.loads(opened.metadata.metadata[METADATA.encode()])["columns"]
    return ReadBack(
        cells,
        {name: one["label"] for name, one in said.items()},
        code_labels={
            name: {int(code): label for code, label in one["codes"].items()}
            for name, one in said.items()
        },
        missing={name: frozenset(one["missing"]) for name, one in said.items()},
    )
