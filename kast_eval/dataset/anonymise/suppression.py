"""Suppression of persons: out of the file, or with every quasi-identifier blanked."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from kast_eval.dataset.anonymise.frequency import class_frequencies
from kast_eval.dataset.anonymise.microdata import SUPPRESSED, Key, Microdata


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


def blank_persons(table: Microdata, names: Sequence[str], k: int) -> Suppressed:
    """Blank every quasi-identifier of the persons in classes under `k`.

    The blanked are a class themselves (the strict rule), so if they are fewer than `k`, others are
    blanked with them: one by one from the largest class, if the classes can spare enough and stay
    at `k`; else the smallest class as a whole. Within a class the first by person id are taken.
    Each person must have one row.
    """
    table.require_one_row_each()
    blank: Key = (SUPPRESSED,) * len(names)
    members: dict[Key, list[str]] = {}
    for person, key in sorted(zip(table.persons, table.keys(names), strict=True)):
        members.setdefault(key, []).append(person)
    chosen = {person for each in members.values() if len(each) < k for person in each}
    classes = [each for key, each in members.items() if len(each) >= k and key != blank]
    if chosen and len(chosen.union(members.get(blank, ()))) < k:
        chosen.update(_company(classes, k, k - len(chosen)))
    return blanked(table, names, chosen)


def _company(classes: list[list[str]], k: int, needed: int) -> list[str]:
    """Return the persons of classes of `k` and more who are blanked for the sake of others."""
    if sum(len(each) - k for each in classes) < needed:
        return min(classes, key=lambda each: (len(each), each), default=[])
    taken = []
    for _ in range(needed):
        largest = max(classes, key=lambda each: (len(each), each))
        taken.append(largest.pop(0))
    return taken


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
