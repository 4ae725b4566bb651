"""The search for the first way to generalise that every gate lets through."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import islice

from kast_eval.dataset.anonymise.candidate import PRESENCE, Candidate, with_presence
from kast_eval.dataset.anonymise.cells import TooManyCellsError, blank_cells
from kast_eval.dataset.anonymise.gates import Breach, Gate, assess
from kast_eval.dataset.anonymise.hierarchy import Hierarchy, flat, generalised
from kast_eval.dataset.anonymise.lattice import Node, Search, search_lattice
from kast_eval.dataset.anonymise.microdata import Microdata
from kast_eval.dataset.anonymise.policy import Policy
from kast_eval.dataset.anonymise.releases import Release
from kast_eval.dataset.anonymise.suppression import remove_persons
from kast_eval.dataset.anonymise.trajectory import TimePoints, trajectory_pairs
from kast_eval.dataset.release.anonymised.changed import Rare, changed_alike
from kast_eval.dataset.release.anonymised.hiding import Hiding
from kast_eval.dataset.release.anonymised.linking import joined_by_answers, linked_by_content
from kast_eval.dataset.release.anonymised.recipe import Suppress
from kast_eval.dataset.release.beside import few_apart, stands_in, touched
from kast_eval.dataset.release.tables.kin import NO_KIN, Kin
from kast_eval.dataset.release.tables.published import PublishedTable

MOST_TRIED = 100
"""So many ways that keep every class varied go through all gates; what comes after loses more."""

MOST_TRIED_WITH_CELLS = 20
"""As above, where each takes the solver a second."""


@dataclass(frozen=True)
class Wanted:
    """What the search is for: who is known by what, what must not come out, what has left before.

    `clinic` is the column that tells the clinic, if one does; `tables` what tables have shown that
    no earlier file tells; `kin` which variables stem from the same answers; `rare` into what
    values merge that too few share.
    """

    hierarchies: tuple[Hierarchy, ...]
    sensitive: tuple[str, ...]
    points: TimePoints
    policy: Policy
    clinic: str | None = None
    earlier: tuple[Release, ...] = ()
    tables: tuple[PublishedTable, ...] = ()
    suppress: Suppress = Suppress.PERSONS
    kin: Kin = NO_KIN
    rare: Rare = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """The first way that nothing stands against, or the one that the least stands against.

    `before` is the table that was searched, `tried` how many ways went through every gate.
    """

    before: Microdata
    node: Node
    candidate: Candidate
    breaches: tuple[Breach, ...]
    tried: int = 0


def find_release(table: Microdata, wanted: Wanted) -> Outcome:
    """Return the first way that may leave, that of least loss first; the table holds somebody."""
    policy = wanted.policy
    most = int(policy.suppressed_persons * table.person_count)
    paired = _settled(table, (), _without_hierarchies(wanted), most)
    searched = with_presence(paired, wanted.points)
    hierarchies = _all_hierarchies(searched, wanted)
    search = search_lattice(
        searched,
        hierarchies,
        k=policy.k,
        most_suppressed=_may_still_go(table, paired, wanted),
    )
    hiding = Hiding(searched, hierarchies, wanted.sensitive, policy)
    ranked = search.ranked or _nearest(search)
    varied = islice(
        (one for one in ranked if hiding.is_enough(one.levels)), _most_tried(table, wanted)
    )
    # Where no way keeps the classes varied, some of all tell what stands against it.
    some = ranked[:: max(len(ranked) // MOST_TRIED_WITH_CELLS, 1)]
    persons = table.person_count
    tried = _tried_until(varied, searched, wanted, persons)
    tried = tried or _tried_until(some, searched, wanted, persons)
    best = min(tried, key=lambda one: len({breach.gate for breach in one.breaches}))
    return replace(best, tried=len(tried))


def _without_hierarchies(wanted: Wanted) -> Wanted:
    """Return it without the answers that a node may still generalise: their pairs are its own."""
    lifted = {each.column for each in wanted.hierarchies}
    points = {
        point: tuple(name for name in names if name not in lifted)
        for point, names in wanted.points.items()
    }
    return replace(wanted, points=points)


def _tried_until(
    nodes: Iterable[Node], searched: Microdata, wanted: Wanted, persons: int
) -> list[Outcome]:
    """Return what became of the nodes up to the first that nothing stands against."""
    tried: list[Outcome] = []
    for node in nodes:
        candidate = _candidate(searched, node, wanted, persons)
        breaches: tuple[Breach, ...] = (
            *assess(candidate, wanted.policy),
            *_beside_tables(candidate, wanted),
            *linked_by_content(searched, candidate, wanted.policy.k),
            *joined_by_answers(candidate),
        )
        # The rows are only taken from each other where the classes and columns may be.
        breaches = breaches or tuple(changed_alike(candidate, wanted.policy, wanted.rare))
        tried.append(Outcome(searched, node, candidate, breaches))
        if not breaches:
            break
    return tried


def _beside_tables(candidate: Candidate, wanted: Wanted) -> Iterator[Breach]:
    file = candidate.as_release
    for table in wanted.tables:
        names = touched(file, table, wanted.kin)
        if names and not stands_in(file, table, whole=True):
            yield Breach(Gate.TABLES, names, len(names), 0)
    for persons in few_apart(file, wanted.tables, wanted.policy.apart):
        yield Breach(Gate.CROSS_RELEASE, (), persons, wanted.policy.apart)


def _most_tried(table: Microdata, wanted: Wanted) -> int:
    """Return how many ways to try: one, where too few are new whatever way is taken."""
    persons = frozenset(table.persons)
    if any(len(persons - each.persons) < wanted.policy.apart for each in wanted.earlier):
        return 1
    return MOST_TRIED if wanted.suppress is Suppress.PERSONS else MOST_TRIED_WITH_CELLS


def _may_still_go(table: Microdata, paired: Microdata, wanted: Wanted) -> Fraction:
    """Return the share of the persons left who may stand in classes under k."""
    if wanted.suppress is Suppress.CELLS:
        return wanted.policy.suppressed_cells
    gone = table.person_count - paired.person_count
    may_go = wanted.policy.suppressed_persons * table.person_count - gone
    return Fraction(may_go, paired.person_count)


def _all_hierarchies(table: Microdata, wanted: Wanted) -> tuple[Hierarchy, ...]:
    """Return the hierarchies with those of what stays as it is: the clinic, the time points."""
    names = [*([wanted.clinic] if wanted.clinic else []), PRESENCE]
    return (*wanted.hierarchies, *(flat(name, table.column(name)) for name in names))


def _nearest(search: Search) -> Sequence[Node]:
    """Return the node that suppresses the fewest, where every node suppresses too many."""
    return [min(search.nodes, key=lambda one: (one.suppressed, one.loss, one.levels))]


def _settled(table: Microdata, names: Sequence[str], wanted: Wanted, most: int) -> Microdata:
    """Return the table without persons in small classes, nor in small classes of two outcomes.

    Where more than `most` would go with the latter, they stay, for the gate to tell of.
    """
    k = wanted.policy.k
    alone = kept = remove_persons(table, names, k).table
    while under := frozenset[str]().union(
        *(risk.under for risk in trajectory_pairs(kept, wanted.points, k))
    ):
        kept = remove_persons(kept.without(under), names, k).table
    return kept if table.person_count - kept.person_count <= most else alone


def _candidate(searched: Microdata, node: Node, wanted: Wanted, persons: int) -> Candidate:
    """Return the table on a node's levels, without what still stands out there."""
    lifted = generalised(searched, wanted.hierarchies, node.levels[: len(wanted.hierarchies)])
    names = [each.column for each in _all_hierarchies(searched, wanted)]
    kept = _cells_blanked(lifted, names, wanted) or _settled(
        lifted, names, wanted,
        int(wanted.policy.suppressed_persons * persons) - persons + searched.person_count,
    )  # fmt: skip
    columns = {name: cells for name, cells in kept.columns.items() if name != PRESENCE}
    return Candidate(
        Microdata(kept.persons, columns),
        {each.column: level for each, level in zip(wanted.hierarchies, node.levels, strict=False)},
        wanted.sensitive,
        persons,
        wanted.points,
        wanted.clinic,
        wanted.hierarchies,
        wanted.earlier,
    )


def _cells_blanked(table: Microdata, names: Sequence[str], wanted: Wanted) -> Microdata | None:
    """Return the table with the fewest cells blanked; None where persons go, or must go."""
    if wanted.suppress is Suppress.PERSONS:
        return None
    fixed = {PRESENCE, *([wanted.clinic] if wanted.clinic else [])}
    try:
        found = blank_cells(table, names, wanted.policy.k, fixed=fixed)
    except TooManyCellsError:
        return None
    return found.table if found else None
