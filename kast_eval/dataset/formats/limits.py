"""What the formats can hold: a table that one of them cannot hold is refused by name."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from kast_eval.dataset.codebook import column_codes
from kast_eval.dataset.column import DatasetColumn
from kast_eval.dataset.table import Code, DatasetTable
from kast_eval.definition.names import RESERVED
from kast_eval.errors import KastEvalError
from kast_eval.wording import Language, marked

_NAME = re.compile(r"[a-z][a-z0-9_]{0,27}")
"""An item's name and the point that it was asked at, as every statistics program takes it."""

LONGEST_VALUE_LABEL = 120
"""In bytes of UTF-8; SPSS cuts a longer one without a word."""

LONGEST_LABEL = 255
"""In bytes of UTF-8; SPSS cuts a longer one without a word."""

LONGEST_STATA_LABEL = 80
"""In characters; Stata takes no longer one, so it is shortened there and stands whole in a note."""

_CUT = " … "

LONGEST_TEXT = 255
"""In bytes of UTF-8; longer texts are several variables in SPSS."""

LARGEST_WHOLE_NUMBER = 2**53
"""Above it a float, which is what SPSS keeps, no longer tells two whole numbers apart."""


class FormatLimitError(KastEvalError):
    """A name, a label or a value that a format cannot hold (dataset.md, R10)."""


def require_fit(table: DatasetTable) -> None:
    """Refuse a table that one of the formats would change without a word."""
    twice = [name for name, count in Counter(map(str.lower, table.names)).items() if count > 1]
    if twice:
        raise FormatLimitError(
            marked("Tabellen {table} har två kolumner med namnet {column}."),
            table=table.name, column=twice[0],
        )  # fmt: skip
    for place, column in enumerate(table.columns):
        for text, longest in _too_much(column):
            raise FormatLimitError(text, table=table.name, column=column.name, longest=longest)
        if any(not holds(column, cell) for cell in set(table.cells(place))):
            raise FormatLimitError(
                marked("{table}, {column}: ett värde är av fel sort eller för stort."),
                table=table.name, column=column.name,
            )  # fmt: skip


def _too_much(column: DatasetColumn) -> Iterator[tuple[str, int]]:
    if not _NAME.fullmatch(column.name) or column.name in RESERVED:
        yield marked("{table}, {column}: namnet går inte att ha i alla statistikprogram."), 0
    for language in Language:
        if _bytes(column.label.in_language(language)) > LONGEST_LABEL:
            yield (
                marked("{table}, {column}: frågan är längre än {longest} byte. Korta den."),
                LONGEST_LABEL,
            )
        for code in column_codes(column):
            if _bytes(code.label.in_language(language)) > LONGEST_VALUE_LABEL:
                yield (
                    marked("{table}, {column}: ett svars text är längre än {longest} byte."),
                    LONGEST_VALUE_LABEL,
                )


def holds(column: DatasetColumn, cell: Code) -> bool:
    """Tell whether a cell is of the column's kind, and every format can hold it."""
    if isinstance(cell, str):
        return column.text and _bytes(cell) <= LONGEST_TEXT and cell.isprintable()
    if column.text or not math.isfinite(cell):
        return False
    return abs(cell) <= LARGEST_WHOLE_NUMBER and (column.decimals > 0 or cell == int(cell))


def _bytes(text: str) -> int:
    return len(text.encode())


def shortened(label: str, longest: int) -> str:
    """Return a label of at most so many characters, cut at a word, with a sign that it is cut."""
    if len(label) <= longest:
        return label
    words = label[: longest - 1].rsplit(" ", 1)[0]
    return f"{words}…"


def stata_labels(table: DatasetTable, language: Language) -> Mapping[str, str]:
    """Return the labels as Stata takes them; a long question stands whole in the syntax's note."""
    return labels_within(table.columns, language, LONGEST_STATA_LABEL)


def labels_within(
    columns: Sequence[DatasetColumn], language: Language, longest: int
) -> Mapping[str, str]:
    """Return the label of each column in at most so many characters, by the column's name.

    A long one is cut in the middle, since questions of one kind differ at their ends. Where two
    that differ would still be the same, each has its column's name instead of its end.
    """
    whole = {column.name: column.label.in_language(language) for column in columns}
    short = {name: _cut_inside(label, longest) for name, label in whole.items()}
    alike = Counter(short[name] for name in {label: name for name, label in whole.items()}.values())
    return {
        name: label
        if alike[label] == 1
        else f"{shortened(whole[name], longest - len(name) - 3)} ({name})"
        for name, label in short.items()
    }


def _cut_inside(label: str, longest: int) -> str:
    if len(label) <= longest:
        return label
    room = longest - len(_CUT)
    end = label[-(room // 2) :]
    end = end.split(" ", 1)[-1]
    return f"{label[: room - len(end)].rsplit(' ', 1)[0]}{_CUT}{end}"
