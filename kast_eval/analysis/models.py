"""The two models with several answers of a person: counts between points, and a line in time.

The only module that knows statsmodels.
"""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from math import exp, isfinite, nan, sqrt
from statistics import fmean, variance

from kast_eval.analysis.estimate import FEWEST_FOR_MODEL, Estimate

_HALF = 1.959963984540054
_LEAST_SPREAD = 1e-3


@dataclass(frozen=True)
class Reading:
    """One number of one person: at the first point (0), a later one (1), or a time."""

    person: int
    time: float
    value: float


def rate_ratio(readings: Sequence[Reading]) -> Estimate | None:
    """Return how many times as many purchases at time 1 as at time 0; None where it cannot be.

    A negative binomial model of the marginal means by generalised estimating equations, with the
    answers of a person as a cluster (Liang & Zeger 1986, Biometrika 73:13-22), independent working
    correlation and standard errors corrected for few clusters (Mancl & DeRouen 2001, Biometrics
    57:126-134). The negative binomial's dispersion is that of the counts at time 0 by moments; a
    wrong one costs precision only.

    It is no mixed model: it compares the means of the answers that there are, and takes those
    that are missing to be so by pure chance. Who has an answer at one time only would make
    drop-out look like a change, so only persons with both are counted.
    """
    readings = tuple(_with_both(readings))
    at_start = [one.value for one in readings if one.time == 0]
    later = [one.value for one in readings if one.time != 0]
    if len({one.person for one in readings}) < FEWEST_FOR_MODEL or not (
        any(at_start) and any(later)
    ):
        # With no purchase at all at a point, the ratio is nothing or has no end.
        return None
    # Statsmodels takes its time to start, and most commands never need it.
    import numpy as np  # noqa: PLC0415
    from statsmodels.genmod.cov_struct import Independence  # noqa: PLC0415
    from statsmodels.genmod.families import NegativeBinomial  # noqa: PLC0415
    from statsmodels.genmod.generalized_estimating_equations import GEE  # noqa: PLC0415

    mean = fmean(at_start)
    spread = max((variance(at_start) - mean) / mean**2, _LEAST_SPREAD)
    with _quiet():
        fitted = GEE(
            np.array([one.value for one in readings]),
            np.array([[1.0, one.time] for one in readings]),
            groups=np.array([one.person for one in readings]),
            family=NegativeBinomial(alpha=spread),
            cov_struct=Independence(),
        ).fit(cov_type="bias_reduced")
        value, error = float(fitted.params[1]), float(fitted.standard_errors("bias_reduced")[1])
    return _estimate(value, error, exponentiated=True)


def _with_both(readings: Sequence[Reading]) -> Iterator[Reading]:
    """Give the answers of the persons who have one at time 0 and a later one."""
    first, later = (
        {one.person for one in readings if (one.time == 0) is at} for at in (True, False)
    )
    both = first & later
    return (one for one in readings if one.person in both)


def slope(readings: Sequence[Reading]) -> Estimate | None:
    """Return the mean change by one step of time; None of too few persons or without spread.

    A linear model with an intercept of each person's own, random and normal (Laird & Ware 1982,
    Biometrics 38:963-974), by restricted maximum likelihood.
    """
    persons = {one.person for one in readings}
    if len(persons) < FEWEST_FOR_MODEL or len(readings) <= len(persons) + 1:
        return None
    if len({one.time for one in readings}) == 1 or len({one.value for one in readings}) == 1:
        return None
    import numpy as np  # noqa: PLC0415
    from numpy.linalg import LinAlgError  # noqa: PLC0415
    from statsmodels.regression.mixed_linear_model import MixedLM  # noqa: PLC0415

    value = error = nan
    # Where a matrix cannot be turned, or nothing is left to explain, there is no line to tell.
    with _quiet(), suppress(LinAlgError, ZeroDivisionError):
        fitted = MixedLM(
            np.array([one.value for one in readings]),
            np.array([[1.0, one.time] for one in readings]),
            groups=np.array([one.person for one in readings]),
        ).fit(reml=True)
        value, scale = float(fitted.fe_params[1]), float(fitted.scale)
        error = sqrt(scale / _information(readings, float(fitted.cov_re[0, 0]) / scale))
    return _estimate(value, error, exponentiated=False)


def _information(readings: Sequence[Reading], ratio: float) -> float:
    """Return what generalised least squares knows of the slope, by errors of variance 1.

    `ratio` is the variance between persons by that of the errors. The library's own errors also
    reckon with how well the variances are known, and differ from those of other programs.
    """
    times: dict[int, list[float]] = {}
    for one in readings:
        times.setdefault(one.person, []).append(one.time)
    ones = mixed = squares = 0.0
    for own in times.values():
        weight = ratio / (1 + len(own) * ratio)
        ones += len(own) - weight * len(own) ** 2
        mixed += sum(own) - weight * len(own) * sum(own)
        squares += sum(time * time for time in own) - weight * sum(own) ** 2
    return squares - mixed * mixed / ones


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep to itself what a library warns of: what cannot be estimated is told as such."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _estimate(value: float, error: float, *, exponentiated: bool) -> Estimate | None:
    if not (isfinite(value) and isfinite(error) and error > 0):
        return None
    ends = (value, value - _HALF * error, value + _HALF * error)
    return Estimate(*(map(exp, ends) if exponentiated else ends))
