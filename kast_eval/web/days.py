"""Days and moments as the pages say them."""

from datetime import date, datetime

from kast_eval import clock
from kast_eval.web.language import translated
from kast_eval.wording import marked

_MONTHS = (
    marked("januari"), marked("februari"), marked("mars"), marked("april"), marked("maj"),
    marked("juni"), marked("juli"), marked("augusti"), marked("september"), marked("oktober"),
    marked("november"), marked("december"),
)  # fmt: skip


def day_said(day: date, today: date) -> str:
    """Return a day, as in «9 mars»; with the year where that is another than today's."""
    month = translated(_MONTHS[day.month - 1])
    if day.year == today.year:
        return translated(marked("{day} {month}"), day=day.day, month=month)
    return translated(marked("{day} {month} {year}"), day=day.day, month=month, year=day.year)


def moment_said(moment: datetime, now: datetime) -> str:
    """Return a day and a time, as in «9 mars 13:30»."""
    at = moment.astimezone(clock.CLINIC_ZONE)
    day = day_said(at.date(), clock.clinic_day(now))
    return translated(marked("{day} {time}"), day=day, time=time_said(moment))


def time_said(moment: datetime) -> str:
    """Return the time of the day, as in «13:30»."""
    return moment.astimezone(clock.CLINIC_ZONE).strftime("%H:%M")
