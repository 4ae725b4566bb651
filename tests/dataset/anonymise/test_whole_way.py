"""The way of a release of level B through the core, as the pipeline goes it."""

from dataclasses import replace
from random import Random

from kast_eval.dataset.anonymise.candidate import PRESENCE, Candidate, with_presence
from kast_eval.dataset.anonymise.frequency import class_frequencies
from kast_eval.dataset.anonymise.gates import Gate, assess
from kast_eval.dataset.anonymise.hierarchy import Hierarchy, flat, generalised
from kast_eval.dataset.anonymise.lattice import Node, search_lattice
from kast_eval.dataset.anonymise.microdata import Microdata
from kast_eval.dataset.anonymise.policy import Policy
from kast_eval.dataset.anonymise.suppression import remove_persons

POLICY = Policy()
POINTS = {"start": ("score_start",), "month 6": ("score_month_6",)}
AGE = Hierarchy(
    "age", {age: (f"{age // 5 * 5}+", f"{age // 20 * 20}+", "*") for age in range(20, 60)}
)
EDUCATION = Hierarchy("education", {1: ("low", "*"), 2: ("low", "*"), 3: ("high", "*")})
QUASI = (AGE, EDUCATION)


def made_up(persons: range) -> Microdata:
    """Return persons of whom one in four was not followed up."""
    rows = []
    for number in persons:
        chance = Random(number)
        start = chance.choice([1, 2, 2, 3])
        later = -8 if chance.random() < 0.25 else start - chance.choice([0, 0, 1])
        rows.append(
            (min(20 + int(chance.expovariate(0.08)), 59), chance.choice([1, 2, 2, 3]), start, later)
        )
    names = ("age", "education", "score_start", "score_month_6")
    return Microdata(
        tuple(f"p{number:04}" for number in persons),
        dict(zip(names, zip(*rows, strict=True), strict=True)),
    )


def candidate_at(data: Microdata, node: Node) -> Candidate:
    """Return the table on a node's levels, without the persons who stand out there."""
    hierarchies = (*QUASI, flat(PRESENCE, data.column(PRESENCE)))
    lifted = generalised(data, hierarchies, node.levels)
    kept = remove_persons(lifted, [*(each.column for each in QUASI), PRESENCE], POLICY.k).table
    columns = {name: cells for name, cells in kept.columns.items() if name != PRESENCE}
    return Candidate(
        Microdata(kept.persons, columns),
        {"age": node.levels[0], "education": node.levels[1]},
        ("score_start", "score_month_6"),
        data.person_count,
        POINTS,
        hierarchies=QUASI,
    )


def first_that_may_leave(
    raw: Microdata, *earlier: Candidate
) -> tuple[Candidate | None, list[set[Gate]]]:
    """Try the nodes from the least loss on; return what stood against those that may not leave."""
    data = with_presence(raw, POINTS)
    hierarchies = (*QUASI, flat(PRESENCE, data.column(PRESENCE)))
    refused: list[set[Gate]] = []
    for node in search_lattice(data, hierarchies, k=POLICY.k).ranked:
        candidate = replace(
            candidate_at(data, node), earlier=tuple(each.as_release for each in earlier)
        )
        found = assess(candidate, POLICY)
        if not found:
            return candidate, refused
        refused.append({breach.gate for breach in found})
    return None, refused


def test_a_release_goes_the_whole_way() -> None:
    released, _ = first_that_may_leave(made_up(range(400)))
    assert released is not None
    table = released.with_presence
    assert class_frequencies(table, released.known).k >= POLICY.k
    assert released.table.person_count >= 380
    assert max(map(len, map(set, table.columns.values()))) > 1


def test_a_release_with_enough_new_persons_may_follow() -> None:
    released, _ = first_that_may_leave(made_up(range(400)))
    assert released is not None
    again, _ = first_that_may_leave(made_up(range(800)), released)
    assert again is not None


def test_a_release_with_one_person_more_may_not_follow() -> None:
    released, _ = first_that_may_leave(made_up(range(400)))
    assert released is not None
    again, refused = first_that_may_leave(made_up(range(401)), released)
    assert again is None
    assert refused
    assert all(Gate.CROSS_RELEASE in gates for gates in refused)
