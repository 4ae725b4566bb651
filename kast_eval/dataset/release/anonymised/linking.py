"""Two files of the same persons, linked by what stands in them: what both tell together.

Fresh ids do not keep rows of two files apart: the answers are the same in both. So it is taken for
granted that somebody links them, and learns each column on the finer of its two levels. The persons
who are in both must be k to a class of that, too.
"""

from collections.abc import Iterator

from kast_eval.dataset.anonymise.candidate import PRESENCE, Candidate
from kast_eval.dataset.anonymise.frequency import class_frequencies
from kast_eval.dataset.anonymise.gates import Breach, Gate
from kast_eval.dataset.anonymise.hierarchy import generalised
from kast_eval.dataset.anonymise.microdata import Microdata
from kast_eval.dataset.anonymise.releases import Release


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


def _finer(name: str, candidate: Candidate, earlier: Release) -> int:
    level = candidate.levels[name]
    return min(level, earlier.levels.get(name, level))
