"""Limits within which chance keeps a binomial share.

Exact limits of a count jump from one whole number to the next; these lie between the two so that
exactly as much is outside as is meant (Spiegelhalter 2005, Statistics in Medicine 24:1185-1202,
appendix A.1.1).
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from math import exp, lgamma, log

INNER, OUTER = (0.025, 0.975), (0.001, 0.999)
"""One in twenty and one in five hundred lies outside by chance."""


@lru_cache(maxsize=4096)
def limits(share: float, size: int, outside: tuple[float, ...]) -> tuple[float, ...]:
    """Return under which shares of `size` persons so much lies, if all shares are `share`."""
    if not 0 < share < 1:
        return tuple(share for _below in outside)
    chances = [exp(_log_chance(count, size, share)) for count in range(size + 1)]
    return tuple(_between(chances, below) / size for below in outside)


def _log_chance(count: int, size: int, share: float) -> float:
    ways = lgamma(size + 1) - lgamma(count + 1) - lgamma(size - count + 1)
    return ways + count * log(share) + (size - count) * log(1 - share)


def _between(chances: Sequence[float], below: float) -> float:
    """Return the place under which so much lies, between two whole numbers."""
    sums = list(accumulate(chances))
    count = next(place for place, total in enumerate(sums) if total >= below)
    # Nobody can have fewer than none.
    return max(count - (sums[count] - below) / chances[count], 0.0)
