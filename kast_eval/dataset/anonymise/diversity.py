"""Diversity: whether a class gives away what all, or nearly all, of its persons answered.

Distinct l-diversity: at least l different values of the sensitive variable in each class
(Machanavajjhala, Kifer, Gehrke and Venkitasubramaniam 2007, «l-diversity: privacy beyond
k-anonymity», ACM TKDD 1(1), in the form that Li, Li and Venkatasubramanian 2007 call distinct,
section 2). The share of the commonest value is what Wong, Li, Fu and Wang (2006), «(alpha, k)-
anonymity: an enhanced k-anonymity model for privacy preserving data publishing», KDD, bound by
alpha in their definition of alpha-deassociation; here it is asked of every value.

A missing answer must never make a class look more varied than it is, nor a class of missing ones
safe. So both are counted twice, with missing codes as values of their own and without them, and the
worse counts. «Skipped» and «does not apply» say something of the person and are always values.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kast_eval.dataset.anonymise.microdata import (
    SUBSTANTIAL,
    Key,
    Microdata,
    Value,
    is_missing,
)


@dataclass(frozen=True)
class ClassDiversity:
    """One class: its persons, the different sensitive values, and the commonest one's share."""

    key: Key
    persons: int
    distinct: int
    commonest: Fraction


@dataclass(frozen=True)
class Diversity:
    """The diversity of one sensitive variable in every class."""

    sensitive: str
    classes: tuple[ClassDiversity, ...]

    @property
    def distinct(self) -> int:
        """Return l: the fewest different values in any class; 0 in an empty table."""
        return min((each.distinct for each in self.classes), default=0)

    @property
    def commonest(self) -> Fraction:
        """Return the highest share of any value in any class; 0 in an empty table."""
        return max((each.commonest for each in self.classes), default=Fraction(0))


def diversity(table: Microdata, names: Sequence[str], sensitive: str) -> Diversity:
    """Return the diversity of `sensitive` in the classes that the columns `names` make.

    A person with several rows in a class counts once for each different value.
    """
    answers: dict[Key, set[tuple[str, Value]]] = {}
    rows = zip(table.persons, table.keys(names), table.column(sensitive), strict=True)
    for person, key, value in rows:
        answers.setdefault(key, set()).add((person, value))
    return Diversity(sensitive, tuple(_of_class(key, each) for key, each in answers.items()))


def _of_class(key: Key, answers: Iterable[tuple[str, Value]]) -> ClassDiversity:
    everything = list(answers)
    known = [(person, value) for person, value in everything if _tells(value)]
    readings = [everything, known] if known else [everything]
    return ClassDiversity(
        key,
        persons=len({person for person, _ in everything}),
        distinct=min(len({value for _, value in reading}) for reading in readings),
        commonest=max(_commonest(reading) for reading in readings),
    )


def _tells(value: Value) -> bool:
    return value in SUBSTANTIAL or not is_missing(value)


def _commonest(answers: Sequence[tuple[str, Value]]) -> Fraction:
    """Return the highest share of persons with one value."""
    counts = Counter(value for _, value in answers)
    return Fraction(max(counts.values()), len({person for person, _ in answers}))
