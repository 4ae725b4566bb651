"""Limits within which chance keeps a binomial share.

Exact limits of a count jump from one whole number to the next; these lie between the two
(Spiegelhalter 2005, Statistics in Medicine 24:1185-1202, appendix A.1.1). That is right for the
lower limit: what is under it, so few or fewer, comes by chance less often than is meant. The upper
one is the lower one of those who do not, or the first count that is no surprise were outside, too:
ten of ten where nine of ten is what all have.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from math import exp, lgamma, log

INNER, OUTER = (0.025, 0.975), (0.001, 0.999)
"""At most one in twenty and one in five hundred lies outside by chance."""
_HALF = 0.5


@lru_cache(maxsize=4096)
def limits(share: float, size: int, outside: tuple[float, ...]) -> tuple[float, ...]:
    """Return between which shares of `size` persons chance keeps it, if all shares are `share`.

    Of those `outside`, what is under a half is a lower limit, and what is over it an upper one.
    """
    if not 0 < share < 1:
        return tuple(share for _below in outside)
    chances = [exp(_log_chance(count, size, share)) for count in range(size + 1)]
    return tuple(
        _lowest(chances, below) / size
        if below < _HALF
        else 1 - _lowest(chances[::-1], 1 - below) / size
        for below in outside
    )


def _log_chance(count: int, size: int, share: float) -> float:
    ways = lgamma(size + 1) - lgamma(count + 1) - lgamma(size - count + 1)
    return ways + count * log(share) + (size - count) * log(1 - share)


def _lowest(chances: Sequence[float], below: float) -> float:
    """Return the place under which so much lies, between two whole numbers."""
    sums = list(accumulate(chances))
    count = next(place for place, total in enumerate(sums) if total >= below)
    # Nobody can have fewer than none.
    return max(count - (sums[count] - below) / chances[count], 0.0)
