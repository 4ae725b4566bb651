"""Class frequencies: how many persons share a key.

The frequency fk of a row is the number of persons whose rows carry the same values in all
quasi-identifiers; the risk that somebody who knows the person to be in the study (a prosecutor)
finds the right one is 1/fk. After Sweeney (2002), «k-anonymity: a model for protecting privacy»,
IJUFKS 10(5), definition 3, with persons in the place of rows; the prosecutor's risk is that of
El Emam and Dankar (2008), «Protecting privacy using k-anonymity», JAMIA 15(5), where the two
scenarios of re-identification are told apart.

A missing or suppressed value is a category of its own (the strict rule): it equals itself alone.
A wildcard rule would let one blanked row vouch for unique rows that nobody has touched.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kast_eval.dataset.anonymise.microdata import Key, Microdata


@dataclass(frozen=True)
class Frequencies:
    """The classes that `names` part the persons into.

    `by_row` is fk of each row, `by_person` the lowest fk among a person's rows, `classes` the
    number of persons by key.
    """

    names: tuple[str, ...]
    by_row: tuple[int, ...]
    by_person: Mapping[str, int]
    classes: Mapping[Key, int]

    @property
    def k(self) -> int:
        """Return the number of persons in the smallest class; 0 in an empty table."""
        return min(self.by_row, default=0)

    @property
    def highest_risk(self) -> Fraction:
        """Return the risk of the person who is easiest to find; 0 in an empty table."""
        return Fraction(1, self.k) if self.k else Fraction(0)

    @property
    def average_risk(self) -> Fraction:
        """Return the mean over persons of 1/fk; 0 in an empty table."""
        risks = sum((Fraction(1, size) for size in self.by_person.values()), Fraction(0))
        return risks / max(len(self.by_person), 1)

    @property
    def histogram(self) -> Mapping[int, int]:
        """Return how many classes there are of each size, the smallest size first."""
        sizes = sorted(self.classes.values())
        return {size: sizes.count(size) for size in dict.fromkeys(sizes)}

    @property
    def discernibility(self) -> int:
        """Return the sum of squared class sizes (Bayardo and Agrawal 2005, cost metrics)."""
        return sum(size * size for size in self.classes.values())

    def under(self, k: int) -> frozenset[str]:
        """Return the persons with a row in a class of fewer than `k` persons."""
        return frozenset(person for person, size in self.by_person.items() if size < k)


def class_frequencies(table: Microdata, names: Sequence[str]) -> Frequencies:
    """Return how many persons share each row's values in the columns `names`."""
    keys = table.keys(names)
    members: dict[Key, set[str]] = {}
    for person, key in zip(table.persons, keys, strict=True):
        members.setdefault(key, set()).add(person)
    by_row = tuple(len(members[key]) for key in keys)
    by_person: dict[str, int] = {}
    for person, size in zip(table.persons, by_row, strict=True):
        by_person[person] = min(size, by_person.get(person, size))
    return Frequencies(
        tuple(names), by_row, by_person, {key: len(each) for key, each in members.items()}
    )
