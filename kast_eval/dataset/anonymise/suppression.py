"""Suppression of persons: out of the file, or with every quasi-identifier blanked."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from kast_eval.dataset.anonymise.frequency import class_frequencies
from kast_eval.dataset.anonymise.microdata import SUPPRESSED, Microdata


@dataclass(frozen=True)
class Suppressed:
    """A table after suppression, whom it touched, and how many cells of each column it blanked."""

    table: Microdata
    persons: frozenset[str]
    cells: Mapping[str, int]


def remove_persons(table: Microdata, names: Sequence[str], k: int) -> Suppressed:
    """Take the persons in classes under `k` out of the table, until no such class is left.

    Somebody with rows in several classes leaves them all, which can bring another class under `k`.
    """
    removed: frozenset[str] = frozenset()
    kept = table
    while under := class_frequencies(kept, names).under(k):
        removed |= under
        kept = kept.without(under)
    return Suppressed(kept, removed, dict.fromkeys(names, 0))


def blanked(table: Microdata, names: Sequence[str], persons: Collection[str]) -> Suppressed:
    """Return the table with the columns `names` of `persons` blanked."""
    columns = {}
    counts = {}
    for name in names:
        before = table.column(name)
        after = tuple(
            SUPPRESSED if person in persons else cell
            for person, cell in zip(table.persons, before, strict=True)
        )
        columns[name] = after
        counts[name] = changed(before, after)
    return Suppressed(table.replaced(columns), frozenset(persons), counts)


def changed(before: Sequence[object], after: Sequence[object]) -> int:
    """Return in how many places two columns differ."""
    return sum(old != new for old, new in zip(before, after, strict=True))
