"""CSV: UTF-8, LF, comma, point, codes; what people send is read less strictly."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from kast_eval.errors import LineError
from kast_eval.wording import marked

_MARK = "'"
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[float | str]]) -> bytes:
    """Return the file with a header line and one line a row."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([defused(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def defused(cell: float | str) -> float | str:
    """Return a text that no spreadsheet program takes for a formula; a number is left alone.

    A text that looks defused already gets a mark more, so that `undone` gives back every text.
    """
    if isinstance(cell, str) and _is_formula(cell):
        return f"{_MARK}{cell}"
    return cell


def undone(cell: str) -> str:
    """Return the text that was defused."""
    return cell.removeprefix(_MARK) if _is_formula(cell) else cell


def _is_formula(text: str) -> bool:
    return text.lstrip(_MARK).startswith(_FORMULA_SIGNS)


@dataclass(frozen=True)
class CsvRow:
    """A line below the header: the number of the line in the file, and its cells by column."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class CsvTable:
    """A table that somebody sends, with the name of its file."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[CsvRow, ...]


def read_csv(file: str, contents: bytes) -> CsvTable:
    """Return the table in a file, or raise LineError with its name and the line.

    A Swedish spreadsheet program parts cells by semicolons and begins with a byte order mark.
    """
    lines = _lines(file, _text(file, contents))
    _, columns = next(lines, (1, []))
    if len(set(columns)) != len(columns) or not all(columns):
        raise LineError(
            file,
            1,
            marked("Första raden ska ha ett namn för varje kolumn, och varje namn en gång."),
        )
    rows: list[CsvRow] = []
    for line, cells in lines:
        if len(cells) != len(columns):
            raise LineError(
                file, line,
                marked("Raden har {cells} celler, men första raden har {columns} kolumner."),
                cells=len(cells), columns=len(columns),
            )  # fmt: skip
        rows.append(CsvRow(line, dict(zip(columns, cells, strict=True))))
    return CsvTable(file, tuple(columns), tuple(rows))


def _text(file: str, contents: bytes) -> str:
    try:
        return contents.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = contents.count(b"\n", 0, error.start) + 1
        text = marked("Filen är ingen tabell i UTF-8. Spara den som CSV (UTF-8) och försök igen.")
        raise LineError(file, line, text) from error


def _lines(file: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """Give each line that is not empty with its number, its cells without blanks around them."""
    head = text.partition("\n")[0]
    separator = ";" if ";" in head and "," not in head else ","
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                yield reader.line_num, stripped
    except csv.Error as error:
        text = marked("Raden går inte att läsa: ett citattecken saknas eller står fel.")
        raise LineError(file, reader.line_num, text) from error
