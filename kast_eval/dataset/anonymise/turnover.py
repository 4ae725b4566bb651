"""Who has come and who has left between two releases: persons, where sizes alone hide them.

When five leave and five others come in the same classes, no size has changed; yet the rows that
stand in one of the releases only are theirs, whole. So it is asked of the persons: of each class
nobody or at least k have come, nobody or at least k have left, and those who came have not all
answered alike, since subtracting shows what they answered as a group.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from kast_eval.dataset.anonymise.diversity import diversity
from kast_eval.dataset.anonymise.frequency import class_frequencies
from kast_eval.dataset.anonymise.hierarchy import Hierarchy
from kast_eval.dataset.anonymise.microdata import Microdata
from kast_eval.dataset.anonymise.policy import Policy
from kast_eval.dataset.anonymise.releases import Change, Release, compare_releases, release_of


def newcomers(table: Microdata, earlier: Release) -> Microdata:
    """Return the rows of those who were not in the earlier release."""
    return table.without(earlier.persons)


def few_new(table: Microdata, known: Sequence[str], earlier: Release, k: int) -> Iterator[int]:
    """Give the size of the smallest class of newcomers, if it is under k."""
    new = newcomers(table, earlier)
    if new.persons and (found := class_frequencies(new, known).k) < k:
        yield found


def few_gone(
    table: Microdata,
    levels: Mapping[str, int],
    earlier: Release,
    hierarchies: Sequence[Hierarchy],
    k: int,
) -> tuple[Change, ...]:
    """Return the classes of the earlier release that 1 to k−1 persons have left.

    `levels` has the columns that do not change while somebody waits for the next time point. Who
    is no longer known of at all has left as well: the sizes are held against those who stayed.
    """
    still = release_of(table.without(frozenset(table.persons) - earlier.persons), levels)
    return compare_releases(earlier, still, hierarchies, k).too_small


def alike_newcomers(
    table: Microdata,
    known: Sequence[str],
    sensitive: Sequence[str],
    earlier: Release,
    policy: Policy,
) -> Iterator[tuple[str, Fraction]]:
    """Give the sensitive columns in which the newcomers of a class agree, and how many of them."""
    new = newcomers(table, earlier)
    for name in sensitive:
        found = diversity(new, known, name)
        if found.distinct is None or found.commonest is None:
            continue
        if found.distinct < policy.distinct or found.commonest > policy.commonest:
            yield name, found.commonest
