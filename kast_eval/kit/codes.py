"""The codes of a starter kit: drawn once, on its labels, its code key and in one file."""

import random
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kast_eval.dataset.csv_file import CsvRow, read_csv
from kast_eval.errors import LineError
from kast_eval.kit.order import KitOrder
from kast_eval.study.client_code import (
    ClientCodeError,
    draw_codes,
    is_relative_code,
    read_client_code,
)
from kast_eval.wording import marked

CODES_FILE = "codes.csv"
_CODE, _SERIES = COLUMNS = ("code", "series")
_CLIENT, _RELATIVE = "client", "relative"


@dataclass(frozen=True)
class KitCodes:
    """The codes of the clients and of the relatives, in the order of the labels."""

    clients: tuple[str, ...]
    relatives: tuple[str, ...]


def draw_kit_codes(
    order: KitOrder, chooser: random.Random, taken: Collection[str] = ()
) -> KitCodes:
    """Return codes for everybody that the kit has paper for, none of them taken.

    `chooser` is a `random.SystemRandom` for a clinic, a seeded one where the same kit is wanted
    again.
    """
    return KitCodes(
        draw_codes(order.letters, order.clients, taken, chooser),
        draw_codes(order.relative_letters, order.relatives, taken, chooser),
    )


@dataclass(frozen=True)
class CodesList:
    """The codes in such a file, each with its line, and the file's name for what is wrong."""

    file: str
    lines: Mapping[str, int]


def codes_table(codes: KitCodes) -> bytes:
    """Return the codes as CSV, for the program to take them as issued; nothing about anybody."""
    rows = [",".join(COLUMNS)]
    rows += [f"{code},{_CLIENT}" for code in codes.clients]
    rows += [f"{code},{_RELATIVE}" for code in codes.relatives]
    return "".join(f"{row}\r\n" for row in rows).encode("ascii")


def read_codes_table(file: str, contents: bytes) -> CodesList:
    """Return the codes in a kit's file, or raise LineError with the file and the line."""
    table = read_csv(file, contents)
    if table.columns != COLUMNS or not table.rows:
        raise LineError(
            file,
            1,
            marked("Filen är ingen lista med koder. Välj codes.csv ur startpaketet."),
        )
    lines: dict[str, int] = {}
    for row in table.rows:
        code = _read_row(file, row)
        if code in lines:
            raise LineError(
                file, row.line, marked("Koden står redan på rad {line}. Ta bort den ena."),
                line=lines[code],
            )  # fmt: skip
        lines[code] = row.line
    return CodesList(file, lines)


def _read_row(file: str, row: CsvRow) -> str:
    """Return the code of a line; its first letter must say the same as the series beside it."""
    try:
        code = read_client_code(row.cells[_CODE])
    except ClientCodeError as error:
        raise LineError(file, row.line, error.text, **error.details) from error
    if row.cells[_SERIES] != (_RELATIVE if is_relative_code(code) else _CLIENT):
        raise LineError(
            file, row.line,
            marked("Serien är fel: en kod som börjar på R är relative, alla andra är client."),
        )  # fmt: skip
    return code
