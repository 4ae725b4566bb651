"""A quick look at whether a way to generalise keeps every class varied, before all gates look."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kast_eval.dataset.anonymise.grouping import Numbers, Truths, dense, joined, numbered
from kast_eval.dataset.anonymise.hierarchy import Hierarchy
from kast_eval.dataset.anonymise.microdata import SUBSTANTIAL, Microdata, is_missing
from kast_eval.dataset.anonymise.policy import Policy


@dataclass(frozen=True)
class Hiding:
    """A table with the levels of its columns as numbers, and its sensitive answers.

    It says what the gates of diversity say of the table without the persons in classes under k.
    """

    table: Microdata
    hierarchies: Sequence[Hierarchy]
    sensitive: Sequence[str]
    policy: Policy

    def is_enough(self, levels: Sequence[int]) -> bool:
        """Tell whether on these levels no class gives its answers away."""
        classes = np.zeros(len(self.table.persons), dtype=np.int64)
        for numbers, level in zip(self._numbers, levels, strict=True):
            classes = dense(joined(classes, numbers[level]))
        large = np.bincount(classes, minlength=1)[classes] >= self.policy.k
        return all(
            self._is_varied(classes, values, large & answered) for values, answered in self._answers
        )

    def _is_varied(self, classes: Numbers, values: Numbers, told: Truths) -> bool:
        """Tell whether in every class enough different answers stand, and none too often."""
        if not told.any():
            return True
        shape = (int(classes.max()) + 1, int(values.max()) + 1)
        counts = np.bincount(joined(classes, values)[told], minlength=shape[0] * shape[1]).reshape(
            shape
        )
        counts = counts[counts.any(axis=1)]
        limit = self.policy.commonest
        distinct = int((counts > 0).sum(axis=1).min()) >= self.policy.distinct
        most = counts.max(axis=1) * limit.denominator <= counts.sum(axis=1) * limit.numerator
        return distinct and bool(most.all())

    @cached_property
    def _numbers(self) -> list[list[Numbers]]:
        return [
            [
                numbered([each.at(cell, level) for cell in self.table.column(each.column)])
                for level in range(each.height + 1)
            ]
            for each in self.hierarchies
        ]

    @cached_property
    def _answers(self) -> list[tuple[Numbers, Truths]]:
        found = []
        for name in self.sensitive:
            cells = self.table.column(name)
            told = [value in SUBSTANTIAL or not is_missing(value) for value in cells]
            found.append((numbered(cells), np.array(told, dtype=np.bool_)))
        return found
