"""Quarters of years."""

from dataclasses import dataclass
from datetime import date
from typing import Self

_MONTHS = 3


@dataclass(frozen=True, order=True)
class Quarter:
    """Three months of a year, counted 1 to 4."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the quarter that a day is in."""
        return cls(day.year, (day.month - 1) // _MONTHS + 1)
