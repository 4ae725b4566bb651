"""The search, and the quick look that keeps it quick."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from kast_eval.dataset.anonymise.candidate import Candidate
from kast_eval.dataset.anonymise.gates import Gate, breaches
from kast_eval.dataset.anonymise.hierarchy import Hierarchy, generalised
from kast_eval.dataset.anonymise.microdata import SUPPRESSED, Microdata
from kast_eval.dataset.anonymise.policy import Policy
from kast_eval.dataset.anonymise.suppression import remove_persons
from kast_eval.dataset.release.anonymised import search
from kast_eval.dataset.release.anonymised.hiding import Hiding
from kast_eval.dataset.release.anonymised.recipe import Suppress
from kast_eval.dataset.release.anonymised.search import Wanted, find_release
from tests.dataset.release.anonymised.made import RECIPE, decided, numbers
from tests.dataset.release.anonymised.study import Cells, ground, many

AGE = Hierarchy("age", {age: (f"{age // 3}", "*") for age in range(9)})
SEX = Hierarchy("sex", {1: ("*",), 2: ("*",)})

ROWS = st.lists(
    st.tuples(st.integers(0, 8), st.integers(1, 2), st.sampled_from([1, 2, 3, -1, -4, -8])),
    min_size=1,
    max_size=60,
)


def table_of(rows: list[tuple[int, int, int]]) -> Microdata:
    columns = dict(zip(("age", "sex", "drug"), zip(*rows, strict=True), strict=True))
    return Microdata(tuple(f"p{number}" for number in range(len(rows))), columns)


@settings(max_examples=60)
@given(ROWS, st.integers(0, 2), st.integers(0, 1), st.integers(2, 3), st.sampled_from([60, 80]))
def test_the_quick_look_says_what_the_gates_of_diversity_say(
    rows: list[tuple[int, int, int]], age: int, sex: int, distinct: int, most: int
) -> None:
    policy = Policy(3, distinct, Fraction(most, 100))
    data = table_of(rows)
    lifted = generalised(data, (AGE, SEX), (age, sex))
    kept = remove_persons(lifted, ("age", "sex"), policy.k).table
    candidate = Candidate(kept, {"age": age, "sex": sex}, ("drug",), len(rows))
    found = [
        *breaches(Gate.DISTINCT, candidate, policy),
        *breaches(Gate.COMMONEST, candidate, policy),
    ]
    quick = Hiding(data, (AGE, SEX), ("drug",), policy).is_enough((age, sex))
    assert quick is not bool(found)


def test_the_first_way_that_may_leave_loses_the_least_of_all_that_may() -> None:
    data = table_of([(number % 9, 1 + number % 2, 1 + number % 3) for number in range(240)])
    wanted = Wanted((AGE, SEX), ("drug",), {}, Policy())
    found = find_release(data, wanted)
    assert found.breaches == ()
    assert found.node.levels[:2] == (0, 0) or found.tried == 1
    assert found.candidate.table.person_count == 240


def lonely(number: int) -> Cells:
    """Return forty of four hundred who are alone in one thing each."""
    return {"gender_t0": 1} if number % 50 == 0 else {}


CELLS = RECIPE + "suppress: cells\n"


def test_single_values_are_blanked_instead_of_persons() -> None:
    plan = decided(CELLS, many(range(400), lonely))
    assert numbers(plan) == []
    (table,) = plan.tables
    assert len(table.rows) >= 396
    hidden = [cell for row in table.rows for cell in row if cell == SUPPRESSED]
    assert hidden
    assert plan.disclosure is not None
    assert any(one.suppressed is None or one.suppressed > 0 for one in plan.disclosure.quasi)


def test_where_cells_are_too_many_for_the_solver_persons_go() -> None:
    rows = [(number % 9, 1 + number % 2, 1 + number % 3) for number in range(90)]
    wide = {f"q{place}": (0,) * 90 for place in range(22)}
    data = table_of(rows).replaced(wide)
    hierarchies = (AGE, SEX, *(Hierarchy(name, {0: ()}) for name in wide))
    wanted = Wanted(hierarchies, ("drug",), {}, Policy(), suppress=Suppress.CELLS)
    found = find_release(data, wanted)
    assert SUPPRESSED not in found.candidate.table.column("age")


def test_too_few_new_persons_are_told_after_one_look() -> None:
    first = decided().anonymised
    assert first is not None
    again = decided(on=ground(earlier=(first.profile,)))
    assert numbers(again) == ["R8"]
    assert again.disclosure is not None
    assert again.disclosure.tried == 1
    assert again.disclosure.cross.fewest_new == 0


def test_a_later_file_is_told_how_many_are_new_in_it() -> None:
    first = decided().anonymised
    assert first is not None
    later = decided(tables=many(range(1000)), on=ground(earlier=(first.profile,)))
    assert later.disclosure is not None
    assert later.disclosure.cross.earlier == 1
    assert (later.disclosure.cross.fewest_new or 0) > 500


def test_no_more_ways_are_tried_than_declared() -> None:
    first = decided().anonymised
    assert first is not None
    # Two hundred new persons, but one class that has grown by one.
    odd = replace(
        first.profile,
        classes={
            key: size - (1 if place == 0 else 0)
            for place, (key, size) in enumerate(first.profile.classes.items())
        },
        persons=frozenset(f"X{number}" for number in range(397)),
    )
    found = decided(on=ground(earlier=(odd,)))
    assert numbers(found) == ["R8"]
    assert found.disclosure is not None
    assert 1 < found.disclosure.tried <= search.MOST_TRIED
