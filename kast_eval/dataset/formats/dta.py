"""Stata: labels, and the missing reasons −1 to −10 as the extended missings .a to .j."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pandas as pd
import pyreadstat

from kast_eval.dataset.codebook import column_codes
from kast_eval.dataset.column import DatasetColumn
from kast_eval.dataset.formats.limits import LONGEST_STATA_LABEL, shortened
from kast_eval.dataset.formats.read_back import ReadBack
from kast_eval.dataset.formats.written_on import day_and_month
from kast_eval.dataset.missing import lowered, reason_of
from kast_eval.dataset.table import Code, DatasetTable
from kast_eval.kinds.answer import Missing
from kast_eval.wording import Language

FORMAT = 14
"""The version of Stata whose files every later one opens; the library's own default is not it."""

LETTERS = {reason: chr(ord("a") + place) for place, reason in enumerate(Missing)}
_REASONS = {f".{letter}": reason for reason, letter in LETTERS.items()}

_LARGEST_LONG = 2_147_483_620
"""The largest whole number of four bytes; those above it stand for missings."""

_FIRST_LETTER = 2_147_483_622
"""The number that stands for .a among the labels of a file."""

_WRITTEN_AT = b"<timestamp>\x11"


def write_dta(table: DatasetTable, path: Path, language: Language, day: date) -> None:
    """Write the table; the same table, language and day give the same bytes."""
    numbers = [column for column in table.columns if not column.text]
    pyreadstat.write_dta(
        _frame(table),
        str(path),
        file_label=shortened(table.title.in_language(language), LONGEST_STATA_LABEL),
        version=FORMAT,
        column_labels={one.name: stata_label(one, language) for one in table.columns},
        variable_value_labels={
            # The library takes letters too, which its types do not say.
            one.name: _code_labels(one, language)  # type: ignore[misc]
            for one in numbers
            if column_codes(one)
        },
        missing_user_values={one.name: list(LETTERS.values()) for one in numbers if one.missing},
    )
    _set_day(path, day)


def stata_label(column: DatasetColumn, language: Language) -> str:
    """Return the label as Stata takes it; a long question stands whole in the syntax's note."""
    return shortened(column.label.in_language(language), LONGEST_STATA_LABEL)


def _code_labels(column: DatasetColumn, language: Language) -> dict[int | float | str, str]:
    return {
        LETTERS[Missing(code.code - lowered(column))] if code.missing else code.code:
            code.label.in_language(language)
        for code in column_codes(column)
    }  # fmt: skip


def _frame(table: DatasetTable) -> pd.DataFrame:
    return pd.DataFrame(
        {
            column.name: _series(column, table.cells(place))
            for place, column in enumerate(table.columns)
        }
    )


def _series(column: DatasetColumn, cells: Sequence[Code]) -> pd.Series:
    if column.text:
        return pd.Series(cells, dtype="object")
    if not column.missing:
        return pd.Series(cells, dtype="float64")
    # The library takes one sort of number a column, and whole ones of four bytes at most.
    whole = not column.decimals and all(abs(float(cell)) <= _LARGEST_LONG for cell in cells)
    return pd.Series([_stata(column, cell, whole=whole) for cell in cells], dtype="object")


def _stata(column: DatasetColumn, cell: Code, *, whole: bool) -> Code:
    reason = reason_of(column, cell)
    if reason is not None:
        return LETTERS[reason]
    return int(cell) if whole else float(cell)


def _set_day(path: Path, day: date) -> None:
    """Put the day of the dataset where the library has put the moment of the machine."""
    contents = path.read_bytes()
    start = contents.index(_WRITTEN_AT) + len(_WRITTEN_AT)
    written = f"{day_and_month(day)} {day.year} 00:00".encode()
    path.write_bytes(contents[:start] + written + contents[start + len(written) :])


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
        int(code) if code < _FIRST_LETTER else _reason(int(code), column): label
        for code, label in found.items()
    }


def _reason(code: int, column: DatasetColumn) -> int:
    return int(list(LETTERS)[code - _FIRST_LETTER]) + lowered(column)


def _code(column: DatasetColumn, cell: object) -> Code:
    """Return a cell's code: pandas gives an extended missing as an object that says its letter."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, int | float):
        return int(cell) if cell == int(cell) else cell
    return int(_REASONS[str(cell)]) + lowered(column)
