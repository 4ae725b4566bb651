"""Somebody who holds every table of clinics, and works out what the hidden counts can be."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from kast_eval.quality.splits import FAMILIES, PARTS, Clients, Part, Split
from kast_eval.quality.together import OTHERS, Together

Cell = tuple[str, Split, Part]
Sum = tuple[list[Cell], list[Cell], int]
"""Counts that are added, counts that are taken away, and what is left."""


@dataclass(frozen=True)
class Attacker:
    """Knows what is shown, that counts are whole and never under 0, and what they add up to."""

    clinics: Mapping[str, Clients]
    shown: Together

    @property
    def cells(self) -> list[Cell]:
        return [
            (code, split, part) for code in self.clinics for split in Split for part in PARTS[split]
        ]

    def hidden(self) -> list[Cell]:
        """Return the counts that no table has."""
        return [one for one in self.cells if one[0] not in self.shown.rows[one[1]]]

    def learnt(self, cell: Cell) -> tuple[int, int]:
        """Return the least and the most that a count can be."""
        places = {one: place for place, one in enumerate(self.cells)}
        known = [*self._shown(), *self._sizes(), *self._families()]
        rows = np.zeros((len(known), len(places)))
        for row, (plus, minus, _value) in zip(rows, known, strict=True):
            row[[places[one] for one in plus]] += 1
            row[[places[one] for one in minus]] -= 1
        values = [value for *_cells, value in known]
        found = []
        for sign in (1, -1):
            cost = np.zeros(len(places))
            cost[places[cell]] = sign
            best = milp(
                cost, integrality=1, bounds=Bounds(0, 10_000),
                constraints=[LinearConstraint(rows, values, values)],
            )  # fmt: skip
            assert best.success
            found.append(round(sign * best.fun))
        return found[0], found[1]

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

    def _families(self) -> Iterator[Sum]:
        """Give that splits of a family say the same of those whom they are not about."""
        for code, (one, *others) in product(self.clinics, FAMILIES):
            for other in others:
                yield [(code, one, Part.OUTSIDE)], [(code, other, Part.OUTSIDE)], 0
