"""t-closeness, as a report: how far a class's answers lie from those of all persons.

After Li, Li and Venkatasubramanian (2007), «t-closeness: privacy beyond k-anonymity and
l-diversity», ICDE, definition of the t-closeness principle, with the earth mover's distance of its
section on how to calculate the EMD. It is a report and no gate: with classes of 5 a high value is
what chance alone gives.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import accumulate
from typing import assert_never

from kast_eval.dataset.anonymise.microdata import Key, Microdata, Value, is_missing


class Distance(StrEnum):
    """How far apart two answers are; declared for each sensitive variable."""

    EQUAL = "equal"
    """Every two different values are as far apart: for names. Missing codes are values too."""
    ORDERED = "ordered"
    """As many steps as lie between them in the order of the values present, the first and the last
    being 1 apart: for grades and numbers. Rows with a missing code have no place in the order and
    are left out."""


@dataclass(frozen=True)
class Closeness:
    """The distance of each class from all, between 0 and 1; `t` is the highest.

    A class in which nobody answered is not among them.
    """

    sensitive: str
    distance: Distance
    classes: tuple[tuple[Key, Fraction], ...]

    @property
    def t(self) -> Fraction:
        """Return the highest distance; 0 in an empty table."""
        return max((far for _, far in self.classes), default=Fraction(0))


def closeness(
    table: Microdata, names: Sequence[str], sensitive: str, distance: Distance
) -> Closeness:
    """Return how far the answers to `sensitive` in each class lie from everybody's."""
    table.require_one_row_each()
    answers: dict[Key, list[Value]] = {}
    for key, value in zip(table.keys(names), table.column(sensitive), strict=True):
        if distance is Distance.EQUAL or not is_missing(value):
            answers.setdefault(key, []).append(value)
    everybody = [value for each in answers.values() for value in each]
    values = sorted(set(everybody), key=_place)
    whole = _shares(everybody, values)
    return Closeness(
        sensitive,
        distance,
        tuple(
            (key, _apart(_shares(each, values), whole, distance)) for key, each in answers.items()
        ),
    )


def _place(value: Value) -> tuple[bool, int, str]:
    """Return where a value stands in the order: numbers by size, then texts."""
    return (isinstance(value, str), value if isinstance(value, int) else 0, str(value))


def _shares(answers: Sequence[Value], values: Sequence[Value]) -> list[Fraction]:
    counts = Counter(answers)
    return [Fraction(counts[value], len(answers)) for value in values]


def _apart(one: Sequence[Fraction], other: Sequence[Fraction], distance: Distance) -> Fraction:
    moved = [mine - theirs for mine, theirs in zip(one, other, strict=True)]
    match distance:
        case Distance.EQUAL:
            return sum((abs(each) for each in moved), Fraction(0)) / 2
        case Distance.ORDERED:
            steps = max(len(moved) - 1, 1)
            return sum((abs(each) for each in accumulate(moved)), Fraction(0)) / steps
        case _:
            assert_never(distance)
