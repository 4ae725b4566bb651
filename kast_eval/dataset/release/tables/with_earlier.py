"""The tables of a release tied together with those of earlier releases."""

from collections.abc import Mapping, Sequence

from kast_eval.dataset.anonymise.count_table import Cell, CountTable
from kast_eval.dataset.anonymise.crossings import Crossing, shown_cells, tied_together
from kast_eval.dataset.anonymise.microdata import Microdata, Value
from kast_eval.dataset.release.tables.persons import answered
from kast_eval.dataset.release.tables.published import PublishedTable
from kast_eval.dataset.release.tables.recipe import AskedTable

Categories = Mapping[str, Sequence[Value]]


def count_crossing(table: AskedTable) -> Crossing:
    """Return the crossing of the counts of a table: where it measures, of those with a value."""
    measured = ((answered(table.of), 1),) if table.of is not None else ()
    return Crossing(table.names, (*_filter(table), *measured))


def mean_crossing(table: AskedTable) -> Crossing:
    """Return the crossing of the means of a table, among those with a value."""
    return Crossing(table.names, _filter(table))


def _filter(table: AskedTable) -> tuple[tuple[str, Value], ...]:
    return () if table.where is None else (table.where,)


def with_earlier(
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
