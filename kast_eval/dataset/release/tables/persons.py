"""The persons that tables count: each once, by the answers of the first episode."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from kast_eval.dataset.anonymise.microdata import Microdata, Value
from kast_eval.dataset.missing import reason_of
from kast_eval.dataset.release.chosen import PERSON as PERSON_ID
from kast_eval.dataset.release.tables.recipe import AskedTable
from kast_eval.dataset.release.tables.variables import Variable
from kast_eval.dataset.table import Code, DatasetTable
from kast_eval.dataset.wide import PERSON, WIDE


@dataclass(frozen=True)
class Counted:
    """The variables that tables sort by and measure, and the persons' cells in each."""

    variables: Mapping[str, Variable]
    persons: tuple[str, ...] = field(repr=False)
    cells: Mapping[str, Sequence[Code]] = field(repr=False)

    def sorted_by(self, names: Collection[str], measured: Collection[str]) -> Microdata:
        """Return the persons by category, and whether they have a value to measure."""
        columns: dict[str, tuple[Value, ...]] = {
            name: tuple(self.variables[name].category(cell) for cell in self.cells[name])
            for name in names
        }
        for name in measured:
            columns[answered(name)] = tuple(int(value is not None) for value in self.values(name))
        return Microdata(self.persons, columns)

    def values(self, name: str) -> Sequence[float | None]:
        """Return the persons' values of a variable, None where there is none."""
        source = self.variables[name].source
        return [
            None if isinstance(cell, str) or reason_of(source, cell) is not None else cell
            for cell in self.cells[name]
        ]


def answered(name: str) -> str:
    """Return the name of whether a person has a value of a variable."""
    return f"{name}{_ANSWERED}"


def asked_of(name: str) -> str:
    """Return the variable that a name is of: its own, or that of whether there is a value."""
    return name.removesuffix(_ANSWERED)


_ANSWERED = " answered"


def categories_of(
    variables: Mapping[str, Variable], tables: Sequence[AskedTable]
) -> dict[str, Sequence[Value]]:
    """Return the categories of everything that tables sort persons by."""
    found: dict[str, Sequence[Value]] = {}
    for table in tables:
        for name in table.variables:
            found[name] = variables[name].categories
        if table.of is not None:
            found[answered(table.of)] = (1, 0)
    return found


def known_cells(
    tables: Sequence[DatasetTable], leaving: Collection[Code]
) -> tuple[Sequence[str], Mapping[str, Sequence[Code]]]:
    """Return the persons in order, and their cells by column: first episodes, and sort of person.

    Somebody who came twice is counted once, as at the first time.
    """
    named = {table.name: table for table in tables}
    first: dict[str, dict[str, Code]] = {}
    for table in (named[WIDE], named[PERSON]):
        for cells in sorted(_rows(table), key=_in_order):
            person = str(cells[PERSON_ID])
            if cells[PERSON_ID] in leaving:
                first[person] = {**cells, **first.get(person, {})}
    names = [*dict.fromkeys(name for table in (WIDE, PERSON) for name in named[table].names)]
    persons = sorted(first)
    return persons, {name: [first[person].get(name, "") for person in persons] for name in names}


def _rows(table: DatasetTable) -> list[dict[str, Code]]:
    return [dict(zip(table.names, row, strict=True)) for row in table.rows]


def _in_order(cells: Mapping[str, Code]) -> tuple[str, float]:
    return str(cells[PERSON_ID]), float(cells.get("episode_no", 1))
