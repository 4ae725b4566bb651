"""Means and quartiles of a group: worked out, and judged by what they would give away."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, quantiles, stdev

from kast_eval.dataset.anonymise.small_numbers import Statistic, may_show

ESTIMATE = 0.1
"""p: nobody may be able to tell the largest value of a group closer than by a tenth."""

_STEPS = (1, 5, 10, 50, 100, 500, 1000)


@dataclass(frozen=True)
class Mean:
    """The mean and the standard deviation of a group."""

    mean: float
    deviation: float


@dataclass(frozen=True)
class Quartiles:
    """The quartiles of a group, rounded to values that several of it stand at."""

    first: float
    median: float
    third: float


def reveals(values: Sequence[float]) -> bool:
    """Tell whether a group's sum tells a person's value, however many the group are.

    It does if all have the same; or if whoever has the second largest can, by taking the own value
    away, tell the largest too closely: the p%-rule (Hundepool et al. 2012, «Statistical Disclosure
    Control», Wiley, chapter on magnitude tables), here over distances from zero.
    """
    if len(set(values)) <= 1:
        return True
    largest, _second, *rest = sorted(map(abs, values), reverse=True)
    return sum(rest) < ESTIMATE * largest


def mean_of(values: Sequence[float]) -> Mean:
    """Return the mean of two values or more."""
    return Mean(fmean(values), stdev(values))


def quartiles_of(values: Sequence[float], smallest: int) -> Quartiles | None:
    """Return the quartiles, None where they would be some few persons' own values.

    Each is rounded to the finest step at which at least `smallest` of the group stand at it.
    """
    if not may_show(Statistic.QUARTILE, len(values)) or len(set(values)) <= 1:
        return None
    found = [_rounded(one, values, smallest) for one in quantiles(values, n=4, method="inclusive")]
    first, median, third = found
    if first is None or median is None or third is None:
        return None
    return Quartiles(first, median, third)


def _rounded(quartile: float, values: Sequence[float], smallest: int) -> float | None:
    spread = max(values) - min(values)
    for step in (one for one in _STEPS if one <= spread):
        # Rounded more coarsely than the group is spread, a quartile would mislead.
        standing = Counter(_to(step, value) for value in values)
        if standing[_to(step, quartile)] >= smallest:
            return _to(step, quartile)
    return None


def _to(step: int, value: float) -> float:
    """Return the nearest multiple of a step, halves upwards."""
    return float((value + step / 2) // step * step)
