"""CSV for a Swedish Excel: semicolon, decimal comma, byte order mark, CRLF, labels for codes."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import polars as pl

from kast_eval.dataset.codebook import code_labels
from kast_eval.dataset.column import DatasetColumn
from kast_eval.dataset.csv_file import defused
from kast_eval.dataset.formats.read_back import ReadBack
from kast_eval.dataset.table import Code, DatasetTable
from kast_eval.wording import Language


def write_excel_csv(table: DatasetTable, path: Path, language: Language) -> None:
    """Write the table."""
    frame = pl.DataFrame(
        [
            pl.Series(column.name, _words(column, table.cells(place), language), pl.String)
            for place, column in enumerate(table.columns)
        ]
    )
    frame.write_csv(path, separator=";", line_terminator="\r\n", include_bom=True)


def _words(column: DatasetColumn, cells: Sequence[Code], language: Language) -> list[str]:
    known = _shown(column, cells, language)
    return [known[cell] for cell in cells]


def _shown(column: DatasetColumn, cells: Sequence[Code], language: Language) -> dict[Code, str]:
    """Return what each of the cells shows, once: the same few stand in them again and again."""
    labels = code_labels(column, language)
    return {cell: shown(cell, labels) for cell in set(cells)}


def shown(cell: Code, labels: dict[int, str]) -> str:
    """Return what a cell shows: the label of a code, a number with a comma, a text."""
    if isinstance(cell, str):
        return str(defused(cell))
    if cell in labels:
        return str(defused(labels[int(cell)]))
    return f"{cell:.10g}".replace(".", ",")


def read_excel_csv(path: Path, table: DatasetTable, language: Language) -> ReadBack:
    """Return the codes that what pandas finds stands for.

    Two codes of one column may show the same words; what was written then stands for either, so
    the table's own code is taken where its words are those that were found.
    """
    frame = pd.read_csv(
        path, sep=";", dtype=str, keep_default_na=False, encoding="utf-8-sig", na_filter=False
    )
    if tuple(frame.columns) != table.names:
        return ReadBack({str(name): frame[name].tolist() for name in frame.columns})
    cells: dict[str, list[Code]] = {}
    for place, column in enumerate(table.columns):
        known = _shown(column, table.cells(place), language)
        cells[column.name] = [
            cell if known[cell] == words else words
            for cell, words in zip(table.cells(place), frame[column.name].tolist(), strict=True)
        ]
    return ReadBack(cells)
