"""Diversity: whether a class gives away what all, or nearly all, of its persons answered.

Distinct l-diversity: at least l different values of the sensitive variable in each class
(Machanavajjhala, Kifer, Gehrke and Venkitasubramaniam 2007, «l-diversity: privacy beyond
k-anonymity», ACM TKDD 1(1), in the form that Li, Li and Venkatasubramanian 2007 call distinct,
section 2). The share of the commonest value is what Wong, Li, Fu and Wang (2006), «(alpha, k)-
anonymity: an enhanced k-anonymity model for privacy preserving data publishing», KDD, bound by
alpha in their definition of alpha-deassociation; here it is asked of every value.

A missing answer is no value: it neither makes a class look varied nor counts in the share, so four
who said the same and one who did not answer are four of four. A class in which nobody answered
gives nothing away (when somebody was absent is in the key already) and is left out. «Skipped» and
«does not apply» are values, since they say something of the person.
"""

from collections import Counter
from collections.abc import Collection, Sequence
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
    """One class: who answered, the different sensitive values, and the commonest one's share."""

    key: Key
    answered: int
    distinct: int
    commonest: Fraction


@dataclass(frozen=True)
class Diversity:
    """The diversity of one sensitive variable in every class in which somebody answered."""

    sensitive: str
    classes: tuple[ClassDiversity, ...]

    @property
    def distinct(self) -> int | None:
        """Return l: the fewest different values in any class; None where nobody answered."""
        return min((each.distinct for each in self.classes), default=None)

    @property
    def commonest(self) -> Fraction | None:
        """Return the highest share of any value in any class; None where nobody answered."""
        return max((each.commonest for each in self.classes), default=None)


def diversity(table: Microdata, names: Sequence[str], sensitive: str) -> Diversity:
    """Return the diversity of `sensitive` in the classes that the columns `names` make.

    A person with several rows in a class counts once for each different value.
    """
    answers: dict[Key, set[tuple[str, Value]]] = {}
    rows = zip(table.persons, table.keys(names), table.column(sensitive), strict=True)
    for person, key, value in rows:
        if value in SUBSTANTIAL or not is_missing(value):
            answers.setdefault(key, set()).add((person, value))
    return Diversity(sensitive, tuple(_of_class(key, each) for key, each in answers.items()))


def _of_class(key: Key, answers: Collection[tuple[str, Value]]) -> ClassDiversity:
    counts = Counter(value for _, value in answers)
    persons = len({person for person, _ in answers})
    return ClassDiversity(key, persons, len(counts), Fraction(max(counts.values()), persons))
