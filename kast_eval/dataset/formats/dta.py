"""Stata: labels, and the missing reasons −1 to −10 as the extended missings .a to .j."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pandas as pd
import polars as pl
import pyreadstat

from kast_eval.dataset.codebook import column_codes
from kast_eval.dataset.column import DatasetColumn
from kast_eval.dataset.formats.dta_reasons import FIRST_LETTER, LARGEST_LONG, put_reasons
from kast_eval.dataset.formats.frame import Type, frame_of
from kast_eval.dataset.formats.limits import LONGEST_STATA_LABEL, shortened, stata_labels
from kast_eval.dataset.formats.read_back import ReadBack
from kast_eval.dataset.formats.written_on import day_and_month
from kast_eval.dataset.missing import lowered
from kast_eval.dataset.table import Code, DatasetTable
from kast_eval.kinds.answer import Missing
from kast_eval.wording import Language

FORMAT = 14
"""The version of Stata whose files every later one opens; the library's own default is not it."""

LETTERS = {reason: chr(ord("a") + place) for place, reason in enumerate(Missing)}
_REASONS = {f".{letter}": reason for reason, letter in LETTERS.items()}

_WRITTEN_AT = b"<timestamp>\x11"


def write_dta(table: DatasetTable, path: Path, language: Language, day: date) -> None:
    """Write the table; the same table, language and day give the same bytes.

    The library knows extended missings only in columns of objects, which it writes ten times
    slower; so it writes the reasons as they are coded, and they become .a to .j in the file.
    """
    pyreadstat.write_dta(
        frame_of(table, lambda column: _type(column, table)),
        str(path),
        file_label=shortened(table.title.in_language(language), LONGEST_STATA_LABEL),
        version=FORMAT,
        column_labels=dict(stata_labels(table, language)),
        variable_value_labels={
            one.name: _code_labels(one, language)
            for one in table.columns
            if not one.text and column_codes(one)
        },
    )
    contents = bytearray(path.read_bytes())
    _set_day(contents, day)
    put_reasons(contents, table.columns, len(table.rows))
    path.write_bytes(contents)


def _code_labels(column: DatasetColumn, language: Language) -> dict[int | float, str]:
    return {
        _number_of(Missing(code.code - lowered(column))) if code.missing else code.code:
            code.label.in_language(language)
        for code in column_codes(column)
    }  # fmt: skip


def _number_of(reason: Missing) -> int:
    return FIRST_LETTER + list(LETTERS).index(reason)


def _type(column: DatasetColumn, table: DatasetTable) -> Type:
    """Return a whole number of four bytes where it has reasons and all its values fit."""
    cells = table.cells(table.names.index(column.name))
    whole = column.missing and not column.decimals
    fits = whole and max((abs(float(cell)) for cell in set(cells)), default=0) <= LARGEST_LONG
    return pl.Int32 if fits else pl.Float64


def _set_day(contents: bytearray, day: date) -> None:
    """Put the day of the dataset where the library has put the moment of the machine."""
    start = contents.index(_WRITTEN_AT) + len(_WRITTEN_AT)
    written = f"{day_and_month(day)} {day.year} 00:00".encode()
    contents[start : start + len(written)] = written


def read_dta(path: Path, table: DatasetTable) -> ReadBack:
    """Return what pandas finds, an implementation of its own; letters become reasons again."""
    frame = pd.read_stata(path, convert_categoricals=False, convert_missing=True)
    with pd.read_stata(path, iterator=True) as reader:
        labels = {str(name): str(label) for name, label in reader.variable_labels().items()}
        sets = reader.value_labels()
    columns = dict(zip(map(str, frame.columns), table.columns, strict=True))
    labelled = [name for name, column in columns.items() if column_codes(column)]
    return ReadBack(
        {
            name: [_code(column, cell) for cell in frame[name].tolist()]
            for name, column in columns.items()
        },
        labels,
        {
            # The writing library calls a set of labels by its variable and a running number.
            name: _labels_found(columns[name], sets.get(f"{name}{place}", {}))
            for place, name in enumerate(labelled)
        },
        longest_label=LONGEST_STATA_LABEL,
    )


def _labels_found(column: DatasetColumn, found: Mapping[float, str]) -> Mapping[int, str]:
    """Return the labels by code; Stata numbers its missings .a, .b, … above every value."""
    return {
        int(code) if code < FIRST_LETTER else _reason(int(code), column): label
        for code, label in found.items()
    }


def _reason(code: int, column: DatasetColumn) -> int:
    return int(list(LETTERS)[code - FIRST_LETTER]) + lowered(column)


def _code(column: DatasetColumn, cell: object) -> Code:
    """Return a cell's code: pandas gives an extended missing as an object that says its letter."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, int | float):
        return int(cell) if cell == int(cell) else cell
    return int(_REASONS[str(cell)]) + lowered(column)
