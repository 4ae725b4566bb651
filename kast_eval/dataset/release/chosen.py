"""The tables that a recipe lets leave, out of all coded tables."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter

from kast_eval.dataset.codebook import column_codes
from kast_eval.dataset.column import DatasetColumn
from kast_eval.dataset.release.coded_recipe import Coded
from kast_eval.dataset.table import Code, DatasetTable
from kast_eval.definition.form import Role
from kast_eval.errors import DefinitionError
from kast_eval.wording import marked

PERSON, CLINIC = "person_id", "site_code"
ALWAYS = (
    "training", PERSON, CLINIC, "form_version", "episode_no", "timepoint", "session_no",
    "person_type", "form",
)  # fmt: skip
"""What tells a row from another: it leaves with every table that has it, the clinic if approved."""

LEAVING = frozenset({Role.QUASI, Role.SENSITIVE, Role.OTHER, Role.TECHNICAL})
"""The roles whose columns a coded file may hold; every other stays (dataset.md, 3)."""


def chosen_tables(
    tables: Sequence[DatasetTable], coded: Coded, file: str
) -> tuple[DatasetTable, ...]:
    """Return the tables of a recipe in the dataset's order, or raise DefinitionError.

    A table or a column that the dataset does not have is an error of the recipe's line.
    """
    known = {table.name: table for table in tables}
    for name, wanted in coded.tables.items():
        line = coded.lines.get(name, 1)
        if name not in known:
            raise DefinitionError(
                file, line, marked("Tabellen «{name}» finns inte. De som finns är: {known}."),
                name=name, known=", ".join(known),
            )  # fmt: skip
        for column in sorted((wanted or frozenset()) - set(known[name].names)):
            raise DefinitionError(
                file, line, marked("Kolumnen «{column}» finns inte i tabellen «{name}»."),
                column=column, name=name,
            )  # fmt: skip
    return tuple(
        with_columns(table, _leaving(table, coded))
        for table in tables
        if table.name in coded.tables
    )


def _leaving(table: DatasetTable, coded: Coded) -> Iterator[int]:
    wanted = coded.tables[table.name]
    for place, column in enumerate(table.columns):
        if column.name == CLINIC and not coded.clinic:
            continue
        asked = wanted is None or column.name in wanted or column.name in ALWAYS
        if asked and column.role in LEAVING:
            yield place


def with_columns(table: DatasetTable, places: Iterable[int]) -> DatasetTable:
    """Return the table with the columns at some places only."""
    kept = tuple(places)
    return DatasetTable(
        table.name,
        table.title,
        tuple(table.columns[place] for place in kept),
        tuple(map(_cells(kept), table.rows)),
    )


def _cells(places: Sequence[int]) -> Callable[[Sequence[Code]], tuple[Code, ...]]:
    """Return what takes the cells at some places out of a row."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda row: tuple(row[place] for place in places)


def columns_checksum(tables: Sequence[DatasetTable]) -> str:
    """Return what changes when a column that leaves is new, gone or means something else."""
    said = [[table.name, [_said(column) for column in table.columns]] for table in tables]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def _said(column: DatasetColumn) -> list[object]:
    codes = [[one.code, one.label.sv, one.missing] for one in column_codes(column)]
    return [column.name, column.label.sv, column.role.value, codes]
