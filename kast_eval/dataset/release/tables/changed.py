"""Means and medians of as many as before that are not what they were: somebody was exchanged.

Where one leaves and one comes, or an answer is corrected, no count changes. The old figure taken
from the new one then tells of one person. So a figure of as many as before is the same figure, and
so is what is left of a line when the shown are taken from its total. Where it is of more or of
fewer, what has come to its sum, or gone, is the sum of these: it tells no more than a mean of them
might.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import fsum

from kast_eval.dataset.anonymise.count_table import Cell
from kast_eval.dataset.anonymise.microdata import Value
from kast_eval.dataset.anonymise.protection import ProtectedTable
from kast_eval.dataset.release.tables.figures import Scale, scale_of, tells_few_at_end
from kast_eval.dataset.release.tables.persons import Counted
from kast_eval.dataset.release.tables.published import Figures, PublishedRelease
from kast_eval.dataset.release.tables.recipe import Figure
from kast_eval.dataset.release.tables.tabulation import Tabulation
from kast_eval.dataset.release.tables.with_earlier import count_crossing

_DECIMALS = 6
Known = frozenset[tuple[str, Value]]
"""What all of a group have answered."""


def known_of(names: Sequence[str], cell: Cell, only: Iterable[tuple[str, Value]] = ()) -> Known:
    """Return what all in a cell have answered; None in a cell is everybody."""
    found = {**dict(only), **dict(zip(names, cell, strict=True))}
    return frozenset((name, value) for name, value in found.items() if value is not None)


def moments(counted: Counted, of: str, groups: Iterable[Known]) -> Mapping[Known, Figures]:
    """Return the sum and the sum of squares of a variable in each group."""
    wanted = set(groups)
    names = sorted({name for group in wanted for name, _ in group})
    data = counted.sorted_by(names, ())
    there = [
        (frozenset(zip(names, key, strict=True)), value)
        for key, value in zip(data.keys(names), counted.values(of), strict=True)
        if value is not None
    ]
    found = {}
    for group in wanted:
        values = [value for answers, value in there if group <= answers]
        found[group] = (_rounded(values), _rounded([value * value for value in values]))
    return found


def _rounded(values: Sequence[float]) -> float:
    return round(fsum(values), _DECIMALS)


def quartiles(tabulation: Tabulation) -> Mapping[Cell, Figures]:
    """Return the quartiles that a table of medians shows."""
    if tabulation.asked.figure is not Figure.MEDIAN:
        return {}
    return {
        cell: (group.quartiles.first, group.quartiles.median, group.quartiles.third)
        for cell, group in tabulation.groups.items()
        if group.quartiles is not None
    }


def other_quartiles(release: PublishedRelease, found: Sequence[Tabulation]) -> Iterator[Known]:
    """Give the groups of as many as in an earlier release, of which it showed other quartiles."""
    now: dict[Known, tuple[int | None, Figures]] = {}
    for one in found:
        crossing = count_crossing(one.asked)
        for cell, figures in quartiles(one).items():
            group = known_of(crossing.names, cell, crossing.only)
            now[group] = (one.groups[cell].persons, figures)
    for table in release.tables:
        for cell, before in table.figures.items() if not table.of else ():
            group = known_of(table.crossing.names, cell, table.crossing.only)
            persons, figures = now.get(group, (None, before))
            if persons == table.shown[cell] and figures != before:
                yield group


def other_means(
    before: Mapping[Cell, tuple[int, Figures | None]],
    protected: ProtectedTable,
    counted: Counted,
    of: str,
    smallest: int,
) -> Iterator[Cell]:
    """Give the cells and lines of as many as before, of which the sum is another, and such as that.

    Such are those whose change of persons and sum tells of single persons.
    """
    scale = scale_of(counted.variables[of].source)
    table = protected.table
    shown = [
        cell
        for cell in before
        if cell in table.counts and cell not in table.unseen and protected.shown(cell) is not None
    ]
    groups = {cell: known_of(table.names, cell) for cell in shown}
    now = moments(counted, of, groups.values())
    change: dict[Cell, Figures] = {}
    for cell in shown:
        persons, figures = before[cell]
        if figures is not None:
            change[cell] = _less((table.counts[cell], *now[groups[cell]]), [(persons, *figures)])
        elif persons == table.counts[cell]:
            # Nobody knows any more what the mean was: it may have been another.
            yield cell
    yield from (cell for cell, by in change.items() if _tells(by, scale, smallest))
    for line in table.lines:
        if line.total in change:
            parts = [change[part] for part in line.parts if part in change]
            if _tells(_less(change[line.total], parts), scale, smallest):
                yield line.total


def _less(total: Figures, parts: Sequence[Figures]) -> Figures:
    return tuple(
        round(one - fsum(others), _DECIMALS - 1) for one, *others in zip(total, *parts, strict=True)
    )


def _tells(change: Figures, scale: Scale, smallest: int) -> bool:
    """Tell whether a change of persons, sum and sum of squares is of the last two only, or alike.

    If some only came or only left, all their answers are the same where these do not spread, and
    some few are known where their sum is near an end of the scale, or beyond it.
    """
    persons, total, squares = change
    if persons == 0:
        return any((total, squares))
    if persons < 0:
        persons, total, squares = -persons, -total, -squares
    spread = squares * persons - total * total
    return spread <= 0 or tells_few_at_end(round(persons), total, scale, smallest)
