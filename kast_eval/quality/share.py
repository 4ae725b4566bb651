"""Shares with the numbers behind them, and the interval that each lies in."""

from dataclasses import dataclass
from math import sqrt

_Z = 1.959963984540054
"""The normal quantile of a 95 % interval."""


@dataclass(frozen=True)
class Share:
    """So many of so many; of nothing there is no share."""

    part: int
    whole: int

    def __post_init__(self) -> None:
        """Refuse what is no share: a part that is larger than its whole."""
        if not 0 <= self.part <= self.whole:
            raise ValueError

    @property
    def value(self) -> float | None:
        """Return the share, between 0 and 1."""
        return self.part / self.whole if self.whole else None

    @property
    def interval(self) -> tuple[float, float]:
        """Return the 95 % interval of the share; of nothing it is everything.

        Wilson's score interval (Wilson 1927, Journal of the American Statistical Association
        22:209-212), which keeps near what it promises for few people and never leaves 0 to 1.
        """
        if not self.whole:
            return 0.0, 1.0
        share, whole, square = self.part / self.whole, self.whole, _Z * _Z
        middle = (share + square / (2 * whole)) / (1 + square / whole)
        half = sqrt(share * (1 - share) / whole + square / (4 * whole * whole)) * _Z
        half /= 1 + square / whole
        # Nothing and everything are ends of their own intervals; the sum is off by a rounding.
        low = 0.0 if self.part == 0 else middle - half
        return low, 1.0 if self.part == whole else middle + half


def share_of(found: int, missed: int) -> Share:
    """Return the share of what was found, of it and what was missed."""
    return Share(found, found + missed)
