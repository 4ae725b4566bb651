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


def blank_persons(
    table: Microdata, names: Sequence[str], k: int, *, fixed: Collection[str] = ()
) -> Suppressed:
    """Blank every quasi-identifier of the persons in classes under `k`.

    The blanked are a class themselves (the strict rule), so if they are fewer than `k`, others are
    blanked with them: one by one from the largest class, if the classes can spare enough and stay
    at `k`; else the smallest class as a whole. Within a class the first by person id are taken.
    The columns of `fixed` are part of the key, but cannot be blanked, so all this is done for each
    of their values apart. Each person must have one row.
    """
    table.require_one_row_each()
    parts: dict[Key, dict[Key, list[str]]] = {}
    apart = table.keys([name for name in names if name in fixed])
    for person, part, key in sorted(
        zip(table.persons, apart, table.keys(names), strict=True), key=lambda row: row[0]
    ):
        parts.setdefault(part, {}).setdefault(key, []).append(person)
    free = [name for name in names if name not in fixed]
    chosen = {person for classes in parts.values() for person in _to_blank(classes, names, free, k)}
    return blanked(table, free, chosen)


def _to_blank(
    classes: Mapping[Key, list[str]], names: Sequence[str], free: Sequence[str], k: int
) -> set[str]:
    """Return whom to blank of persons who all have the same values in the columns not `free`."""

    def is_blank(key: Key) -> bool:
        cells = zip(names, key, strict=True)
        return all(cell == SUPPRESSED for name, cell in cells if name in free)

    chosen = {person for each in classes.values() if len(each) < k for person in each}
    blank = {person for key, each in classes.items() if is_blank(key) for person in each}
    large = [each for key, each in classes.items() if len(each) >= k and not is_blank(key)]
    if chosen and len(chosen | blank) < k:
        chosen.update(_company(large, k, k - len(chosen)))
    return chosen


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
