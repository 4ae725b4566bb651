"""All tables of a release protected together, their counts first and then their means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kast_eval.dataset.anonymise.count_table import Cell, CountTable
from kast_eval.dataset.anonymise.covering import cover_table
from kast_eval.dataset.anonymise.crossings import Crossing
from kast_eval.dataset.anonymise.microdata import Microdata, Value
from kast_eval.dataset.anonymise.protection import (
    ProtectedTable,
    UnprotectableError,
    protect_table,
    sensitive_cells,
)
from kast_eval.dataset.release.tables.persons import Counted, answered, categories_of
from kast_eval.dataset.release.tables.protected_means import protect_means
from kast_eval.dataset.release.tables.published import PublishedTable
from kast_eval.dataset.release.tables.recipe import AskedTable, Figure
from kast_eval.dataset.release.tables.with_earlier import (
    Categories,
    count_crossing,
    known_still,
    with_earlier,
)
from kast_eval.study.small_numbers import SMALLEST_GROUP

MOST_EXACT = 60
"""More cells than this are covered one by one; the exact search would take minutes."""


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
        table.of: protect_means(
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
    table = with_earlier(data, wanted, earlier, categories)
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
