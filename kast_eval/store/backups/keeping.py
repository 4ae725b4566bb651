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


def gone_by(day: date) -> date:
    """Return the day by which no copy of a day or from before is kept, if one is taken each day.

    The last of the day's month goes with the first copy of the month that is MONTHS later.
    """
    months = day.month + MONTHS
    return date(day.year + (months - 1) // 12, (months - 1) % 12 + 1, 1)


def _last_of_each(
    moments: Collection[datetime], span: Callable[[date], Hashable], count: int
) -> frozenset[datetime]:
    """Return the last moment of each of the newest spans that have one."""
    last = {span(clock.clinic_day(moment)): moment for moment in sorted(moments)}
    return frozenset(sorted(last.values())[-count:])
