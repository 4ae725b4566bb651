"""Error rates with their limits, and whom they may be told of."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

INTERVAL = 0.95
"""How sure the interval beside every told rate is."""

_FEWEST_KEYERS = 3
_FEWEST_FIELDS = 1000


@dataclass(frozen=True)
class ErrorRate:
    """Wrong fields out of compared fields; there is no rate of nothing."""

    wrong: int
    fields: int

    @property
    def per_1000(self) -> float | None:
        """Return the wrong ones of a thousand."""
        return 1000 * self.wrong / self.fields if self.fields else None

    @property
    def interval_per_1000(self) -> tuple[float, float]:
        """Return the limits that the rate lies between, of a thousand."""
        tail = (1 - INTERVAL) / 2
        lower = lower_limit(self.wrong, self.fields, 1 - tail)
        return 1000 * lower, 1000 * upper_limit(self.wrong, self.fields, 1 - tail)


@lru_cache(maxsize=10_000)
def upper_limit(wrong: int, fields: int, certainty: float) -> float:
    """Return what the true rate is under with the certainty (Clopper and Pearson, exact)."""
    if wrong >= fields:
        return 1.0
    return _beta_quantile(wrong + 1, fields - wrong, certainty)


@lru_cache(maxsize=10_000)
def lower_limit(wrong: int, fields: int, certainty: float) -> float:
    """Return what the true rate is over with the certainty."""
    if wrong == 0:
        return 0.0
    return _beta_quantile(wrong, fields - wrong + 1, 1 - certainty)


def _beta_quantile(first: int, second: int, share: float) -> float:
    # SciPy takes longer to import than everything else, and only some saves need it.
    from scipy.special import betaincinv  # noqa: PLC0415

    return float(betaincinv(first, second, share))


def may_tell_who(first: Collection[int], second: Collection[int]) -> bool:
    """Tell whether errors may be split into those of first and of second keyings at a clinic.

    `first` and `second` hold how many compared fields each person keyed the first and the second
    time. Where two people key, each knows which sheets were the other's; where one person keys all
    that is keyed again, the errors of second keyings are that person's (manual, 15).
    """
    return all(
        len(fields) >= _FEWEST_KEYERS and min(fields) >= _FEWEST_FIELDS
        for fields in (first, second)
    )
