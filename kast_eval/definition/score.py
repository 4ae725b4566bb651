"""A score: one number out of several answers."""

from dataclasses import dataclass
from enum import StrEnum

from kast_eval.wording import Wording


class Way(StrEnum):
    """How the answers become one number."""

    SUM = "sum"
    MEAN = "mean"


@dataclass(frozen=True)
class ScoreBand:
    """A named part of a score's range, from `smallest` up to the next band."""

    code: int
    smallest: int
    label: Wording


@dataclass(frozen=True)
class Score:
    """One number out of `items`, all on the same scale from `item_smallest` to `item_largest`.

    A reversed item counts from the other end. Up to `may_miss` answers may be missing: they count
    as the mean of those that are there. The result is multiplied by `times` and rounded to
    `decimals`; `bands` name parts of the range from `smallest` to `largest`.
    """

    name: str
    label: Wording
    items: tuple[str, ...]
    way: Way
    item_smallest: int
    item_largest: int
    backwards: frozenset[str] = frozenset()
    times: int = 1
    may_miss: int = 0
    decimals: int = 2
    bands: tuple[ScoreBand, ...] = ()

    @property
    def smallest(self) -> int:
        """Return the smallest number that can come out."""
        return self.item_smallest * self._factor

    @property
    def largest(self) -> int:
        """Return the largest number that can come out."""
        return self.item_largest * self._factor

    @property
    def _factor(self) -> int:
        return self.times * (len(self.items) if self.way is Way.SUM else 1)

    @property
    def band_name(self) -> str:
        """Return the name of the column that holds the band."""
        return f"{self.name}_cat"
