"""The means of one variable in all tables of a release, protected together."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain, product

from kast_eval.dataset.anonymise.count_table import Cell, CountTable
from kast_eval.dataset.anonymise.covering import cover_table
from kast_eval.dataset.anonymise.microdata import Microdata
from kast_eval.dataset.anonymise.protection import ProtectedTable, UnprotectableError
from kast_eval.dataset.release.tables.figures import reveals, scale_of
from kast_eval.dataset.release.tables.persons import Counted, answered
from kast_eval.dataset.release.tables.published import PublishedTable
from kast_eval.dataset.release.tables.recipe import AskedTable
from kast_eval.dataset.release.tables.with_earlier import (
    Categories,
    known_still,
    mean_crossing,
    with_earlier,
)
from kast_eval.study.small_numbers import SMALLEST_GROUP


def protect_means(
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
    table = with_earlier(there, [mean_crossing(one) for one in tables], earlier, categories)
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
