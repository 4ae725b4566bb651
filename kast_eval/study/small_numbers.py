"""The small-number rules: which figures may be shown of how many persons."""

from enum import StrEnum

SMALLEST_COUNT = 5
"""A smaller count of persons is hidden outside their clinic (manual, 20)."""

SMALLEST_GROUP = 10
"""Means, quartiles and shares are of at least so many persons (manual, 20; law.md)."""


class Statistic(StrEnum):
    """What a table can say of a group beside its count."""

    SHARE = "share"
    MEAN = "mean"
    MEDIAN = "median"
    QUARTILE = "quartile"
    PERCENTILE = "percentile"
    MINIMUM = "minimum"
    MAXIMUM = "maximum"


_NEVER = {Statistic.PERCENTILE, Statistic.MINIMUM, Statistic.MAXIMUM}
"""These are some single person's own value, or near it."""


def may_show(statistic: Statistic, persons: int, *, count_shown: bool = True) -> bool:
    """Tell whether a figure may be shown of a group of `persons`.

    A share is its count in other words: it is hidden where the count is (`count_shown`).
    """
    if statistic in _NEVER or persons < SMALLEST_GROUP:
        return False
    return count_shown or statistic is not Statistic.SHARE
