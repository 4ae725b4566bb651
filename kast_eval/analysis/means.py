"""Means of paired and of separate groups, with their intervals."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, quantiles, variance

from kast_eval.analysis.estimate import LEVEL, Estimate

_FEWEST = 2
"""Of one number there is no spread."""


@dataclass(frozen=True)
class Quartiles:
    """How many numbers, the middle one of them, and those a quarter and three quarters up."""

    count: int
    lower: float
    middle: float
    upper: float


def quartiles_of(numbers: Sequence[float]) -> Quartiles | None:
    """Return the quartiles, None of nothing.

    As R's type 7 and NumPy (Hyndman & Fan 1996, The American Statistician 50:361-365).
    """
    if not numbers:
        return None
    if len(numbers) < _FEWEST:
        return Quartiles(1, numbers[0], numbers[0], numbers[0])
    return Quartiles(len(numbers), *quantiles(numbers, n=4, method="inclusive"))


@dataclass(frozen=True)
class PairedT:
    """The mean of paired differences and the p value of Student's paired t test.

    Of differences that are all alike there is neither a test nor an interval.
    """

    mean: Estimate
    p_value: float


def paired_t(differences: Sequence[float]) -> PairedT | None:
    """Return the test (Student 1908, Biometrika 6:1-25), None without any spread."""
    count = len(differences)
    if count < _FEWEST or not variance(differences):
        return None
    # SciPy takes its time to start, and most commands never need it.
    from scipy.stats import t  # noqa: PLC0415

    mean, error = fmean(differences), sqrt(variance(differences) / count)
    half = float(t.ppf((1 + LEVEL) / 2, count - 1)) * error
    p_value = 2 * float(t.sf(abs(mean) / error, count - 1))
    return PairedT(Estimate(mean, mean - half, mean + half), p_value)


def welch(one: Sequence[float], other: Sequence[float]) -> Estimate | None:
    """Return the mean of one group less that of the other, None without any spread.

    The interval has Welch's degrees of freedom (Welch 1947, Biometrika 34:28-35).
    """
    if min(len(one), len(other)) < _FEWEST:
        return None
    first, second = variance(one) / len(one), variance(other) / len(other)
    if not first + second:
        return None
    from scipy.stats import t  # noqa: PLC0415

    freedom = (first + second) ** 2 / (
        first**2 / (len(one) - 1) + second**2 / (len(other) - 1)
    )  # fmt: skip
    value = fmean(one) - fmean(other)
    half = float(t.ppf((1 + LEVEL) / 2, freedom)) * sqrt(first + second)
    return Estimate(value, value - half, value + half)


def standardised_difference(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Return how many standard deviations the means of two groups are apart.

    By the mean of both variances (Austin 2009, Statistics in Medicine 28:3083-3107); yes and no
    are 1 and 0, whose variance is then that of a share. None without spread or persons.
    """
    if not (one and other):
        return None
    spread = (_variance(one) + _variance(other)) / 2
    return (fmean(one) - fmean(other)) / sqrt(spread) if spread else None


def _variance(numbers: Sequence[float]) -> float:
    if len(numbers) < _FEWEST:
        return 0.0
    if set(numbers) <= {0, 1}:
        share = fmean(numbers)
        return share * (1 - share)
    return variance(numbers)
