"""SPSS: labels, measure levels, formats, and the missing reasons as user-missing values."""

from datetime import date
from pathlib import Path

import polars as pl
import pyreadstat

from kast_eval.dataset.codebook import column_codes
from kast_eval.dataset.column import DatasetColumn
from kast_eval.dataset.formats.frame import frame_of
from kast_eval.dataset.formats.limits import shortened
from kast_eval.dataset.formats.written_on import day_and_month
from kast_eval.dataset.missing import lowered
from kast_eval.dataset.table import DatasetTable
from kast_eval.kinds.answer import Missing
from kast_eval.wording import Language

LONGEST_FILE_LABEL = 64
"""In bytes of UTF-8; the header has room for no more."""

_WRITTEN_AT = slice(92, 109)
"""Where the header says when the file was written: nine characters of day, eight of time."""


def write_sav(table: DatasetTable, path: Path, language: Language, day: date) -> None:
    """Write the table; the same table, language and day give the same bytes."""
    numbers = [column for column in table.columns if not column.text]
    pyreadstat.write_sav(
        sav_frame(table),
        str(path),
        file_label=_file_label(table.title.in_language(language)),
        column_labels={one.name: one.label.in_language(language) for one in table.columns},
        variable_value_labels={
            one.name: {code.code: code.label.in_language(language) for code in column_codes(one)}
            for one in numbers
            if column_codes(one)
        },
        missing_ranges={
            one.name: [{"lo": min(Missing) + lowered(one), "hi": max(Missing) + lowered(one)}]
            for one in numbers
            if one.missing
        },
        variable_measure={one.name: one.measure.value for one in table.columns},
        variable_format={one.name: _format(one) for one in numbers},
    )
    _set_day(path, day)


def sav_frame(table: DatasetTable) -> pl.DataFrame:
    """Return the table as SPSS keeps it: every number a float, an empty column one of numbers."""
    return frame_of(table, lambda _column: pl.Float64)


def _file_label(title: str) -> str:
    """Return a title as the header takes it; a letter of two bytes is never cut in the middle."""
    longest = LONGEST_FILE_LABEL
    while len(shortened(title, longest).encode()) > LONGEST_FILE_LABEL:
        longest -= 1
    return shortened(title, longest)


def _format(column: DatasetColumn) -> str:
    codes = [code.code for code in column_codes(column)]
    bounds = [one for one in (column.smallest, column.largest) if one is not None]
    digits = max((len(str(one)) for one in (*codes, *bounds)), default=8)
    point = column.decimals + 1 if column.decimals else 0
    return f"F{max(digits, 2) + point}.{column.decimals}"


def _set_day(path: Path, day: date) -> None:
    """Put the day of the dataset where the library has put the moment of the machine."""
    written = f"{day_and_month(day)} {day.year % 100:02}00:00:00".encode()
    with path.open("r+b") as opened:
        opened.seek(_WRITTEN_AT.start)
        opened.write(written)
