"""What is told of an anonymised file: how well it hides whom, itself by the rules of tables.

A count of persons from 1 to under the smallest cell is told as being that small and no more, which
is what None stands for here; a count that follows from others is left out with them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from kast_eval.dataset.anonymise.candidate import PRESENCE, Candidate
from kast_eval.dataset.anonymise.closeness import Distance, closeness
from kast_eval.dataset.anonymise.diversity import diversity
from kast_eval.dataset.anonymise.frequency import Frequencies, class_frequencies
from kast_eval.dataset.anonymise.microdata import SUPPRESSED
from kast_eval.dataset.anonymise.policy import Policy
from kast_eval.dataset.anonymise.trajectory import trajectory_pairs
from kast_eval.dataset.release.anonymised.coding import Coding
from kast_eval.dataset.release.recipe_fields import Approved
from kast_eval.kinds.answer import Measure
from kast_eval.study.small_numbers import SMALLEST_COUNT
from kast_eval.wording import Wording

if TYPE_CHECKING:
    from kast_eval.dataset.release.anonymised.search import Outcome

MOST_COLUMNS_OF_UNIQUES = 3
"""Combinations of so many columns are told; more would make a table of their own."""


@dataclass(frozen=True)
class QuasiFact:
    """A quasi-identifier: its level of how many, and how many of its cells were suppressed."""

    name: str
    label: Wording
    level: int
    height: int
    suppressed: int | None


@dataclass(frozen=True)
class SensitiveFact:
    """A sensitive variable: fewest different answers and commonest one in any class, and t.

    None where nobody answered.
    """

    name: str
    label: Wording
    distinct: int | None
    commonest: Fraction | None
    distance: Distance
    t: Fraction


@dataclass(frozen=True)
class ClassSizes:
    """Classes from one size to another, both included: how many, and the persons in them."""

    smallest: int
    largest: int
    classes: int
    persons: int


@dataclass(frozen=True)
class UniqueFact:
    """Columns that made persons unique before anything was done; None is fewer than a cell."""

    columns: tuple[str, ...]
    persons: int | None


@dataclass(frozen=True)
class CrossFact:
    """What was compared with earlier releases: how many of them, and new persons beside each."""

    earlier: int
    fewest_new: int | None


@dataclass(frozen=True)
class Disclosure:
    """Everything that is told of one anonymised file."""

    persons: int
    smallest_cell: int
    policy: Policy
    points: tuple[str, ...]
    clinic: bool
    quasi: tuple[QuasiFact, ...]
    sizes: tuple[ClassSizes, ...]
    highest_risk: Fraction
    mean_risk: Fraction
    uniques: tuple[UniqueFact, ...]
    sensitive: tuple[SensitiveFact, ...]
    removed: int | None
    couples: int | None
    merged: tuple[str, ...]
    dropped: tuple[str, ...]
    pairs: int
    smallest_pair: int | None
    cross: CrossFact
    loss: Fraction
    discernibility: Fraction
    tried: int
    decision: Approved | None

    @property
    def k(self) -> int:
        """Return the smallest class."""
        return self.sizes[0].smallest if self.sizes else 0


@dataclass(frozen=True)
class Aside:
    """What happened before the search: couples left out, categories merged, columns dropped."""

    couples: int
    merged: tuple[str, ...]
    dropped: tuple[str, ...]


def disclosure_of(
    found: "Outcome",
    codings: Sequence[Coding],
    policy: Policy,
    aside: Aside,
    decision: Approved | None,
) -> Disclosure:
    """Return the facts of what was found."""
    candidate = found.candidate
    table = candidate.with_presence
    classes = class_frequencies(table, candidate.known)
    cell = max(policy.k, SMALLEST_COUNT)
    pairs = trajectory_pairs(candidate.table, candidate.points, policy.k)
    left = {one.name: one for one in codings if one.name in table.columns}
    return Disclosure(
        persons=candidate.table.person_count,
        smallest_cell=cell,
        policy=policy,
        points=tuple(candidate.points),
        clinic=candidate.clinic is not None,
        quasi=tuple(_quasi(candidate, left, cell)),
        sizes=class_sizes(classes, cell),
        highest_risk=classes.highest_risk,
        mean_risk=classes.average_risk,
        uniques=_uniques(found, cell),
        sensitive=tuple(_sensitive(candidate, left[name]) for name in candidate.sensitive),
        removed=told(candidate.persons_before - candidate.table.person_count, cell),
        couples=told(aside.couples, cell),
        merged=aside.merged,
        dropped=aside.dropped,
        pairs=len(pairs),
        smallest_pair=min((pair.smallest for pair in pairs), default=None),
        cross=_cross(candidate, cell),
        loss=_loss(candidate),
        discernibility=Fraction(classes.discernibility, max(len(table.persons), 1) ** 2),
        tried=found.tried,
        decision=decision,
    )


def told(count: int, cell: int) -> int | None:
    """Return a count of persons that may be told; None stands for a small one."""
    return None if 0 < count < cell else count


def class_sizes(classes: Frequencies, cell: int) -> tuple[ClassSizes, ...]:
    """Return the classes by size, each step twice as wide as the one before."""
    found = []
    low = max(min(classes.k, cell), 1)
    sizes = classes.histogram
    while sizes and low <= max(sizes):
        within = {size: count for size, count in sizes.items() if low <= size < 2 * low}
        if within:
            persons = sum(size * count for size, count in within.items())
            found.append(ClassSizes(min(within), max(within), sum(within.values()), persons))
        low *= 2
    return tuple(found)


def _loss(candidate: Candidate) -> Fraction:
    """Return the mean of level to height: what the persons left have lost, not who has gone."""
    lost = [Fraction(candidate.levels[each.column], each.height) for each in candidate.hierarchies]
    return sum(lost, Fraction(0)) / max(len(lost), 1)


def _quasi(candidate: Candidate, left: Mapping[str, Coding], cell: int) -> list[QuasiFact]:
    heights = {each.column: each.height for each in candidate.hierarchies}
    return [
        QuasiFact(
            name,
            left[name].chosen.column.label,
            level,
            heights[name],
            told(candidate.table.column(name).count(SUPPRESSED), cell),
        )
        for name, level in candidate.levels.items()
    ]


def _uniques(found: "Outcome", cell: int) -> tuple[UniqueFact, ...]:
    """Return which columns made persons unique at first, the fewest columns first."""
    from kast_eval.dataset.anonymise.sample_uniques import minimal_sample_uniques

    names = [each.column for each in found.candidate.hierarchies] + [PRESENCE]
    uniques = minimal_sample_uniques(found.before, names, largest=MOST_COLUMNS_OF_UNIQUES)
    counts = uniques.combinations
    return tuple(
        UniqueFact(chosen, told(counts[chosen], cell))
        for size in range(1, MOST_COLUMNS_OF_UNIQUES + 1)
        for chosen in combinations(names, size)
        if chosen in counts
    )


def _sensitive(candidate: Candidate, coding: Coding) -> SensitiveFact:
    nominal = coding.column().measure is Measure.NOMINAL
    distance = Distance.EQUAL if nominal else Distance.ORDERED
    table = candidate.with_presence
    found = diversity(table, candidate.known, coding.name)
    return SensitiveFact(
        coding.name,
        coding.chosen.column.label,
        found.distinct,
        found.commonest,
        distance,
        closeness(table, candidate.known, coding.name, distance).t,
    )


def _cross(candidate: Candidate, cell: int) -> CrossFact:
    persons = frozenset(candidate.table.persons)
    new = [len(persons - each.persons) for each in candidate.earlier]
    return CrossFact(len(new), told(min(new), cell) if new else None)
