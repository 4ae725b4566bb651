"""Somebody who holds every table of clinics, and works out what the hidden counts can be."""

from collections.abc import Iterable, Iterator, Mapping
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

_NO_START = [(Split.START, Part.NO)]
_NOT_CLOSED = [(Split.ENDING, Part.OUTSIDE)]
_NO_CLOSING_FORM = [(Split.CLOSING, Part.NO), (Split.CLOSING, Part.OUTSIDE)]
SAME: tuple[tuple[list[Category], list[Category]], ...] = (
    (_NOT_CLOSED, [(Split.CLOSING, Part.OUTSIDE)]),
)
"""Categories of the same clients."""

WITHIN: tuple[tuple[list[Category], list[Category]], ...] = (
    (_NO_START, [(Split.PURCHASES, Part.OUTSIDE)]),
    (_NO_START, [(Split.URGE, Part.MISSING)]),
    (_NO_START, [(Split.BASELINE, Part.NO)]),
    (_NO_CLOSING_FORM, [(Split.URGE, Part.MISSING)]),
    (_NO_CLOSING_FORM, [(Split.PURCHASES, Part.MISSING), (Split.PURCHASES, Part.OUTSIDE)]),
    (_NOT_CLOSED, [(Split.FOLLOW_UP, Part.OUTSIDE)]),
)
"""Categories whose clients are all among those of others, by the forms."""


@dataclass(frozen=True)
class Attacker:
    """Knows what is shown, what the forms make of it, and that counts are whole and never under 0.

    One who works at a clinic knows everything about its clients too.
    """

    clinics: Mapping[str, Clients]
    shown: Together
    works_at: str = ""

    @property
    def cells(self) -> list[Cell]:
        return [
            (code, split, part) for code in self.clinics for split in Split for part in PARTS[split]
        ]

    def hidden(self) -> list[Cell]:
        """Return the counts that no table has, of clinics where the attacker does not work."""
        return [
            one
            for one in self.cells
            if one[0] not in self.shown.rows[one[1]] and one[0] != self.works_at
        ]

    def learnt(self) -> Iterator[tuple[Cell, int, int]]:
        """Give each hidden count with the least and the most that it can be."""
        places = {one: place for place, one in enumerate(self.cells)}
        known = [*self._shown(), *self._sizes(), *self._same(), *self._own()]
        rows = _rows(places, known)
        values = [value for *_cells, value in known]
        within = _rows(places, list(self._within()))
        constraints = [
            LinearConstraint(rows, values, values), LinearConstraint(within, -np.inf, 0),
        ]  # fmt: skip
        for cell in self.hidden():
            found = []
            for sign in (1, -1):
                cost = np.zeros(len(places))
                cost[places[cell]] = sign
                best = milp(cost, integrality=1, bounds=Bounds(0, 10_000), constraints=constraints)
                assert best.success
                found.append(round(sign * best.fun))
            yield cell, found[0], found[1]

    def _shown(self) -> Iterator[Sum]:
        """Give every number that stands in a table."""
        for split in Split:
            for code, counts in self.shown.rows[split].items():
                codes = self.shown.merged[split] if code == OTHERS else {code}
                for part, count in counts.items():
                    yield [(one, split, part) for one in codes], [], count

    def _sizes(self) -> Iterator[Sum]:
        """Give that each client is in one part of each split, and how many there are if known."""
        first = next(iter(Split))
        for code in self.clinics:
            of_first = [(code, first, part) for part in PARTS[first]]
            if code in self.shown.persons:
                yield of_first, [], self.shown.persons[code]
            for split in Split:
                if split is not first:
                    yield [(code, split, part) for part in PARTS[split]], of_first, 0

    def _own(self) -> Iterator[Sum]:
        for code, split, part in self.cells:
            if code == self.works_at:
                yield [(code, split, part)], [], self.clinics[code].splits[split][part]

    def _same(self) -> Iterator[Sum]:
        for code, (some, others) in product(self.clinics, SAME):
            yield _of(code, some), _of(code, others), 0

    def _within(self) -> Iterator[Sum]:
        for code, (some, others) in product(self.clinics, WITHIN):
            yield _of(code, some), _of(code, others), 0


def _of(code: str, categories: Iterable[Category]) -> list[Cell]:
    return [(code, *one) for one in categories]


def _rows(places: Mapping[Cell, int], sums: list[Sum]) -> NDArray[np.float64]:
    rows = np.zeros((len(sums), len(places)))
    for row, (plus, minus, _value) in zip(rows, sums, strict=True):
        row[[places[one] for one in plus]] += 1
        row[[places[one] for one in minus]] -= 1
    return rows
