"""Which copies are kept as time goes: seven days, five weeks, twelve months."""

from collections.abc import Callable, Collection, Hashable
from datetime import date, datetime

from kast_eval import clock

DAYS, WEEKS, MONTHS = 7, 5, 12


def kept(moments: Collection[datetime]) -> frozenset[datetime]:
    """Return the moments whose copies are kept: the last of each of the newest days and so on."""
    return (
        _last_of_each(moments, lambda day: day, DAYS)
        | _last_of_each(moments, lambda day: day.isocalendar()[:2], WEEKS)
        | _last_of_each(moments, lambda day: (day.year, day.month), MONTHS)
    )


def _last_of_each(
    moments: Collection[datetime], span: Callable[[date], Hashable], count: int
) -> frozenset[datetime]:
    """Return the last moment of each of the newest spans that have one."""
    last = {span(clock.clinic_day(moment)): moment for moment in sorted(moments)}
    return frozenset(sorted(last.values())[-count:])
