"""All tables of a release protected together, their counts first and then their means."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, product

from kast_eval.dataset.anonymise.count_table import Cell, CountTable
from kast_eval.dataset.anonymise.covering import cover_table
from kast_eval.dataset.anonymise.crossings import Crossing, shown_cells, tied_together
from kast_eval.dataset.anonymise.microdata import Microdata, Value
from kast_eval.dataset.anonymise.protection import (
    ProtectedTable,
    UnprotectableError,
    protect_table,
    sensitive_cells,
)
from kast_eval.dataset.release.tables.figures import reveals, scale_of
from kast_eval.dataset.release.tables.persons import Counted, answered, categories_of
from kast_eval.dataset.release.tables.published import PublishedTable
from kast_eval.dataset.release.tables.recipe import AskedTable, Figure
from kast_eval.study.small_numbers import SMALLEST_GROUP

MOST_EXACT = 60
"""More cells than this are covered one by one; the exact search would take minutes."""

Categories = Mapping[str, Sequence[Value]]


@dataclass(frozen=True)
class ProtectedTables:
    """What may be shown: of `counts` the counts, of `means` the means by measured variable.

    What is shown must be shown by `stricter` as well, where that is: tables protected from those
    who have not seen all that has left. Whoever sees less of a protected table knows less of it, so
    that what both show is safe from either.
    """

    categories: Categories
    counts: ProtectedTable = field(repr=False)
    means: Mapping[str, ProtectedTable | None] = field(repr=False)
    stricter: "ProtectedTables | None" = field(default=None, repr=False)

    def count(self, crossing: Crossing, cell: Cell) -> int | None:
        """Return a count of a table, None where it is hidden."""
        if self.stricter is not None and self.stricter.count(crossing, cell) is None:
            return None
        return self.counts.shown(self._placed(self.counts.table, crossing, cell))

    def has_mean(self, of: str, crossing: Crossing, cell: Cell) -> bool:
        """Tell whether the mean of a group may be shown."""
        protected = self.means[of]
        if protected is None:
            return False
        if self.stricter is not None and not self.stricter.has_mean(of, crossing, cell):
            return False
        count = protected.shown(self._placed(protected.table, crossing, cell))
        return count is not None and count >= SMALLEST_GROUP

    @staticmethod
    def _placed(table: CountTable, crossing: Crossing, cell: Cell) -> Cell:
        known = {**dict(crossing.only), **dict(zip(crossing.names, cell, strict=True))}
        return tuple(known.get(name) for name in table.names)


def count_crossing(table: AskedTable) -> Crossing:
    """Return the crossing of the counts of a table: where it measures, of those with a value."""
    measured = ((answered(table.of), 1),) if table.of is not None else ()
    return Crossing(table.names, (*_filter(table), *measured))


def mean_crossing(table: AskedTable) -> Crossing:
    """Return the crossing of the means of a table, among those with a value."""
    return Crossing(table.names, _filter(table))


def _filter(table: AskedTable) -> tuple[tuple[str, Value], ...]:
    return () if table.where is None else (table.where,)


def protect_tables(
    counted: Counted,
    tables: Sequence[AskedTable],
    earlier: Sequence[PublishedTable],
    smallest: int,
) -> ProtectedTables:
    """Return what may be shown of the tables, or raise UnprotectableError.

    That somebody did not answer is a secret too: where all are counted, and those with a value, a
    small rest of others is hidden. What earlier releases showed and what still is so counts as
    known to everybody.
    """
    categories = categories_of(counted.variables, tables)
    for one in earlier:
        for name in one.crossing.columns:
            categories.setdefault(name, _categories(counted, name))
    sorting = [name for name in categories if name in counted.variables]
    flags = [name for name in counted.variables if answered(name) in categories]
    data = counted.sorted_by(sorting, flags)
    counts = _counts(data, tables, [one for one in earlier if not one.of], categories, smallest)
    means = {
        table.of: _means(
            counted,
            data,
            [one for one in tables if one.of == table.of and one.figure is Figure.MEAN],
            [one for one in earlier if one.of == table.of],
            counts,
            categories=categories,
            smallest=smallest,
        )
        for table in tables
        if table.figure is Figure.MEAN and table.of is not None
    }
    return ProtectedTables(categories, counts, means)


def _categories(counted: Counted, name: str) -> Sequence[Value]:
    return counted.variables[name].categories if name in counted.variables else (1, 0)


def _counts(
    data: Microdata,
    tables: Sequence[AskedTable],
    earlier: Sequence[PublishedTable],
    categories: Categories,
    smallest: int,
) -> ProtectedTable:
    wanted = [count_crossing(one) for one in tables]
    table = _with_earlier(data, wanted, earlier, categories)
    if table.counts[table.grand_total] < smallest:
        raise UnprotectableError
    keep = known_still(table, earlier)
    guarded = {cell for cell in table.unseen if 0 < table.counts[cell] < smallest}
    sensitive = sensitive_cells(
        table, smallest=smallest, known_zeros=_everybody_answered(table, categories)
    )
    sensitive -= keep
    if table.unseen or keep or len(table.counts) > MOST_EXACT:
        return cover_table(table, sensitive, width=smallest, keep=keep, guarded=guarded - keep)
    return protect_table(table, sensitive, width=smallest)


def _everybody_answered(table: CountTable, categories: Categories) -> set[Cell]:
    """Return the empty cells of those without an answer: that nobody is there tells of nobody."""
    last = [categories[name][-1] for name in table.names]
    return {
        cell
        for cell, count in table.counts.items()
        if count == 0 and any(one == silent for one, silent in zip(cell, last, strict=True))
    }


def _with_earlier(
    data: Microdata,
    wanted: Sequence[Crossing],
    earlier: Sequence[PublishedTable],
    categories: Categories,
) -> CountTable:
    """Return the tables with those of before among them, whose own cells nobody shows again."""
    table = tied_together(data, [*wanted, *(one.crossing for one in earlier)], categories)
    shown = {cell for one in wanted for cell in shown_cells(one, categories, table.names)}
    unseen = frozenset(table.counts.keys() - shown)
    return CountTable(table.names, table.counts, table.lines, unseen)


def known_still(table: CountTable, earlier: Sequence[PublishedTable]) -> frozenset[Cell]:
    """Return the cells that earlier tables showed and that have not changed."""
    return frozenset(
        cell
        for one in earlier
        for cell, count in placed_cells(table, one).items()
        if table.counts.get(cell) == count
    )


def placed_cells(table: CountTable, one: PublishedTable) -> Mapping[Cell, int]:
    """Return what an earlier table showed, its cells named as among the tables of today."""
    only = dict(one.crossing.only)
    found: dict[Cell, int] = {}
    for cell, count in one.shown.items():
        known = {**only, **dict(zip(one.crossing.names, cell, strict=True))}
        found[tuple(known.get(name) for name in table.names)] = count
    return found


def _means(
    counted: Counted,
    data: Microdata,
    tables: Sequence[AskedTable],
    earlier: Sequence[PublishedTable],
    counts: ProtectedTable,
    *,
    categories: Categories,
    smallest: int,
) -> ProtectedTable | None:
    """Return where the means of one variable may be shown; None if nowhere.

    A sum is told by the same lines as a count. So what hides a count among sums hides a mean, with
    ten persons in the place of the smallest count. What is left of a sum when the shown are taken
    away is told as well: where it would tell of a person, its total is hidden too.
    """
    (of,) = {table.of for table in tables if table.of is not None}
    values = {
        person: value
        for person, value in zip(counted.persons, counted.values(of), strict=True)
        if value is not None
    }
    there = data.without(frozenset(counted.persons) - values.keys())
    table = _with_earlier(there, [mean_crossing(one) for one in tables], earlier, categories)
    hidden = _hidden_counts(table, counts, of)
    # Behind a sum of nobody, who are told to be nobody, nothing can be hidden.
    nobody = {cell for cell, count in table.counts.items() if count == 0} - hidden
    keep = known_still(table, earlier) | nobody
    groups = _groups(table, there, values)
    scale = scale_of(counted.variables[of].source)

    def tells(some: Collection[float]) -> bool:
        return bool(some) and reveals([*some], scale, smallest)

    telling = {cell for cell, group in groups.items() if tells(group)}
    small = {cell for cell, count in table.counts.items() if 0 < count < SMALLEST_GROUP}
    sensitive = ((small | hidden | telling) - table.unseen) - keep
    guarded = (small & table.unseen) - keep
    while True:
        try:
            found = cover_table(table, sensitive, width=SMALLEST_GROUP, keep=keep, guarded=guarded)
        except UnprotectableError:
            return None
        left = {total for total, rest in _rests(found, groups) if tells(rest)}
        if not left:
            return found
        sensitive |= left


def _rests(
    found: ProtectedTable, groups: Mapping[Cell, Sequence[float]]
) -> Iterator[tuple[Cell, Sequence[float]]]:
    """Give each total that is shown with some of its parts, and the values of the other parts."""
    unseen = found.table.unseen
    for line in found.table.lines:
        shown = {one for one in (line.total, *line.parts) if one not in unseen | {*found.intervals}}
        if line.total in shown and 1 < len(shown) <= len(line.parts):
            left = (groups.get(part, ()) for part in line.parts if part not in shown)
            yield line.total, [*chain.from_iterable(left)]


def _hidden_counts(table: CountTable, counts: ProtectedTable, of: str) -> set[Cell]:
    """Return the cells whose number of persons is hidden."""
    found = set()
    for cell in table.counts:
        known = {**dict(zip(table.names, cell, strict=True)), answered(of): 1}
        placed = tuple(known.get(name) for name in counts.table.names)
        if placed in counts.intervals:
            found.add(cell)
    return found


def _groups(
    table: CountTable, data: Microdata, values: Mapping[str, float]
) -> Mapping[Cell, Sequence[float]]:
    """Return the values of all who stand in each cell."""
    groups: dict[Cell, list[float]] = {}
    for person, key in zip(data.persons, data.keys(table.names), strict=True):
        for cell in product(*((one, None) for one in key)):
            if cell in table.counts:
                groups.setdefault(cell, []).append(values[person])
    return groups
