"""The interval attack: between which counts a hidden cell must lie, for whoever reads the rest.

The attacker knows every published cell, every sum, and that no count is negative; the feasible
interval of a hidden cell goes from its lowest to its highest value in any table that agrees with
this: the attacker's subproblems of Fischetti and Salazar (2001), «Solving the cell suppression
problem on tabular data with linear constraints», Management Science 47(7), section on the model.

With at most two columns the sums form a network, so both ends are whole numbers and the intervals
are exact for counts (a linear programme in more columns could show too wide ones).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kast_eval.dataset.anonymise.count_table import Cell, CountTable
from kast_eval.dataset.anonymise.solver import Optimum, Weights, least


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
    intervals = {}
    for cell in table.counts:
        if cell in hidden:
            low, high = (extreme(table, hidden, cell, sign) for sign in (1, -1))
            count = table.counts[cell]
            intervals[cell] = Interval(count + round(low.cost), count - round(high.cost))
    return intervals


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
