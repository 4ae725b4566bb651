"""Somebody who holds every table of clinics, and works out what the hidden counts can be."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from kast_eval.quality.splits import PARTS, Clients, Part, Split
from kast_eval.quality.together import OTHERS, Together

Cell = tuple[str, Split, Part]
Category = tuple[Split, Part]
Sum = tuple[list[Cell], list[Cell], int]
"""Counts that are added, counts that are taken away, and what is left."""

World = tuple[tuple[int, ...], ...]
"""The counts of one table: a row for each clinic."""

_NOT_BOTH: list[Category] = [(Split.FORMS, Part.NO)]


def _all(split: Split, *parts: Part) -> list[Category]:
    return [(split, part) for part in parts]


SAME: tuple[tuple[list[Category], list[Category]], ...] = (
    (_NOT_BOTH, [(Split.BASELINE, Part.OUTSIDE)]),
    (_NOT_BOTH, [(Split.BOUGHT, Part.OUTSIDE)]),
    (_NOT_BOTH, [(Split.PURCHASES, Part.OUTSIDE)]),
    (_NOT_BOTH, [(Split.DAYS, Part.OUTSIDE)]),
    (_NOT_BOTH, [(Split.URGE, Part.OUTSIDE)]),
    ([(Split.BOUGHT, Part.OTHER)], [(Split.PURCHASES, Part.OTHER)]),
    ([(Split.PURCHASES, Part.OTHER)], _all(Split.DAYS, Part.YES, Part.NO)),
    ([(Split.DAYS, Part.OTHER)], _all(Split.PURCHASES, Part.YES, Part.NO)),
    ([(Split.FOLLOW_UP, Part.OUTSIDE)], [(Split.AFTER, Part.OUTSIDE)]),
    ([(Split.FOLLOW_UP, Part.NO)], _all(Split.AFTER, Part.AWAY, Part.OTHER_AWAY)),
    (
        [(Split.FOLLOW_UP, Part.YES)],
        _all(Split.AFTER, Part.YES, Part.NO, Part.OTHER_YES, Part.OTHER_NO),
    ),
)
"""Categories of the same clients, by the forms."""


@dataclass(frozen=True)
class Attacker:
    """Knows what is shown, what the forms make of it, and that counts are whole and never under 0.

    One who works at a clinic knows everything about its clients too. Which clinics have no clients
    everybody knows. One who `believes` takes whom staff call a buyer and whom the start form calls
    one for the same.
    """

    clinics: Mapping[str, Clients]
    shown: Together
    works_at: str = ""
    splits: tuple[Split, ...] = tuple(Split)
    believes: bool = False

    @property
    def cells(self) -> list[Cell]:
        return [
            (code, split, part)
            for code in self.clinics
            for split in self.splits
            for part in PARTS[split]
        ]

    def hidden(self) -> list[Cell]:
        """Return the counts that no table has, of clinics where the attacker does not work.

        A clinic without clients has none to hide.
        """
        return [
            one
            for one in self.cells
            if one[0] != self.works_at and self.clinics[one[0]].persons and not self._is_shown(one)
        ]

    def _is_shown(self, cell: Cell) -> bool:
        """Tell whether a table has the count, or all those of the same clients."""
        code, split, part = cell
        mine = [(split, part)]
        same = [mine, *(b if a == mine else a for a, b in SAME if mine in (a, b))]
        rows = self.shown.rows
        return any(
            all(part in rows[one].get(code, ()) and not self._is_coarse(one, part)
                for one, part in each)
            for each in same
        )  # fmt: skip

    def _is_coarse(self, split: Split, part: Part) -> bool:
        """Tell whether the count of no is shown together with the step before it."""
        shown = next(iter(self.shown.rows[split].values()), {})
        return part is Part.NO and set(shown) != set(PARTS[split])

    def learnt(self, width: int) -> Iterator[tuple[Cell, int, int]]:
        """Give each hidden count with the least and the most that it can be.

        Once two numbers of a count are `width` apart, in what was worked out for whatever count,
        no others are sought.
        """
        places = {one: place for place, one in enumerate(self.cells)}
        known = [*self._shown(), *self._sizes(), *self._same(), *self._own()]
        rows = _rows(places, known)
        values = [value for *_cells, value in known]
        some = _rows(places, [(cells, [], 1) for cells in self._with_clients()])
        most = _rows(places, list(self._at_most()))
        constraints = [
            LinearConstraint(rows, values, values),
            LinearConstraint(some, 1, np.inf),
            LinearConstraint(most, 0, np.inf),
        ]
        low = high = self._truth()
        assert (rows @ low == values).all()
        for cell in self.hidden():
            for sign in (1, -1):
                if high[places[cell]] - low[places[cell]] < width:
                    cost = np.zeros(len(places))
                    cost[places[cell]] = sign
                    best = milp(
                        cost, integrality=1, bounds=Bounds(0, 10_000), constraints=constraints
                    )
                    assert best.success
                    one = np.round(best.x)
                    assert (rows @ one == values).all()
                    low, high = np.minimum(low, one), np.maximum(high, one)
            yield cell, int(low[places[cell]]), int(high[places[cell]])

    def _truth(self) -> NDArray[np.float64]:
        return np.array(
            [self.clinics[code].splits[split][part] for code, split, part in self.cells], np.float64
        )

    def _shown(self) -> Iterator[Sum]:
        """Give every number that stands in a table."""
        for split in self.splits:
            for code, counts in self.shown.rows[split].items():
                codes = self.shown.merged[split] if code == OTHERS else {code}
                for part, count in counts.items():
                    parts = [part, Part.NEXT] if self._is_coarse(split, part) else [part]
                    yield [(one, split, of) for one in codes for of in parts], [], count

    def _sizes(self) -> Iterator[Sum]:
        """Give that each client is in one part of each split, and how many there are if known."""
        first = self.splits[0]
        for code in self.clinics:
            of_first = [(code, first, part) for part in PARTS[first]]
            if code in self.shown.persons:
                yield of_first, [], self.shown.persons[code]
            for split in self.splits:
                if split is not first:
                    yield [(code, split, part) for part in PARTS[split]], of_first, 0

    def _with_clients(self) -> Iterator[list[Cell]]:
        first = self.splits[0]
        for code, one in self.clinics.items():
            if one.persons:
                yield [(code, first, part) for part in PARTS[first]]

    def _at_most(self) -> Iterator[Sum]:
        """Give that clients are no more than those among whom they are: buyers, and others."""
        lacking, early = _all(Split.FORMS, Part.NO), _all(Split.AFTER, Part.OUTSIDE)
        pairs = (
            (_all(Split.AFTER, Part.YES, Part.NO, Part.AWAY),
             _all(Split.PURCHASES, Part.YES, Part.NO)),
            (_all(Split.AFTER, Part.OTHER_YES, Part.OTHER_NO, Part.OTHER_AWAY),
             _all(Split.PURCHASES, Part.OTHER)),
        )  # fmt: skip
        for code, (due, asked) in product(self.clinics if self.believes else (), pairs):
            yield _of(code, [*asked, *lacking]), _of(code, due), 0
            yield _of(code, [*due, *early]), _of(code, asked), 0

    def _own(self) -> Iterator[Sum]:
        """Give all counts of the own clinic, and that those without clients have none."""
        for code, split, part in self.cells:
            if code == self.works_at or not self.clinics[code].persons:
                yield [(code, split, part)], [], self.clinics[code].splits[split][part]

    def _same(self) -> Iterator[Sum]:
        looked_at = [
            one for one in SAME if {split for split, _part in (*one[0], *one[1])} <= {*self.splits}
        ]
        for code, (some, others) in product(self.clinics, looked_at):
            yield _of(code, some), _of(code, others), 0


def _of(code: str, categories: Iterable[Category]) -> list[Cell]:
    return [(code, *one) for one in categories]


def _rows(places: Mapping[Cell, int], sums: list[Sum]) -> NDArray[np.float64]:
    rows = np.zeros((len(sums), len(places)))
    for row, (plus, minus, _value) in zip(rows, sums, strict=True):
        row[[places[one] for one in plus]] += 1
        row[[places[one] for one in minus]] -= 1
    return rows


def fewest_numbers(
    worlds: Sequence[World],
    shown: Callable[[World], tuple[frozenset[str], Hashable]],
    *,
    from_inside: bool = True,
) -> int:
    """Return how few numbers a hidden count can be for somebody who knows the rule.

    The attacker runs the rule on every world, and keeps those that give what was seen: `shown`
    gives the clinics that are hidden, by their places, and all that is seen. One who works at a
    hidden clinic keeps only those where its counts are what they are, if tried `from_inside`.
    """
    seen: dict[tuple[frozenset[str], Hashable], list[World]] = defaultdict(list)
    for world in worlds:
        seen[shown(world)].append(world)
    return min(
        _fewest_of([int(place) for place in hidden], possible, from_inside=from_inside)
        for (hidden, _seen), possible in seen.items()
        if hidden
    )


def _fewest_of(hidden: Sequence[int], worlds: Sequence[World], *, from_inside: bool) -> int:
    numbers: dict[Hashable, set[int]] = defaultdict(set)
    for world in worlds:
        for place, own in product(hidden, (None, *hidden) if from_inside else (None,)):
            if place != own:
                known = None if own is None else (own, world[own])
                for part, count in enumerate(world[place]):
                    numbers[known, place, part].add(count)
    return min(map(len, numbers.values()))
