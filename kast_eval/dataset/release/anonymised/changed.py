"""A file taken from an earlier one, row by row: the rows that have come, and those that have gone.

Whoever has both sees which rows stand in one of them only: those of who has come or left, of who
has been to a follow-up since, and of whoever's answer was corrected. Their answers are a file of
their own that nobody judged. So in each class nobody or at least k rows have come, nobody or at
least k have gone, and neither those nor these answer a sensitive question alike.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from kast_eval.dataset.anonymise.candidate import PRESENCE, Candidate
from kast_eval.dataset.anonymise.diversity import diversity
from kast_eval.dataset.anonymise.frequency import class_frequencies
from kast_eval.dataset.anonymise.gates import Breach, Gate
from kast_eval.dataset.anonymise.hierarchy import Hierarchy
from kast_eval.dataset.anonymise.microdata import SUPPRESSED, Key, Microdata, Value, is_missing
from kast_eval.dataset.anonymise.policy import Policy
from kast_eval.dataset.anonymise.releases import Release
from kast_eval.dataset.release.anonymised.span import lies_in, span_of

Rare = Mapping[str, Value]
"""By column the value that those merge into which too few share."""


def changed_alike(candidate: Candidate, policy: Policy, rare: Rare) -> Iterator[Breach]:
    """Give what the rows that have come or gone since each earlier file would tell."""
    later = candidate.as_release
    for earlier in candidate.earlier:
        names = _compared(earlier, later)
        lifts = _lifts(candidate.hierarchies, names, earlier, later)
        before = _rows(earlier, later, names, lifts, rare)
        after = _rows(later, earlier, names, lifts, rare)
        known = tuple(name for name in candidate.known if name in names)
        sensitive = [name for name in candidate.sensitive if name in names]
        for one, other in ((after, before), (before, after)):
            yield from _told(_table(names, one - other), known, sensitive, policy)


def _compared(earlier: Release, later: Release) -> tuple[str, ...]:
    """Return what both have; who was there when only where they have the very same columns."""
    theirs = earlier.contents.columns
    same = {*theirs} == {*later.contents.columns}
    return tuple(
        name for name in later.contents.columns if name in theirs and (same or name != PRESENCE)
    )


def _lifts(
    hierarchies: Sequence[Hierarchy], names: Collection[str], earlier: Release, later: Release
) -> Mapping[str, Mapping[Value, Value]]:
    """Return what each value of either file is on the coarser of their levels, by column."""
    found = {}
    for each in hierarchies:
        levels = [one.levels.get(each.column, 0) for one in (earlier, later)]
        if each.column in names and max(levels) <= each.height:
            found[each.column] = {
                each.at(value, level): each.at(value, max(levels))
                for value in each.ancestors
                for level in levels
            }
    return found


def _rows(
    one: Release,
    other: Release,
    names: Sequence[str],
    lifts: Mapping[str, Mapping[Value, Value]],
    rare: Rare,
) -> Counter[Key]:
    """Return the rows of a file in what both have, told no finer than in the other."""
    homes = {
        name: lifts[name]
        if name in lifts
        else {
            value: _home(value, other.contents.values(name), rare.get(name))
            for value in one.contents.values(name)
        }
        for name in names
    }
    places = [one.contents.columns.index(name) for name in names]
    found: Counter[Key] = Counter()
    for row, persons in one.contents.rows.items():
        values = zip(names, (row[place] for place in places), strict=True)
        found[tuple(homes[name].get(value, value) for name, value in values)] += persons
    return found


def _home(value: Value, others: Collection[Value], rare: Value | None) -> Value:
    """Return what both files call a value: itself, the band around it, what it merged into."""
    if is_missing(value):
        return value if value in others else SUPPRESSED
    told = [each for each in others if not is_missing(each)]
    around = [each for each in told if lies_in(value, each)]
    alone = not (around or any(lies_in(each, value) for each in told))
    home = around[0] if around else value if rare is None or not alone else rare
    # A band has another number in a file that was cut otherwise, so it is called by its ends.
    return home if isinstance(home, int) else f"{span_of(home) or home}"


def _table(names: Sequence[str], rows: Counter[Key]) -> Microdata:
    each = tuple(rows.elements())
    persons = tuple(f"{place}" for place in range(len(each)))
    return Microdata(
        persons, {name: tuple(row[place] for row in each) for place, name in enumerate(names)}
    )


def _told(
    table: Microdata, known: Sequence[str], sensitive: Sequence[str], policy: Policy
) -> Iterator[Breach]:
    if not table.persons:
        return
    smallest = class_frequencies(table, known).k
    if smallest < policy.apart:
        yield Breach(Gate.NEWCOMERS, tuple(known), smallest, policy.apart)
    for name in sensitive:
        found = diversity(table, known, name)
        if found.distinct is None or found.commonest is None:
            continue
        if found.distinct < policy.distinct or found.commonest > policy.commonest:
            yield Breach(Gate.NEWCOMERS, (name,), found.commonest, policy.commonest)
