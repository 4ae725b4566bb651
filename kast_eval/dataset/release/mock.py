"""The mock file: the tables of a coded file with values out of the codebook and nothing else."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

from kast_eval.dataset.codebook import column_codes
from kast_eval.dataset.column import DatasetColumn
from kast_eval.dataset.person_id import ALPHABET, LENGTH
from kast_eval.dataset.table import Code, DatasetTable
from kast_eval.wording import Wording

PERSONS = 40
"""As many made-up persons, whatever the study holds."""

_LARGEST = 20
_SIGNED = 10
_POINTS = ("t0", "s01", "s02", "t1", "f06")
MARK = Wording("PROVFIL, påhittade värden", "MOCK FILE, made-up values")


def mock_tables(tables: Sequence[DatasetTable], seed: int) -> tuple[DatasetTable, ...]:
    """Return tables of the same columns with made-up rows; the rows of `tables` are never read.

    Every code of every column stands somewhere, so that syntax can be tried on it.
    """
    random = Random(seed)  # noqa: S311 - made-up data are to come out the same.
    persons = ["".join(random.choices(ALPHABET, k=LENGTH)) for _ in range(PERSONS)]
    return tuple(_mock(table, persons, random) for table in tables)


def _mock(table: DatasetTable, persons: Sequence[str], random: Random) -> DatasetTable:
    values = [list(_values(column, persons, random)) for column in table.columns]
    # The first rows go through every value in turn, those after them take any.
    rows = tuple(
        tuple(known[row] if row < len(known) else random.choice(known) for known in values)
        for row in range(max(len(persons), *map(len, values)))
    )
    title = Wording(f"{MARK.sv}: {table.title.sv}", f"{MARK.en}: {table.title.en}")
    return replace(table, title=title, rows=rows)


def _values(column: DatasetColumn, persons: Sequence[str], random: Random) -> Iterator[Code]:
    if column.text:
        yield from _texts(column, persons)
        return
    yield from (one.code for one in column_codes(column))
    if not column.codes:
        low = -_SIGNED if column.signed else column.smallest or 0
        high = _LARGEST if column.largest is None else column.largest
        for _ in range(min(_LARGEST, high - low + 1)):
            number = random.randint(low, high)
            yield round(number / 2, column.decimals) if column.decimals else number


def _texts(column: DatasetColumn, persons: Sequence[str]) -> Sequence[str]:
    if column.name == "person_id":
        return persons
    if column.name == "site_code":
        return ("0000", "0001")
    return _POINTS if column.name == "timepoint" else ("",)
