"""How long until something happens, when it is only known between which times it did."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

MORE_THAN = 30
"""Of so few persons or fewer no curve is estimated (analysis.md, 2)."""

_NEAR, _NOTHING = 1e-7, 1e-4
"""The rounds end when no share moves more; a share as small as the other is none."""


@dataclass(frozen=True)
class Step:
    """A stretch of time after `left` up to `right`, and the share to whom it happened then."""

    left: float
    right: float
    share: float


def turnbull(intervals: Sequence[tuple[float, float]]) -> tuple[Step, ...]:
    """Return the non-parametric estimate from intervals (left, right], without empty stretches.

    Nothing happened yet to whoever has an infinite right end. The self-consistent estimate of
    Turnbull (1976, Journal of the Royal Statistical Society B 38:290-295) on Peto's innermost
    intervals, found by its own iteration.
    """
    stretches = _innermost(intervals)
    inside = [
        [place for place, (left, right) in enumerate(stretches) if low <= left and right <= high]
        for low, high in intervals
    ]
    shares = [1 / len(stretches)] * len(stretches)
    moved = 1.0
    # Each round is at least as likely as the one before it, so the shares come to rest.
    while moved > _NEAR:
        better = [0.0] * len(stretches)
        for places in inside:
            total = sum(shares[place] for place in places)
            for place in places:
                better[place] += shares[place] / total / len(intervals)
        moved = max(abs(one - other) for one, other in zip(shares, better, strict=True))
        shares = better
    return tuple(
        Step(left, right, share)
        for (left, right), share in zip(stretches, shares, strict=True)
        if share > _NOTHING
    )


def _innermost(intervals: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the stretches from a left end to the next right end with no other end between."""
    # A right end at the same time stands before a left one: the interval is open to the left.
    ends = sorted({(right, 0) for _left, right in intervals} | {(left, 1) for left, _ in intervals})
    found: list[tuple[float, float]] = []
    start = -inf
    opened = False
    for time, is_left in ends:
        if is_left:
            start, opened = time, True
        elif opened:
            found.append((start, time))
            opened = False
    return found
