"""Protection of a table of counts: what is hidden so that no small number can be worked out.

Primary: a count under the threshold (the threshold rule: Hundepool et al. 2012, «Statistical
Disclosure Control», Wiley, chapter on tables of frequencies); a zero that stands alone in its line,
and a cell that holds everybody of its line, since both say something of each person in it.

Secondary: the fewest further cells so that the feasible interval of every hidden cell, also of
those hidden only to help, is wide enough: the cell suppression problem of Fischetti and Salazar
(2001), Management Science 47(7), with sliding protection levels, solved exactly. Their capacity
constraints, section on the integer model, come from the attack's prices: as long as an attack on
the cells chosen so far shows too narrow an interval, it names a condition that any safe choice
fulfils, and the choice is made anew. The first choice that no attack breaks costs the least.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from kast_eval.dataset.anonymise.attack import (
    Interval,
    equations,
    extreme,
    feasible,
    interval_attack,
)
from kast_eval.dataset.anonymise.count_table import Cell, CountTable
from kast_eval.dataset.anonymise.solver import (
    INFINITY,
    NoAnswerError,
    Optimum,
    Row,
    least_whole,
)
from kast_eval.errors import KastEvalError

_PATIENCE = 40
"""Rounds for the fewest persons: any choice that no attack breaks is safe, and a round may take
seconds where many are equally good."""


class UnprotectableError(KastEvalError):
    """A table of which too little is there to hide anything behind."""

    def __init__(self) -> None:
        """Say what can be done about it."""
        super().__init__(
            "Tabellen går inte att skydda: för få celler får döljas. Slå ihop kategorier."
        )


class TooManyRoundsError(KastEvalError):
    """A choice that was not found in the rounds of attacks that one could wait for."""

    def __init__(self) -> None:
        """Say what can be done about it."""
        super().__init__("Tabellen tar för lång tid att skydda. Slå ihop kategorier.")


@dataclass(frozen=True)
class ProtectedTable:
    """A table with what is hidden for its own sake, and what to protect that.

    `intervals` is what an attacker can learn of each hidden cell.
    """

    table: CountTable
    primary: frozenset[Cell]
    secondary: frozenset[Cell]
    intervals: Mapping[Cell, Interval]

    def shown(self, cell: Cell) -> int | None:
        """Return a count that may be shown, None where it is hidden."""
        return None if cell in self.intervals else self.table.counts[cell]


def sensitive_cells(
    table: CountTable, *, smallest: int, known_zeros: Collection[Cell] = ()
) -> frozenset[Cell]:
    """Return the cells that may not be shown: small counts, lone zeros, cells that hold everybody.

    `known_zeros` are cells that everybody knows to be empty, such as an answer that a skip rules
    out: they say nothing, and what remains of their line is judged without them.
    """
    small = {
        cell
        for cell, count in table.counts.items()
        if 0 < count < smallest and cell not in table.unseen
    }
    for line in table.lines:
        if not table.unseen.isdisjoint(line.parts):
            continue
        open_parts = [part for part in line.parts if part not in known_zeros]
        empty = [part for part in open_parts if table.counts[part] == 0]
        filled = [part for part in open_parts if table.counts[part] > 0]
        if filled and len(empty) == 1:
            small.update(empty)
        if len(filled) == 1 and empty:
            small.update(filled)
    return frozenset(small)


def protect_table(
    table: CountTable,
    sensitive: Collection[Cell],
    *,
    width: int,
    keep: Collection[Cell] = (),
    rounds: int | None = None,
    patience: int = _PATIENCE,
) -> ProtectedTable:
    """Hide the sensitive cells and the fewest others that leave each interval `width` wide.

    Totals are hidden only where nothing else helps, the grand total and those of `keep` never; of
    equally good choices the one with the fewest persons in it is taken, if it is found within
    `patience` rounds of attacks. TooManyRoundsError if none is found within `rounds`.
    """
    if not sensitive:
        return ProtectedTable(table, frozenset(), frozenset(), {})
    cells = list(table.counts)
    fixed = {*keep, table.grand_total}
    rows = [
        Row([(place, 1)], int(cell in sensitive), int(cell not in fixed))
        for place, cell in enumerate(cells)
    ]
    if any(row.low > row.high for row in rows):
        raise UnprotectableError
    rows += _no_lone_cell(table)
    costs = [len(cells) + 1 if cell in table.totals else 1 for cell in cells]
    tried = islice(_choices(table, rows, costs, width), rounds)
    chosen = next((found for found in tried if found is not None), None)
    if chosen is None:
        raise TooManyRoundsError
    spent = sum(costs[place] for place in chosen)
    rows.append(Row(list(enumerate(costs)), 0, spent))
    persons = [table.counts[cell] for cell in cells]
    finer = islice(_choices(table, rows, persons, width), patience)
    chosen = next((found for found in finer if found is not None), chosen)
    hidden = frozenset(cells[place] for place in chosen)
    primary = frozenset(sensitive)
    return ProtectedTable(table, primary, hidden - primary, interval_attack(table, hidden))


def _no_lone_cell(table: CountTable) -> list[Row]:
    """Return the condition that a hidden cell is never alone in a line: it saves many attacks."""
    place = {cell: number for number, cell in enumerate(table.counts)}
    rows = []
    for line in table.lines:
        members = [place[cell] for cell in (*line.parts, line.total)]
        rows += [
            Row([(other, -1 if other == one else 1) for other in members], 0, INFINITY)
            for one in members
        ]
    return rows


def _choices(
    table: CountTable, rows: list[Row], costs: Sequence[float], width: int
) -> Iterator[frozenset[int] | None]:
    """Give None for each choice that an attack breaks, and then the cheapest that none does.

    What is learnt of an attack is added to `rows`.
    """
    cells = list(table.counts)
    while True:
        try:
            found = least_whole(costs, [1] * len(cells), rows)
        except NoAnswerError:
            raise UnprotectableError from None
        chosen = frozenset(place for place, taken in enumerate(found) if taken)
        hidden = frozenset(cells[place] for place in chosen)
        learnt = [row for place in sorted(chosen) for row in _broken(table, hidden, place, width)]
        yield None if learnt else chosen
        rows += learnt


def _broken(table: CountTable, hidden: frozenset[Cell], place: int, width: int) -> list[Row]:
    """Return the condition that hiding one cell breaks, if its interval is too narrow."""
    cells = list(table.counts)
    cell = cells[place]
    if feasible(table, hidden, cell).width >= width:
        return []
    low, high = (extreme(table, hidden, cell, sign) for sign in (1, -1))
    worths = zip(_help(table, cell, 1, low), _help(table, cell, -1, high), strict=True)
    weights = [
        (other, min(sum(worth), width) - (width if other == place else 0))
        for other, worth in enumerate(worths)
    ]
    if sum(weight for other, weight in weights if cells[other] in hidden) >= 0:
        # The prices are of fractions, but the interval is narrow in whole numbers: something else
        # must be hidden as well, for to hide less makes no interval wider.
        weights = [(other, 1) for other, each in enumerate(cells) if each not in hidden]
        weights.append((place, -1))
    return [Row(weights, 0, INFINITY)]


def _help(table: CountTable, cell: Cell, sign: int, end: Optimum) -> list[float]:
    """Return by how much, at the attack's prices, hiding each cell could at most widen one end."""
    priced = [float(sign) if each == cell else 0.0 for each in table.counts]
    for price, weights in zip(end.prices, equations(table), strict=True):
        for variable, weight in weights:
            priced[variable] -= price * weight
    most = table.counts[table.grand_total]
    return [
        round(max(cost, 0) * count + max(-cost, 0) * (most - count), 6)
        for cost, count in zip(priced, table.counts.values(), strict=True)
    ]
