"""A package: everything coded that a clinic may give the study, as it was on a day.

Each package is a whole snapshot, so that the newest one of a clinic is all that is needed of it.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from itertools import chain

from kast_eval.dataset.column import DatasetColumn
from kast_eval.dataset.formats.limits import LARGEST_WHOLE_NUMBER
from kast_eval.dataset.table import Code, DatasetTable
from kast_eval.errors import KastEvalError
from kast_eval.wording import marked

FORMAT = 1
FIRST = 1
"""The number of a clinic's first package."""


class PackageError(KastEvalError):
    """A package that cannot be read, or says something else than it holds."""


@dataclass(frozen=True)
class PackedTable:
    """Rows under the names of their columns; `columns_checksum` is that of all they mean."""

    names: tuple[str, ...]
    columns_checksum: str
    rows: tuple[tuple[Code, ...], ...] = field(repr=False)


@dataclass(frozen=True)
class Package:
    """One package: whose it is, its number in the clinic's series, and the tables.

    `previous` is the checksum of the package before, "" for the first. `withdrawn` are the ids of
    those who have taken their consent back, of whom nothing else is there.
    """

    approval: str
    site_code: str
    sequence: int
    previous: str
    day: date
    program: str
    tables: Mapping[str, PackedTable]
    withdrawn: tuple[str, ...] = ()


def packed_tables(tables: Sequence[DatasetTable]) -> Mapping[str, PackedTable]:
    """Return the tables as they travel: rows and names, what the names mean as a checksum."""
    return {
        table.name: PackedTable(table.names, columns_checksum(table.columns), table.rows)
        for table in tables
    }


def columns_checksum(columns: Sequence[DatasetColumn]) -> str:
    """Return what changes when a column is new, gone, or means anything else."""
    said = [[type(column).__name__, asdict(column)] for column in columns]
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()


def package_bytes(package: Package) -> bytes:
    """Return the package as it is signed; the same package gives the same bytes."""
    said = {
        "package": FORMAT,
        **{name: getattr(package, name) for name in ("approval", "site_code", "sequence",
                                                     "previous", "program")},
        "day": package.day.isoformat(),
        "withdrawn": sorted(package.withdrawn),
        "counts": {name: len(table.rows) for name, table in package.tables.items()},
        "tables": {
            name: {"names": table.names, "columns": table.columns_checksum, "rows": table.rows}
            for name, table in package.tables.items()
        },
    }  # fmt: skip
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def package_checksum(contents: bytes) -> str:
    """Return what the next package calls this one."""
    return hashlib.sha256(contents).hexdigest()


def read_package(contents: bytes) -> Package:
    """Return the package, or raise PackageError: nothing of a part of one is taken."""
    try:
        said = json.loads(contents)
        if said["package"] != FORMAT:
            raise PackageError(
                marked("Paketet är gjort av en annan version av programmet. Uppgradera först.")
            )
        package = Package(
            approval=_text(said["approval"]),
            site_code=_text(said["site_code"]),
            sequence=_number(said["sequence"]),
            previous=_text(said["previous"]),
            day=date.fromisoformat(said["day"]),
            program=_text(said["program"]),
            tables={name: _table(table) for name, table in said["tables"].items()},
            withdrawn=tuple(_text(one) for one in said["withdrawn"]),
        )
        counts = said["counts"]
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError) as error:
        raise PackageError(
            marked("Filen är inget paket från en mottagning. Be den göra ett nytt.")
        ) from error
    if counts != {name: len(table.rows) for name, table in package.tables.items()}:
        raise PackageError(
            marked("Antalen i paketet stämmer inte med raderna. Be mottagningen göra det på nytt.")
        )
    return package


def _table(said: Mapping[str, object]) -> PackedTable:
    names, rows = said["names"], said["rows"]
    if not isinstance(names, list) or not isinstance(rows, list):
        raise TypeError
    table = PackedTable(
        tuple(_text(name) for name in names),
        _text(said["columns"]),
        tuple(tuple(row) for row in rows),
    )
    cells = chain.from_iterable(table.rows)
    if any(len(row) != len(names) for row in table.rows) or not all(map(_is_code, cells)):
        raise ValueError
    return table


def _is_code(cell: object) -> bool:
    """Tell whether every format can hold it: a text, or a number that is one and not too large."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return abs(cell) <= LARGEST_WHOLE_NUMBER
    return isinstance(cell, str) and _is_storable(cell)


def _is_storable(text: str) -> bool:
    """Tell whether files and databases can hold a text: no half of a sign, and no end of a text."""
    return "\0" not in text and text == text.encode(errors="ignore").decode()


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    if not _is_storable(value):
        raise ValueError
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    return value
