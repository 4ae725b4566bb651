"""The month's sample of reads, which the lead of a clinic looks through and signs."""

import hashlib
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from kast_eval import clock

SAMPLE_SIZE = 20
"""So many reads are looked through a month, or all of them where there are fewer."""

_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


@dataclass(frozen=True, order=True)
class Month:
    """A month of the calendar."""

    year: int
    number: int

    def __str__(self) -> str:
        """Return the month, as in «2026-03»."""
        return f"{self.year}-{self.number:02}"

    @property
    def first_day(self) -> date:
        """Return its first day."""
        return date(self.year, self.number, 1)

    @property
    def next(self) -> "Month":
        """Return the month after it."""
        return month_of(self.first_day + timedelta(31))

    @property
    def begins(self) -> datetime:
        """Return the moment at which it begins at a clinic."""
        return datetime.combine(self.first_day, time(), clock.CLINIC_ZONE)


def month_of(day: date) -> Month:
    """Return the month of a day."""
    return Month(day.year, day.month)


def read_month(text: str) -> Month | None:
    """Return the month that stands in an address; None for what is none."""
    found = _MONTH.fullmatch(text)
    return None if found is None else Month(int(found[1]), int(found[2]))


def ended_months(first: date, today: date, most: int) -> tuple[Month, ...]:
    """Return the months from that of a day to the last that has ended, the newest first."""
    month, months = month_of(first), []
    while month < month_of(today):
        months.append(month)
        month = month.next
    return tuple(reversed(months[-most:]))


def draw_sample(numbers: Sequence[int], site_code: str, month: Month, link: str) -> tuple[int, ...]:
    """Return the numbers of the events that are looked through, in their order.

    They are drawn by the month and by the link of the chain that the month ended with: nobody
    knows them before, and whoever draws again draws the same.
    """
    seed = hashlib.sha256(f"{site_code} {month} {link}".encode()).hexdigest()
    chooser = random.Random(seed)  # noqa: S311 - The draw must come out the same again.
    return tuple(sorted(chooser.sample(numbers, min(SAMPLE_SIZE, len(numbers)))))
