"""Protection of tables too large for the exact search: safe all the same, if not the cheapest.

Each hidden cell in turn is given a counterexample: another table of whole persons that agrees with
all that is shown and has the cell far enough away. What must be hidden besides, so that such a
table exists, is chosen by the costs of moving counts, one cell after another: the heuristic for
cell suppression of Kelly, Golden and Assad (1992), «Cell suppression: disclosure protection for
sensitive tabular data», Networks 22(4), with whole numbers in the place of their flows. Since no
counterexample is ever taken back, the tables that were found prove at the end that nobody who knows
the sums can tell a hidden cell closer than that.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kast_eval.dataset.anonymise.attack import Interval, equations
from kast_eval.dataset.anonymise.count_table import Cell, CountTable
from kast_eval.dataset.anonymise.protection import ProtectedTable, UnprotectableError
from kast_eval.dataset.anonymise.solver import NoAnswerError, Row, Weights, least_moves

_TOTAL = 20
"""A sum of shown cells is hidden only where so many cells would not do."""


def cover_table(
    table: CountTable,
    sensitive: Collection[Cell],
    *,
    width: int,
    keep: Collection[Cell] = (),
    guarded: Collection[Cell] = (),
) -> ProtectedTable:
    """Hide the sensitive cells, and others until every hidden cell's interval is `width` wide.

    The grand total and the cells of `keep` are shown; the unseen cells of `guarded` get as wide an
    interval as the hidden ones. The intervals of the answer are those that have been proved: what
    an attacker can learn is at least so wide.
    """
    moves = _Moves(table, frozenset({*keep, table.grand_total}), width)
    if moves.fixed.intersection(sensitive):
        raise UnprotectableError
    known = _Known(list(moves.counts), list(moves.counts))
    hidden = _widened(moves, known, sensitive, sensitive)
    places = [at for cell, at in moves.places.items() if cell in guarded]
    while narrow := [place for place in places if known.width(place) < width]:
        # Many are wide enough at once; only the rest are looked at one by one.
        known.take_in(moves.spread(hidden, narrow))
        if all(known.width(place) < width for place in narrow):
            break
    hidden = _widened(moves, known, hidden, guarded)
    primary = frozenset(sensitive)
    intervals = {
        cell: Interval(known.lows[place], known.highs[place])
        for cell, place in moves.places.items()
        if cell in hidden
    }
    return ProtectedTable(table, primary, frozenset(hidden - primary), intervals)


@dataclass(frozen=True)
class _Known:
    """The lowest and the highest count of each cell in the tables that were found."""

    lows: list[int]
    highs: list[int]

    def width(self, place: int) -> int:
        """Return how wide the interval of a cell has been proved to be."""
        return self.highs[place] - self.lows[place]

    def take_in(self, counts: Sequence[int]) -> None:
        """Take in another table that agrees with all that is shown."""
        for place, count in enumerate(counts):
            self.lows[place] = min(self.lows[place], count)
            self.highs[place] = max(self.highs[place], count)


def _widened(
    moves: "_Moves", known: _Known, already: Collection[Cell], cells: Collection[Cell]
) -> set[Cell]:
    """Return what is hidden when some cells, and all that is hidden for them, are wide enough."""
    hidden = set(already)
    waiting = [cell for cell in moves.places if cell in cells]
    while waiting:
        place = moves.places[waiting.pop(0)]
        if known.width(place) >= moves.width:
            continue
        found = moves.cheapest(hidden, place, Interval(known.lows[place], known.highs[place]))
        known.take_in(found)
        moved = (cell for cell, at in moves.places.items() if found[at] != moves.counts[at])
        further = [one for one in moved if one not in hidden and one not in moves.table.unseen]
        hidden.update(further)
        waiting += further
    return hidden


@dataclass(frozen=True)
class _Moves:
    """The ways to move counts so that every sum still holds; those of `fixed` stay."""

    table: CountTable
    fixed: frozenset[Cell]
    width: int

    @cached_property
    def places(self) -> dict[Cell, int]:
        """Return the place of each cell among the table's counts."""
        return {cell: at for at, cell in enumerate(self.table.counts)}

    @cached_property
    def counts(self) -> tuple[int, ...]:
        """Return the counts as they are."""
        return tuple(self.table.counts.values())

    @cached_property
    def sums(self) -> tuple[Row, ...]:
        """Return every sum, of moves up in the first half and moves down in the second."""
        return tuple(Row(self._both_ways(weights), 0, 0) for weights in equations(self.table))

    @cached_property
    def dear(self) -> frozenset[Cell]:
        """Return the cells that are sums of what is shown."""
        lines = self.table.lines
        return frozenset(one.total for one in lines if self.table.unseen.isdisjoint(one.parts))

    def cheapest(self, hidden: Collection[Cell], place: int, known: Interval) -> Sequence[int]:
        """Return the counts of the cheapest table that widens what is known of a cell enough."""
        costs = [self._cost(cell, hidden) for cell in self.table.counts] * 2
        count = self.counts[place]
        wanted = [known.low + self.width - count]
        if known.high >= self.width:
            wanted.append(known.high - self.width - count)
        for movable in self._movable(place):
            ways = [way for by in wanted if (way := self._way(costs, movable, place, by))]
            if ways:
                return self._moved(min(ways)[1])
        raise UnprotectableError

    def spread(self, hidden: Collection[Cell], places: Sequence[int]) -> Sequence[int]:
        """Return the counts of a table with many of some cells moved up, and nothing shown."""
        size = len(self.counts)
        costs = [0] * (2 * size)
        for place in places:
            costs[place], costs[place + size] = -1, 1
        return self._moved(
            least_moves(costs, self._bounds({*hidden, *self.table.unseen}), self.sums)
        )

    def _movable(self, place: int) -> Iterator[Collection[Cell]]:
        """Give what may move: first only the table that the cell stands in, at last everything.

        With one table moving, the solver's answers are nearly always whole numbers at once.
        """
        tables: dict[tuple[bool, ...], set[Cell]] = {}
        for cell in self.table.counts:
            if cell not in self.table.unseen:
                tables.setdefault(_kind(cell), set()).add(cell)
        kind = _kind(list(self.places)[place])
        first = [tables[kind]] if kind in tables else [*tables.values()]
        for cells in first:
            yield cells | self.table.unseen
        yield self.places

    def _way(
        self, costs: Sequence[int], movable: Collection[Cell], place: int, by: int
    ) -> tuple[int, tuple[int, ...]] | None:
        """Return the cost and the moves of the cheapest table with a cell moved by so much."""
        ends = (by, float("inf")) if by > 0 else (float("-inf"), by)
        wanted = Row(self._both_ways([(place, 1)]), *ends)
        try:
            moves = least_moves(costs, self._bounds(movable), [*self.sums, wanted])
        except NoAnswerError:
            return None
        return sum(cost * move for cost, move in zip(costs, moves, strict=True)), moves

    def _bounds(self, movable: Collection[Cell]) -> Sequence[int]:
        """Return how far each cell may move up, and then how far down."""
        most = 2 * self.width
        up = [most if cell in movable and cell not in self.fixed else 0 for cell in self.places]
        return [*up, *(min(room, count) for room, count in zip(up, self.counts, strict=True))]

    def _moved(self, moves: Sequence[int]) -> Sequence[int]:
        """Return the counts after the moves."""
        size = len(self.counts)
        return [count + moves[at] - moves[at + size] for at, count in enumerate(self.counts)]

    def _cost(self, cell: Cell, hidden: Collection[Cell]) -> int:
        """Return what it costs to move a count by one: nothing where it is hidden already."""
        if cell in hidden or cell in self.table.unseen:
            return 0
        return (1 + self.table.counts[cell]) * (_TOTAL if cell in self.dear else 1)

    def _both_ways(self, weights: Weights) -> Weights:
        down = len(self.places)
        return [*weights, *((at + down, -weight) for at, weight in weights)]


def _kind(cell: Cell) -> tuple[bool, ...]:
    """Return which columns a cell is about."""
    return tuple(value is not None for value in cell)
