"""The signed-rank test and the Hodges-Lehmann estimate of paired differences."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations_with_replacement
from math import erfc, sqrt
from statistics import median

from kast_eval.analysis.estimate import LEVEL

LARGEST_EXACT = 50
"""Up to so many differences the distribution is counted out; then it is taken as normal."""


@dataclass(frozen=True)
class SignedRank:
    """Paired differences: how many, how many of them zero, their sizes and their test.

    `shift` is the Hodges-Lehmann estimate; without an interval (None) there are too few
    differences for one. `p_value` is None if every difference is zero.
    """

    differences: int
    zeros: int
    median: float
    shift: float
    interval: tuple[float, float] | None
    p_value: float | None


def signed_rank(differences: Sequence[float]) -> SignedRank | None:
    """Return the test of the differences, None of none.

    Zeros take no part in the test (Wilcoxon 1945, Biometrics Bulletin 1:80-83) but in the
    estimate; ties have the mean of their ranks, and the exact distribution is that of those very
    ranks (Streitberg & Röhmel 1986, Statistical Software Newsletter 12:10-17).
    """
    if not differences:
        return None
    changed = [one for one in differences if one]
    averages = sorted((one + other) / 2
                      for one, other in combinations_with_replacement(differences, 2))  # fmt: skip
    return SignedRank(
        len(differences),
        len(differences) - len(changed),
        median(differences),
        median(averages),
        _interval(averages, len(differences)),
        _p_value(changed) if changed else None,
    )


def _interval(averages: Sequence[float], count: int) -> tuple[float, float] | None:
    """Return the ends among the ordered Walsh averages, None if no two are far enough apart.

    By the distribution of untied ranks (Hollander & Wolfe 1999, Nonparametric Statistical
    Methods, section 3.3); with ties the interval is a little too long.
    """
    if count > LARGEST_EXACT:
        mean, spread = count * (count + 1) / 4, sqrt(count * (count + 1) * (2 * count + 1) / 24)
        outside = max(round(mean - 1.959963984540054 * spread), 1)
    else:
        # The distribution is over doubled ranks, of which only the even sums occur.
        ways = _ways([2 * rank for rank in range(1, count + 1)])[::2]
        outside = _largest_tail(ways, (1 - LEVEL) / 2 * (1 << count))
    if not outside:
        return None
    return averages[outside - 1], averages[-outside]


def _largest_tail(ways: Sequence[int], most: float) -> int:
    """Return how many of the smallest sums are at most so likely together."""
    return sum(total <= most for total in accumulate(ways))


def _p_value(changed: Sequence[float]) -> float:
    doubled = _doubled_ranks([abs(one) for one in changed])
    positive = sum(rank for rank, one in zip(doubled, changed, strict=True) if one > 0)
    lower = min(positive, sum(doubled) - positive)
    if len(changed) <= LARGEST_EXACT:
        tail = sum(_ways(doubled)[: lower + 1])
        return min(1.0, 2 * tail / (1 << len(changed)))
    spread = sqrt(sum(rank * rank for rank in doubled)) / 2
    # Half a step of the sum of ranks, which are doubled here, is the correction for continuity.
    return min(1.0, erfc((sum(doubled) / 2 - lower - 1) / spread / sqrt(2)))


def _doubled_ranks(sizes: Sequence[float]) -> list[int]:
    """Return twice the rank of each size, a whole number also where ties have their mean."""
    below = {size: sum(one < size for one in sizes) for size in set(sizes)}
    up_to = {size: sum(one <= size for one in sizes) for size in set(sizes)}
    return [below[size] + up_to[size] + 1 for size in sizes]


def _ways(ranks: Sequence[int]) -> list[int]:
    """Return in how many ways each sum comes out of some of the ranks."""
    ways = [1] + [0] * sum(ranks)
    for rank in ranks:
        for total in range(len(ways) - 1, rank - 1, -1):
            ways[total] += ways[total - rank]
    return ways
