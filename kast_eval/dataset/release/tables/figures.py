"""Means and quartiles of a group: worked out, and judged by what they would give away."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum
from statistics import quantiles

from kast_eval.dataset.column import DatasetColumn
from kast_eval.study.small_numbers import SMALLEST_COUNT, Statistic, may_show

ESTIMATE = 0.1
"""p: nobody may be able to tell the largest value of a group closer than by a tenth."""

_STEPS = (1, 5, 10, 50, 100, 500, 1000)


@dataclass(frozen=True)
class Scale:
    """What everybody knows of a variable's values: its ends, where it has any, and its step."""

    low: float | None = None
    high: float | None = None
    step: float = 1

    @property
    def ends(self) -> tuple[float, ...]:
        """Return the ends that there are."""
        return tuple(end for end in (self.low, self.high) if end is not None)

    def steps_from_ends(self, persons: int, total: float) -> tuple[int, ...]:
        """Return how many steps a sum is from what it were if all stood at an end, for each."""
        low = [] if self.low is None else [total - persons * self.low]
        high = [] if self.high is None else [persons * self.high - total]
        return tuple(round(one / self.step) for one in (*low, *high))


NO_ENDS = Scale()


def scale_of(column: DatasetColumn) -> Scale:
    """Return the scale of a column; what cannot be below zero begins there."""
    low = 0 if column.smallest is None and not column.signed else column.smallest
    return Scale(low, column.largest, 10.0**-column.decimals)


@dataclass(frozen=True)
class Quartiles:
    """The quartiles of a group, rounded to values that several of it stand at."""

    first: float
    median: float
    third: float


def reveals(
    values: Sequence[float], scale: Scale = NO_ENDS, smallest: int = SMALLEST_COUNT
) -> bool:
    """Tell whether a group's sum tells a person's value, however many the group are.

    It does if all have the same; if fewer than `smallest` can stand anywhere but at an end of the
    scale, the sum being so near to it; or if whoever has the second largest can, by taking the own
    value away, tell the largest too closely: the p%-rule (Hundepool et al. 2012, «Statistical
    Disclosure Control», Wiley, chapter on magnitude tables), over distances from each end, or from
    zero where there is no end.
    """
    if len(set(values)) <= 1:
        return True
    if tells_few_at_end(len(values), fsum(values), scale, smallest):
        return True
    return any(_is_dominated([abs(one - end) for one in values]) for end in scale.ends or (0.0,))


def tells_few_at_end(persons: int, total: float, scale: Scale, smallest: int) -> bool:
    """Tell whether a sum is so near to an end that fewer than `smallest` can stand elsewhere."""
    return any(steps < smallest for steps in scale.steps_from_ends(persons, total))


def _is_dominated(values: Sequence[float]) -> bool:
    largest, _second, *rest = sorted(values, reverse=True)
    return fsum(rest) < ESTIMATE * largest


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
