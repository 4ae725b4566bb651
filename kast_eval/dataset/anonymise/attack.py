"""The interval attack: between which counts a hidden cell must lie, for whoever reads the rest.

The attacker knows every published cell, every sum, and that no count is negative; the feasible
interval of a hidden cell goes from its lowest to its highest value in any table that agrees with
this: the attacker's subproblems of Fischetti and Salazar (2001), «Solving the cell suppression
problem on tabular data with linear constraints», Management Science 47(7), section on the model.

In one table of at most two columns the sums form a network, so that the ends of a linear programme
are whole numbers. Where tables share totals they need not be, and the ends are sought among whole
numbers. Either way the intervals are exact.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kast_eval.dataset.anonymise.count_table import Cell, CountTable
from kast_eval.dataset.anonymise.solver import Optimum, Row, Weights, least, least_whole


@dataclass(frozen=True)
class Interval:
    """The lowest and the highest count that a hidden cell can have."""

    low: int
    high: int

    @property
    def width(self) -> int:
        """Return how far the ends lie apart."""
        return self.high - self.low


def interval_attack(table: CountTable, hidden: Collection[Cell]) -> Mapping[Cell, Interval]:
    """Return the feasible interval of every hidden cell; the grand total counts as known."""
    return {cell: feasible(table, hidden, cell) for cell in table.counts if cell in hidden}


def feasible(table: CountTable, hidden: Collection[Cell], cell: Cell) -> Interval:
    """Return the feasible interval of one hidden cell."""
    met = Counter(each for line in table.lines for each in (line.total, *line.parts))
    if max(met.values()) > _LINES_OF_A_NETWORK:
        low, high = (_whole_end(table, hidden, cell, sign) for sign in (1, -1))
        return Interval(low, high)
    count = table.counts[cell]
    down, up = (extreme(table, hidden, cell, sign).cost for sign in (1, -1))
    return Interval(count + round(down), count - round(up))


_LINES_OF_A_NETWORK = 2
"""A cell that is a part of more sums than a row's and a column's is no edge between two nodes."""


def _whole_end(table: CountTable, hidden: Collection[Cell], cell: Cell, sign: int) -> int:
    """Return the lowest whole count that a cell can have; with −1 the highest."""
    cells = list(table.counts)
    most = table.counts[table.grand_total]
    rows = [
        Row([(place, 1)], count, count)
        for place, (each, count) in enumerate(table.counts.items())
        if each not in hidden
    ]
    rows += [Row(weights, 0, 0) for weights in equations(table)]
    costs = [sign if each == cell else 0 for each in cells]
    return least_whole(costs, [most] * len(cells), rows)[cells.index(cell)]


def extreme(table: CountTable, hidden: Collection[Cell], cell: Cell, sign: int) -> Optimum:
    """Return how far down (`sign` 1) a cell's count can be moved; with −1 how far up, negated.

    The variables are the moves of all cells, in the order of the table's counts; what is published
    moves by 0.
    """
    most = table.counts[table.grand_total]
    bounds = [
        (-count, most - count) if each in hidden else (0, 0) for each, count in table.counts.items()
    ]
    costs = [float(sign) if each == cell else 0.0 for each in table.counts]
    return least(costs, bounds, equations(table))


def equations(table: CountTable) -> tuple[Weights, ...]:
    """Return every sum as weights that add up to 0: the parts less their total."""
    place = {cell: number for number, cell in enumerate(table.counts)}
    return tuple(
        [*((place[part], 1.0) for part in line.parts), (place[line.total], -1.0)]
        for line in table.lines
    )
