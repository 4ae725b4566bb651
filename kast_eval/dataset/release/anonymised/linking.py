"""Two files of the same persons, linked by what stands in them: what both tell together.

Fresh ids do not keep rows of two files apart: the answers are the same in both. So it is taken for
granted that somebody links them, and learns each column on the finer of its two levels. The persons
who are in both must be k to a class of that, too.

The other columns link rows as well. What both files tell must then stand in one of them: it has all
columns of the other, as fine or finer. Nor may their time points together be more than two.
"""

from collections.abc import Iterator

from kast_eval.dataset.anonymise.candidate import PRESENCE, Candidate
from kast_eval.dataset.anonymise.frequency import class_frequencies
from kast_eval.dataset.anonymise.gates import Breach, Gate
from kast_eval.dataset.anonymise.hierarchy import generalised
from kast_eval.dataset.anonymise.microdata import Microdata
from kast_eval.dataset.anonymise.releases import Release
from kast_eval.dataset.release.anonymised.chosen import plain_name
from kast_eval.dataset.release.anonymised.span import is_coarser

MOST_POINTS = 2
"""So many time points may stand in files that can be joined, as in one file."""


def linked_by_content(before: Microdata, candidate: Candidate, k: int) -> Iterator[Breach]:
    """Give each earlier file that tells too much with this one; `before` is not generalised yet.

    A column of an earlier file that this one does not search by is not known here, and passed over.
    """
    leaving = frozenset(candidate.table.persons)
    for earlier in candidate.earlier:
        apart = frozenset(before.persons) - (leaving & earlier.persons)
        both = before.without(apart)
        levels = tuple(_finer(each.column, candidate, earlier) for each in candidate.hierarchies)
        lifted = generalised(both, candidate.hierarchies, levels)
        found = class_frequencies(lifted, candidate.known)
        if both.persons and found.k < k:
            names = tuple(name for name in candidate.known if name != PRESENCE)
            yield Breach(Gate.CROSS_RELEASE, names, found.k, k)


def joined_by_answers(candidate: Candidate) -> Iterator[Breach]:
    """Give each earlier file of the same persons that has other columns, cuts or points."""
    later = candidate.as_release
    for earlier in candidate.earlier:
        if not earlier.persons & later.persons:
            continue
        names = tuple(dict.fromkeys((*earlier.contents.columns, *later.contents.columns)))
        points = {name.rpartition("_")[2] for name in names if plain_name(name) != name}
        if len(points) > MOST_POINTS:
            yield Breach(Gate.JOINED_RELEASES, tuple(sorted(points)), len(points), MOST_POINTS)
        elif not (_is_part(earlier, later) or _is_part(later, earlier)):
            odd = tuple(one for one in names if not _is_same(one, earlier, later))
            yield Breach(Gate.JOINED_RELEASES, odd, len(odd), 0)


def _is_part(one: Release, other: Release) -> bool:
    """Tell whether all that one file tells stands in the other as well, as fine or finer."""
    return all(_is_told(name, one, other) for name in one.contents.columns)


def _is_told(name: str, one: Release, other: Release) -> bool:
    """Tell whether the other file tells as much of a column; their classes have a gate each."""
    if name not in other.contents.columns or (name in one.levels) != (name in other.levels):
        return False
    if name in one.levels:
        return one.levels[name] >= other.levels[name]
    return is_coarser(one.contents.values(name), other.contents.values(name))


def _is_same(name: str, one: Release, other: Release) -> bool:
    return (
        name in one.contents.columns
        and _is_told(name, one, other)
        and name in other.contents.columns
        and _is_told(name, other, one)
    )


def _finer(name: str, candidate: Candidate, earlier: Release) -> int:
    level = candidate.levels[name]
    return min(level, earlier.levels.get(name, level))
