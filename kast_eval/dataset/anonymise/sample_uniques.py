"""Minimal sample uniques: which few columns already single a person out.

A set of columns is a minimal sample unique of a row if the row's person is alone with its values in
them and in no smaller part of them; a person who is unique on all columns and already on some of
them is a special unique, and easier to find than one who needs all. After Elliot, Manning and Ford
(2002), «A computational algorithm for handling the special uniques problem», IJUFKS 10(5), and
Elliot, Manning, Mayes, Gurd and Bane (2005), «SUDA: a program for detecting special uniques».
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from kast_eval.dataset.anonymise.grouping import (
    Numbers,
    Truths,
    dense,
    joined,
    numbered,
    persons_in_class,
)
from kast_eval.dataset.anonymise.microdata import Microdata

Combination = tuple[str, ...]


@dataclass(frozen=True)
class SampleUniques:
    """The minimal sample uniques of each row, the shortest first, in the order of `names`."""

    names: tuple[str, ...]
    persons: tuple[str, ...]
    by_row: tuple[tuple[Combination, ...], ...]

    @property
    def combinations(self) -> Mapping[Combination, int]:
        """Return how many persons each combination of columns singles out by itself."""
        found: dict[Combination, set[str]] = {}
        for person, sets in zip(self.persons, self.by_row, strict=True):
            for each in sets:
                found.setdefault(each, set()).add(person)
        return {each: len(persons) for each, persons in found.items()}

    @property
    def special(self) -> frozenset[str]:
        """Return the persons whom fewer than all columns single out."""
        return frozenset(
            person
            for person, sets in zip(self.persons, self.by_row, strict=True)
            if any(len(each) < len(self.names) for each in sets)
        )


def minimal_sample_uniques(
    table: Microdata, names: Sequence[str], *, largest: int | None = None
) -> SampleUniques:
    """Return every minimal sample unique of at most `largest` columns (all columns when None).

    Whoever is alone in some columns is alone in any more of them, so it is enough to look at the
    sets that are one column smaller.
    """
    persons = numbered(table.persons)
    columns = {name: numbered(table.column(name)) for name in names}
    found: list[list[Combination]] = [[] for _ in table.persons]
    smaller: dict[Combination, Numbers] = {(): np.zeros(len(persons), dtype=np.int64)}
    unique_before: dict[Combination, Truths] = {}
    for size in range(1, (largest or len(names)) + 1):
        classes: dict[Combination, Numbers] = {}
        unique_now = {}
        for chosen in combinations(names, size):
            classes[chosen] = dense(joined(smaller[chosen[:-1]], columns[chosen[-1]]))
            alone = persons_in_class(classes[chosen], persons) == 1
            unique_now[chosen] = alone
            fresh = alone.copy()
            for part in combinations(chosen, size - 1):
                if part in unique_before:
                    fresh &= ~unique_before[part]
            for row in np.flatnonzero(fresh):
                found[row].append(chosen)
        smaller, unique_before = classes, unique_now
    return SampleUniques(tuple(names), table.persons, tuple(tuple(each) for each in found))
