"""What is remembered of tables that leave, so that later ones do not tell more beside them."""

from collections.abc import Iterator, Sequence
from itertools import product

from kast_eval.dataset.release.tables.changed import known_of, moments, quartiles
from kast_eval.dataset.release.tables.persons import Counted
from kast_eval.dataset.release.tables.protected import ProtectedTables
from kast_eval.dataset.release.tables.published import PublishedTable
from kast_eval.dataset.release.tables.recipe import AskedTable, Figure, Tabulated
from kast_eval.dataset.release.tables.tabulation import Tabulation
from kast_eval.dataset.release.tables.with_earlier import count_crossing, mean_crossing


def remembered(
    part: Tabulated,
    protected: ProtectedTables,
    counted: Counted,
    found: Sequence[Tabulation],
    source: str,
) -> Iterator[PublishedTable]:
    """Give what is to be remembered: the counts of every table, and the means that were shown.

    `source` is the checksum of the anonymised file that they were counted from, "" if of none.
    """
    for tabulation in found:
        table = tabulation.asked
        cuts = {name: part.bands[name] for name in table.variables if name in part.bands}
        crossing = count_crossing(table)
        counts = {
            cell: count
            for cell in _cells(protected, table)
            if (count := protected.count(crossing, cell)) is not None
        }
        floor = (part.smallest, part.open, source)
        yield PublishedTable(crossing, "", cuts, counts, quartiles(tabulation), *floor)
        if table.figure is Figure.MEAN and table.of is not None:
            means = mean_crossing(table)
            shown = {
                cell: count
                for cell, count in counts.items()
                if protected.has_mean(table.of, means, cell)
            }
            groups = {cell: known_of(means.names, cell, means.only) for cell in shown}
            told = moments(counted, table.of, groups.values())
            figures = {cell: told[group] for cell, group in groups.items()}
            yield PublishedTable(means, table.of, cuts, shown, figures, *floor)


def _cells(protected: ProtectedTables, table: AskedTable) -> Iterator[tuple[int | str | None, ...]]:
    return product(*((*protected.categories[name], None) for name in table.names))
