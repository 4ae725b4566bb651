"""Every table that leaves of the same persons, tied together by what they share.

Whoever holds several tables lays them side by side. As long as their columns can be laid out as a
tree (the reduction of Graham, Yu and Ozsoyoglu: Beeri, Fagin, Maier and Yannakakis 1983, «On the
desirability of acyclic database schemes», J. ACM 30(3), section on acyclicity), counts that agree
where tables overlap can always be those of persons, so that the sums are all there is to know. The
columns that remain in a circle are crossed all at once, in cells that nobody sees, and the same
holds again.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from kast_eval.dataset.anonymise.count_table import Cell, CountTable, Line, cube_of
from kast_eval.dataset.anonymise.frequency import class_frequencies
from kast_eval.dataset.anonymise.linked_tables import CircleError, widened
from kast_eval.dataset.anonymise.microdata import Microdata, TableShapeError, Value

MOST_CELLS = 4000
"""Columns in a circle whose crossing has more cells than this would take too long."""


@dataclass(frozen=True)
class Crossing:
    """One table: the columns it crosses, of the persons with these values in some others."""

    names: tuple[str, ...]
    only: tuple[tuple[str, Value], ...] = ()

    @property
    def columns(self) -> frozenset[str]:
        """Return every column that the table tells of."""
        return frozenset((*self.names, *(name for name, _ in self.only)))


def tied_together(
    data: Microdata, crossings: Sequence[Crossing], categories: Mapping[str, Sequence[Value]]
) -> CountTable:
    """Return all the tables as one; the cells that none of them shows are unseen.

    `categories` has those of every column, in the order of the columns.
    """
    data.require_one_row_each()
    names = tuple(name for name in categories if any(name in one.columns for one in crossings))
    sets = {one.columns: None for one in crossings}
    core = circle_of(list(sets))
    if prod(len(categories[name]) + 1 for name in core) > MOST_CELLS:
        raise CircleError(
            "Korsningarna bildar en ring med {names}, så att det som är dolt i en tabell kan "
            "räknas fram ur de andra. Ta bort en av dem.",
            names=", ".join(sorted(core)),
        )
    counts: dict[Cell, int] = {}
    lines: dict[Line, None] = {}
    for columns in dict.fromkeys([*sets, core] if core else sets):
        _add(
            counts, lines, _cube(data, [one for one in names if one in columns], categories), names
        )
    shown = {cell for one in crossings for cell in shown_cells(one, categories, names)}
    return CountTable(names, counts, tuple(lines), frozenset(counts.keys() - shown))


def shown_cells(
    crossing: Crossing, categories: Mapping[str, Sequence[Value]], names: Sequence[str]
) -> tuple[Cell, ...]:
    """Return the cells of one table among tables over `names`, its totals among them."""
    only = dict(crossing.only)
    return tuple(
        tuple({**only, **dict(zip(crossing.names, cell, strict=True))}.get(name) for name in names)
        for cell in product(*((*categories[name], None) for name in crossing.names))
    )


def circle_of(sets: Collection[frozenset[str]]) -> frozenset[str]:
    """Return the columns that are tied in circles; none where the tables form a tree.

    Again and again a column that only one table has is taken away, and a table whose columns
    another has all of.
    """
    left = list(sets)
    while True:
        lone = {name for one in left for name in one if sum(name in other for other in left) == 1}
        fewer = list(dict.fromkeys(one - lone for one in left))
        fewer = [one for one in fewer if not any(one < other for other in fewer)]
        if fewer == left:
            return frozenset().union(*left)
        left = fewer


def _cube(
    data: Microdata, names: Sequence[str], categories: Mapping[str, Sequence[Value]]
) -> CountTable:
    inner = class_frequencies(data, names).classes
    missed = [
        name
        for place, name in enumerate(names)
        if {key[place] for key in inner} - set(categories[name])
    ]
    if missed:
        raise TableShapeError("some value is no category", missed)
    return cube_of(names, [categories[name] for name in names], inner)


def _add(
    counts: dict[Cell, int], lines: dict[Line, None], table: CountTable, names: Sequence[str]
) -> None:
    for cell, count in table.counts.items():
        counts[widened(names, table, cell)] = count
    for line in table.lines:
        parts = tuple(widened(names, table, part) for part in line.parts)
        lines[Line(widened(names, table, line.total), parts)] = None
