"""An estimated number with its interval."""

from dataclasses import dataclass

LEVEL = 0.95
"""How sure every interval is to hold what it is of."""

FEWEST = 5
"""Of fewer persons nothing is said but how many they are."""

FEWEST_FOR_MODEL = 10
"""Of fewer persons no model is fitted (manual, 20)."""


@dataclass(frozen=True)
class Estimate:
    """A number, and the two ends of its 95 % interval."""

    value: float
    low: float
    high: float
