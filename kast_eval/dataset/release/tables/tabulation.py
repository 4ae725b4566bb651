"""A table as it leaves: the figures of each group, None where they are hidden."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from statistics import fmean

from kast_eval.dataset.anonymise.count_table import Cell
from kast_eval.dataset.column import DatasetColumn
from kast_eval.dataset.release.tables.figures import Quartiles, quartiles_of
from kast_eval.dataset.release.tables.persons import Counted
from kast_eval.dataset.release.tables.protected import ProtectedTables
from kast_eval.dataset.release.tables.recipe import AskedTable, Figure
from kast_eval.dataset.release.tables.variables import Variable
from kast_eval.dataset.release.tables.with_earlier import count_crossing, mean_crossing
from kast_eval.study.small_numbers import Statistic, may_show


@dataclass(frozen=True)
class Group:
    """What a table shows of a group of persons.

    `persons` is None where the count is hidden; a figure is None where it is, or where the table
    has none.
    """

    persons: int | None
    share: float | None = None
    mean: float | None = None
    quartiles: Quartiles | None = None


@dataclass(frozen=True)
class Tabulation:
    """A table with its variables and the groups that it shows; None in a cell is everybody."""

    asked: AskedTable
    variables: tuple[Variable, ...]
    measured: DatasetColumn | None
    where: Variable | None
    groups: Mapping[Cell, Group]


def tabulated(
    counted: Counted, table: AskedTable, protected: ProtectedTables, smallest: int
) -> Tabulation:
    """Return a table of what may be shown."""
    variables = tuple(counted.variables[name] for name in table.names)
    measured = counted.variables[table.of].source if table.of is not None else None
    where = counted.variables[table.where[0]] if table.where is not None else None
    values = _values(counted, table)
    cells: Iterator[Cell] = product(*((*one.categories, None) for one in variables))
    groups = {
        cell: _group(table, cell, protected, values.get(cell, ()), smallest) for cell in cells
    }
    return Tabulation(table, variables, measured, where, groups)


def _group(
    table: AskedTable,
    cell: Cell,
    protected: ProtectedTables,
    values: Sequence[float],
    smallest: int,
) -> Group:
    crossing = count_crossing(table)
    persons = protected.count(crossing, cell)
    if persons is None:
        return Group(None)
    if table.of is None:
        base = protected.count(crossing, (*cell[:-1], None)) or 0
        if table.figure is Figure.COUNT or not may_show(Statistic.SHARE, base):
            return Group(persons)
        return Group(persons, share=100 * persons / base)
    if table.figure is Figure.MEDIAN:
        return Group(persons, quartiles=quartiles_of(values, smallest))
    has_mean = protected.has_mean(table.of, mean_crossing(table), cell)
    return Group(persons, mean=fmean(values) if has_mean else None)


def _values(counted: Counted, table: AskedTable) -> Mapping[Cell, Sequence[float]]:
    """Return the measured values of each group."""
    if table.of is None:
        return {}
    data = counted.sorted_by(table.variables, ())
    found: dict[Cell, list[float]] = {}
    keys = data.keys(table.variables)
    for key, value in zip(keys, counted.values(table.of), strict=True):
        if value is None or (table.where is not None and key[-1] != table.where[1]):
            continue
        for cell in product(*((one, None) for one in key[: len(table.names)])):
            found.setdefault(cell, []).append(value)
    return found
