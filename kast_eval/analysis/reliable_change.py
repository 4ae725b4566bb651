"""How many changed more than the error of measurement explains."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import stdev

from kast_eval.analysis.estimate import FEWEST_FOR_MODEL
from kast_eval.quality.share import Share

RELIABILITIES = (0.6, 0.7, 0.8)
"""The reliability of a single question is not known: the middle one is used, all are told."""

CRITERION = 1.96
"""A change of so many standard errors is reliable, 5 % two-sided."""


@dataclass(frozen=True)
class ReliableChange:
    """How many rose, fell or stayed within what error explains, by a stated reliability.

    `least` is the smallest reliable change, in points of the scale.
    """

    reliability: float
    least: float
    rose: int
    fell: int
    stayed: int

    @property
    def persons(self) -> int:
        """Return of how many persons both answers are known."""
        return self.rose + self.fell + self.stayed

    @property
    def risen(self) -> Share:
        """Return the share that rose reliably."""
        return Share(self.rose, self.persons)

    @property
    def fallen(self) -> Share:
        """Return the share that fell reliably."""
        return Share(self.fell, self.persons)


def error_of_difference(spread: float, reliability: float) -> float:
    """Return the standard error of a difference, from the spread at the start.

    The square root of 2·(SD·√(1−r))² (Jacobson & Truax 1991, Journal of Consulting and Clinical
    Psychology 59:12-19).
    """
    return sqrt(2) * spread * sqrt(1 - reliability)


def reliable_change(
    pairs: Sequence[tuple[float, float]], reliability: float
) -> ReliableChange | None:
    """Return how many changed reliably; None of too few, or if all began alike."""
    if len(pairs) < FEWEST_FOR_MODEL:
        return None
    spread = stdev(before for before, _after in pairs)
    if not spread:
        return None
    least = CRITERION * error_of_difference(spread, reliability)
    changes = [after - before for before, after in pairs]
    rose = sum(change > least for change in changes)
    fell = sum(change < -least for change in changes)
    return ReliableChange(reliability, least, rose, fell, len(pairs) - rose - fell)
