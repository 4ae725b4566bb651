"""A yes or no of the same persons at two times: McNemar's exact test, and the difference."""

from dataclasses import dataclass
from math import comb, sqrt

from kast_eval.analysis.estimate import Estimate
from kast_eval.quality.share import Share


@dataclass(frozen=True)
class Pairs:
    """How many said yes both times, only afterwards, only before, and neither time."""

    both: int
    only_after: int
    only_before: int
    neither: int

    @property
    def persons(self) -> int:
        """Return of how many persons both answers are known."""
        return self.both + self.only_after + self.only_before + self.neither

    @property
    def before(self) -> Share:
        """Return the share that said yes before."""
        return Share(self.both + self.only_before, self.persons)

    @property
    def after(self) -> Share:
        """Return the share that said yes afterwards."""
        return Share(self.both + self.only_after, self.persons)

    @property
    def p_value(self) -> float:
        """Return the two-sided p value of McNemar's exact test; 1 if nobody changed.

        The changes are tosses of a fair coin if the two shares are alike; the p value is twice the
        binomial tail, at most 1 (McNemar 1947, Psychometrika 12:153-157; the conditional exact
        form as in Fagerland, Lydersen & Laake 2013, BMC Medical Research Methodology 13:91).
        """
        changed = self.only_after + self.only_before
        fewer = min(self.only_after, self.only_before)
        tail = sum(comb(changed, count) for count in range(fewer + 1))
        return min(1.0, 2 * tail / (1 << changed))

    @property
    def difference(self) -> Estimate | None:
        """Return the share afterwards less the share before; None of nobody.

        Newcombe's interval for paired shares: Wilson's intervals of both, put together with a
        correlation that is corrected for continuity (method 10 of Newcombe 1998, Statistics in
        Medicine 17:2635-2650).
        """
        if not self.persons:
            return None
        after, before = _Ends.of(self.after), _Ends.of(self.before)
        tied = self._correlation()
        value = after.share - before.share
        return Estimate(
            value,
            value - _together(after.under, before.over, tied),
            value + _together(after.over, before.under, tied),
        )

    def _correlation(self) -> float:
        margins = (
            (self.both + self.only_after) * (self.only_before + self.neither),
            (self.both + self.only_before) * (self.only_after + self.neither),
        )
        if not all(margins):
            return 0.0
        product = self.both * self.neither - self.only_after * self.only_before
        corrected = product if product < 0 else max(product - self.persons / 2, 0.0)
        return corrected / sqrt(margins[0] * margins[1])


@dataclass(frozen=True)
class _Ends:
    """A share, and how far below and above it its interval reaches."""

    share: float
    under: float
    over: float

    @classmethod
    def of(cls, share: Share) -> "_Ends":
        low, high = share.interval
        value = share.part / share.whole
        return cls(value, value - low, high - value)


def _together(one: float, other: float, tied: float) -> float:
    # Rounding may leave a hair below zero where the two are as long and fully tied.
    return sqrt(max(one * one - 2 * tied * one * other + other * other, 0.0))


def difference_of(one: Share, other: Share) -> Estimate | None:
    """Return the first share less the second, of two groups of different persons.

    Newcombe's interval out of Wilson's two (method 10 of Newcombe 1998, Statistics in Medicine
    17:873-890); None if a group is empty.
    """
    if not (one.whole and other.whole):
        return None
    first, second = _Ends.of(one), _Ends.of(other)
    value = first.share - second.share
    return Estimate(
        value,
        value - _together(first.under, second.over, 0.0),
        value + _together(first.over, second.under, 0.0),
    )
