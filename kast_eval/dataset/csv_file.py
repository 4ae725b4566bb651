"""CSV: UTF-8, LF, comma, point, codes."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[float | str]]) -> bytes:
    """Return the file with a header line and one line a row."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([defused(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def defused(cell: float | str) -> float | str:
    """Return a text that no spreadsheet program takes for a formula; a number is left alone."""
    if isinstance(cell, str) and cell.startswith(_FORMULA_SIGNS):
        return f"'{cell}"
    return cell
