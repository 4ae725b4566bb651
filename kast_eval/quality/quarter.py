"""Quarters of years."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

_MONTHS = 3
_LAST = 4

KEYED_WITHIN = timedelta(days=14)
"""So long after its end the sheets of a quarter are keyed, as a rule."""


@dataclass(frozen=True, order=True)
class Quarter:
    """Three months of a year, counted 1 to 4."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}-{self.number}"

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the quarter that a day is in."""
        return cls(day.year, (day.month - 1) // _MONTHS + 1)

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the quarter that a text names, as it is written."""
        year, number = text.split("-")
        return cls(int(year), int(number))

    @property
    def before(self) -> "Quarter":
        """Return the quarter before."""
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)

    @property
    def after(self) -> "Quarter":
        """Return the quarter after."""
        if self.number < _LAST:
            return Quarter(self.year, self.number + 1)
        return Quarter(self.year + 1, 1)

    @property
    def first_day(self) -> date:
        """Return the day that it begins on."""
        return date(self.year, _MONTHS * (self.number - 1) + 1, 1)

    @property
    def last_day(self) -> date:
        """Return the day that it ends on."""
        return self.after.first_day - timedelta(1)


QUARTERS = 8
"""So many quarters are drawn: two years."""

MOST_QUARTERS = 80
"""A sheet with a day of long ago makes no more quarters than these: twenty years."""


def quarters_since(first: Quarter, last: Quarter) -> tuple[Quarter, ...]:
    """Return the quarters from one to another, the oldest first."""
    return tuple(one for one in quarters_until(last, MOST_QUARTERS) if one >= first)


def quarters_until(last: Quarter, count: int) -> tuple[Quarter, ...]:
    """Return so many quarters in a row, the oldest first."""
    found = [last]
    while len(found) < count:
        found.insert(0, found[0].before)
    return tuple(found)
