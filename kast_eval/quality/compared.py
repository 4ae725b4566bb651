"""What came of one sheet that was keyed twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True)
class Comparison:
    """Two keyings compared: how many fields, and which of them differ."""

    id: int
    first_entry: int
    second_entry: int
    fields: int
    differing: frozenset[str]


@dataclass(frozen=True)
class Resolution:
    """What was decided of the fields that differ: in which keying each was wrong, or in both."""

    comparison_id: int
    first_wrong: frozenset[str]
    second_wrong: frozenset[str]


@dataclass(frozen=True)
class Compared:
    """A sheet's compared fields, and those that were wrong in either keying.

    As long as the differences are not resolved, each counts as wrong in the first keying.
    """

    fields: int
    first_wrong: frozenset[str]
    second_wrong: frozenset[str]
    differing: frozenset[str]
    decided: bool

    @classmethod
    def of(cls, comparisons: Sequence[Comparison], resolution: Resolution | None) -> Self:
        """Return what the comparisons of one sheet, in their order, say together.

        A field that no longer differs after a correction of the first keying was wrong there.
        """
        first, newest = comparisons[0], comparisons[-1]
        if resolution is None:
            wrong = first.differing | newest.differing
            return cls(first.fields, wrong, frozenset(), wrong, decided=not newest.differing)
        corrected = first.differing - newest.differing
        return cls(
            first.fields,
            corrected | resolution.first_wrong,
            resolution.second_wrong,
            first.differing | newest.differing,
            decided=True,
        )
