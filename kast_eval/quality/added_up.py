"""Which clinics are added up, so that the counts of none of them can be worked out.

Clinics are put in groups by their sizes. A group is added up whole, whichever of its clinics has a
small count: who sees that it is does not see whose count is small. Only how many groups are added
up, and which, follows the counts. A sum is shown if each count of it is large, and large enough
without any one of the clinics; else the smallest groups that are left go into it too.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from kast_eval.quality.share import Share, share_of
from kast_eval.study.small_numbers import SMALLEST_COUNT

FEWEST_TOGETHER = 3
"""With two in a sum, each could take itself away and have the other."""

SMALLEST_REST = SMALLEST_COUNT + 1
"""So many at least are left of a sum for who takes one clinic away.

Where no sum is shown for that, the others can have 0 to 5: six different numbers."""

SMALLEST_SUM = 2 * SMALLEST_REST + SMALLEST_COUNT
"""Of three clinics where one has none, the others then each have 6 to 11: six different numbers."""

Group = tuple[str, ...]


def groups_of(persons: Mapping[str, int]) -> tuple[Group, ...]:
    """Return the clinics in groups of enough clinics and persons, the smallest clinics first.

    What is left at the end goes into the last group.
    """
    order = sorted(persons, key=lambda code: (persons[code], code))
    groups: list[Group] = []
    open_group: Group = ()
    for code in order:
        open_group = (*open_group, code)
        if enough_together(persons[one] for one in open_group):
            groups.append(open_group)
            open_group = ()
    last = (*groups.pop(), *open_group) if groups else open_group
    return (*groups, last) if last else ()


def added_up(
    groups: Sequence[Group],
    always: Collection[Group],
    counts: Mapping[str, Sequence[int]],
    is_open: Callable[[Collection[str]], bool] = bool,
) -> frozenset[str] | None:
    """Return the clinics that are added up; None if all together are too few to be shown.

    What `is_open` tells of some clinics their sum needs, too.
    """
    hidden = [one for one in groups if one in always or _has_small(one, counts)]
    left = [one for one in groups if one not in hidden]
    while hidden:
        codes = [code for group in hidden for code in group]
        columns = zip(*(counts[code] for code in codes), strict=True)
        if all(is_enough(column) for column in columns) and is_open(codes):
            return frozenset(codes)
        if not left:
            return None
        hidden.append(left.pop(0))
    return frozenset()


def _has_small(group: Iterable[str], counts: Mapping[str, Sequence[int]]) -> bool:
    return any(min(counts[code]) < SMALLEST_COUNT for code in group)


def is_enough(column: Collection[int]) -> bool:
    """Tell whether a sum of so many clients of each clinic may be shown."""
    return (
        len(column) >= FEWEST_TOGETHER
        and sum(column) >= SMALLEST_SUM
        and sum(column) - max(column) >= SMALLEST_REST
    )


def enough_together(persons: Iterable[int]) -> bool:
    """Tell whether those of several clinics may be told of as one.

    A clinic without any is no company: it may be new, and then another page says so.
    """
    return is_enough([one for one in persons if one])


def shared_by_all(shares: Collection[Share]) -> Share | None:
    """Return the share of all clinics; None unless both of its ends are enough together."""
    parts = [one.part for one in shares]
    rests = [one.whole - one.part for one in shares]
    if not (enough_together(parts) and enough_together(rests)):
        return None
    return share_of(sum(parts), sum(rests))
