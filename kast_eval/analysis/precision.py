"""What so many persons can show at best: facts to print beside every result."""

from math import sqrt

from kast_eval.quality.share import Share

POWER, ALPHA = 0.8, 0.05
COUNTS = (5, 10, 30, 60, 100)
"""For so many persons the intervals are told."""


_FARTHEST = 8.0
"""Of five persons or more, a difference of so many standard errors is always found."""


def detectable(persons: int) -> float:
    """Return the smallest standardised paired difference that is found in four cases of five.

    The power of the paired t test by the noncentral t distribution (Cohen 1988, Statistical Power
    Analysis for the Behavioral Sciences, chapter 2), two-sided at 5 %.
    """
    # SciPy takes its time to start, and most commands never need it.
    from scipy.optimize import brentq  # noqa: PLC0415
    from scipy.stats import nct, t  # noqa: PLC0415

    freedom = persons - 1
    limit = float(t.ppf(1 - ALPHA / 2, freedom))

    # That so large a difference is found with the wrong sign is as good as impossible.
    def lacking(moved: float) -> float:
        return float(nct.sf(limit, freedom, moved)) - POWER

    return float(brentq(lacking, 1e-3, _FARTHEST)) / sqrt(persons)


def eighty_percent(persons: int) -> Share:
    """Return the share of four in five, as near as so many persons allow."""
    return Share(round(0.8 * persons), persons)
