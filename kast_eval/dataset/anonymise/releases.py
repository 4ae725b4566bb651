"""Cross-release comparison: what one release tells when it is laid beside an earlier one.

Whoever subtracts one release from the other learns about those who stand in one of them only, so a
class must have grown or shrunk by nobody or by at least k persons: the differencing of tables
(Hundepool et al. 2012, «Statistical Disclosure Control», Wiley, chapter on tables of frequencies)
over the classes that both releases can be brought to.

Sums of classes are compared as well, in every choice of the shared columns: when six persons have
moved from one class to another and one is new, no class has changed by one, but their sum has, and
the answers of the newcomer are what is left when the answers of the first release are taken away.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from kast_eval.dataset.anonymise.frequency import class_frequencies
from kast_eval.dataset.anonymise.hierarchy import Hierarchy
from kast_eval.dataset.anonymise.microdata import Key, Microdata, Value, is_missing


@dataclass(frozen=True)
class Contents:
    """All that a release told: its columns, and how many rows there were of each contents."""

    columns: tuple[str, ...] = ()
    rows: Mapping[Key, int] = field(default_factory=dict)

    def values(self, name: str) -> frozenset[Value]:
        """Return what stood in a column."""
        place = self.columns.index(name)
        return frozenset(key[place] for key in self.rows)


@dataclass(frozen=True)
class Release:
    """What is known of a release of level B: persons by class, who they were, and what it told.

    `levels` has the level of its hierarchy that each column of the classes is on, `checksum` is
    that of the file that left.
    """

    levels: Mapping[str, int]
    classes: Mapping[Key, int]
    persons: frozenset[str]
    contents: Contents = field(default_factory=Contents, repr=False)
    checksum: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns in the order of the classes' keys."""
        return tuple(self.levels)


@dataclass(frozen=True)
class Change:
    """A class of some columns that has changed by fewer than k persons between two releases."""

    columns: tuple[str, ...]
    key: Key
    before: int
    after: int

    @property
    def persons(self) -> int:
        """Return by how many persons it has changed."""
        return abs(self.after - self.before)


@dataclass(frozen=True)
class Comparison:
    """Two releases side by side.

    `columns` is what both have; `too_small` has the classes of these, or of some of these, that
    changed too little to hide anybody, those of the most columns first; `unlike` the columns that
    cannot be compared, for their values have been grouped otherwise than by the hierarchy;
    `new_persons` is how many were not in the earlier release.
    """

    columns: tuple[str, ...]
    too_small: tuple[Change, ...]
    unlike: tuple[str, ...]
    new_persons: int


def release_of(table: Microdata, levels: Mapping[str, int]) -> Release:
    """Return what is to be remembered of a table that leaves with the columns of `levels`."""
    found = class_frequencies(table, tuple(levels))
    columns = tuple(table.columns)
    # In the order of what stands in them, so that no row's place says whose it is.
    rows = Counter(sorted(table.keys(columns), key=repr))
    contents = Contents(columns, dict(rows))
    return Release(levels, found.classes, frozenset(table.persons), contents)


def compare_releases(
    earlier: Release, later: Release, hierarchies: Sequence[Hierarchy], k: int
) -> Comparison:
    """Return what subtracting one release from the other would show.

    Both are brought to the coarser level of every column that they share; the other columns are
    summed over. Without a hierarchy a column must be on the same level in both.
    """
    known = {hierarchy.column: hierarchy for hierarchy in hierarchies}
    shared = tuple(name for name in later.columns if name in earlier.levels)
    unlike = tuple(name for name in shared if not _alike(name, earlier, later, known.get(name)))
    columns = tuple(name for name in shared if name not in unlike)
    levels = {name: max(earlier.levels[name], later.levels[name]) for name in columns}
    before, after = (_brought_to(each, levels, known) for each in (earlier, later))
    changes = (
        change
        for size in range(len(columns), -1, -1)
        for chosen in combinations(range(len(columns)), size)
        for change in _changes(columns, chosen, before, after)
    )
    return Comparison(
        columns,
        tuple(change for change in changes if 0 < change.persons < k),
        unlike,
        len(later.persons - earlier.persons),
    )


def told_together(earlier: Release, later: Release) -> tuple[str, ...]:
    """Return the columns by which both releases, joined, tell more of a person than either.

    Fresh ids hide nobody from whoever joins two releases by all the answers that both hold. What
    the joined rows tell must then stand in one of the releases, whose classes were looked at: one
    of them has every column of the other on the same level or a finer one.
    """
    alike = _is_coarser(earlier, later) or _is_coarser(later, earlier)
    if alike or not earlier.persons & later.persons:
        return ()
    return tuple(
        name
        for name in {**earlier.levels, **later.levels}
        if earlier.levels.get(name) != later.levels.get(name)
    )


def _is_coarser(one: Release, other: Release) -> bool:
    """Tell whether all that one release tells stands in the other as well."""
    return all(
        name in other.levels and level >= other.levels[name] for name, level in one.levels.items()
    )


def _changes(
    columns: Sequence[str],
    chosen: Sequence[int],
    before: Mapping[Key, int],
    after: Mapping[Key, int],
) -> Iterator[Change]:
    """Give the sizes in both releases of every class of the chosen columns."""
    old, new = (_summed(classes, chosen) for classes in (before, after))
    for key in dict.fromkeys([*old, *new]):
        yield Change(
            tuple(columns[place] for place in chosen), key, old.get(key, 0), new.get(key, 0)
        )


def _summed(classes: Mapping[Key, int], chosen: Sequence[int]) -> Mapping[Key, int]:
    counts: dict[Key, int] = {}
    for key, size in classes.items():
        part = tuple(key[place] for place in chosen)
        counts[part] = counts.get(part, 0) + size
    return counts


def _alike(name: str, earlier: Release, later: Release, hierarchy: Hierarchy | None) -> bool:
    """Tell whether the hierarchy knows every value of the column in both releases."""
    if hierarchy is None:
        return earlier.levels[name] == later.levels[name]
    return all(
        release.levels[name] <= hierarchy.height
        and _values(release, name) <= set(_lifts(hierarchy, release.levels[name]))
        for release in (earlier, later)
    )


def _values(release: Release, name: str) -> set[Value]:
    place = release.columns.index(name)
    return {key[place] for key in release.classes if not is_missing(key[place])}


def _lifts(hierarchy: Hierarchy, level: int, higher: int | None = None) -> Mapping[Value, Value]:
    """Return the value on a higher level of each value on a level."""
    return {
        hierarchy.at(value, level): hierarchy.at(value, level if higher is None else higher)
        for value in hierarchy.ancestors
    }


def _brought_to(
    release: Release, levels: Mapping[str, int], hierarchies: Mapping[str, Hierarchy]
) -> Mapping[Key, int]:
    """Return the release's persons by class in the columns of `levels`, on these levels."""
    lifts = {
        name: _lifts(hierarchies[name], release.levels[name], level)
        for name, level in levels.items()
        if name in hierarchies
    }
    counts: dict[Key, int] = {}
    for key, size in release.classes.items():
        values = dict(zip(release.columns, key, strict=True))
        lifted = tuple(lifts.get(name, {}).get(values[name], values[name]) for name in levels)
        counts[lifted] = counts.get(lifted, 0) + size
    return counts
