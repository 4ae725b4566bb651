"""Somebody joins two anonymised releases by everything that stands in them."""

import hmac
from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import sqrt
from random import Random

import pytest

from kast_eval.dataset.person_id import id_of
from kast_eval.dataset.release.plan import Plan
from kast_eval.dataset.table import Code
from tests.dataset.release.anonymised.made import RECIPE, decided, numbers
from tests.dataset.release.anonymised.study import answers, ground, many

pytestmark = pytest.mark.prove

FIRST, SECOND = bytes(32), bytes(range(32))
Row = tuple[Code, ...]


@pytest.fixture(scope="module")
def first() -> Plan:
    return decided(RECIPE, many(range(400)), ground(seed=FIRST))


def after(first: Plan, recipe: str = RECIPE) -> Plan:
    """Return a release of the same persons and as many new ones, planned with the first known."""
    assert first.anonymised is not None
    on = ground(seed=SECOND, earlier=(first.anonymised.profile,))
    return decided(recipe, many(range(800)), on)


def whose(plan: Plan, seed: bytes) -> Mapping[Code, str]:
    """Return whose each id is; only who has the seed can tell."""
    assert plan.anonymised is not None
    table = plan.anonymised.candidate.table
    said = repr((table.persons, sorted(table.columns.items()))).encode()
    key = hmac.digest(seed, said, "sha256")
    return {id_of(hmac.digest(key, one.encode(), "sha256")): one for one in table.persons}


def rows(plan: Plan) -> Sequence[Row]:
    return plan.tables[0].rows


def by_contents(plan: Plan, places: Sequence[int]) -> Mapping[Row, list[Row]]:
    found: dict[Row, list[Row]] = defaultdict(list)
    for row in rows(plan):
        found[tuple(row[place] for place in places)].append(row)
    return found


def hits(first: Plan, second: Plan, names: Sequence[str]) -> tuple[int, float, float]:
    """Return how often the first row of the same contents is the same person.

    Beside it what chance alone gives, and its standard deviation.
    """
    assert first.tables[0].names == second.tables[0].names
    places = [first.tables[0].names.index(name) for name in names]
    before, now = whose(first, FIRST), whose(second, SECOND)
    same, chances = 0, []
    classes = by_contents(second, places)
    for row in rows(first):
        matching = classes.get(tuple(row[place] for place in places), [])
        if before[row[0]] in {now[one[0]] for one in matching}:
            same += before[row[0]] == now[matching[0][0]]
            chances.append(Fraction(1, len(matching)))
    expected = float(sum(chances))
    return same, expected, sqrt(sum(float(one * (1 - one)) for one in chances))


def test_ids_and_order_add_nothing_to_the_classes_own_size(first: Plan) -> None:
    second = after(first)
    assert (numbers(first), numbers(second)) == ([], [])
    assert not set(whose(first, FIRST)) & set(whose(second, SECOND))
    same, expected, spread = hits(first, second, first.tables[0].names[1:])
    assert abs(same - expected) <= 4 * spread + 1


def test_what_others_may_know_leads_to_one_in_k_at_most(first: Plan) -> None:
    second = after(first)
    known = [
        name for name in first.tables[0].names if name.startswith(("age", "gen", "edu", "rel"))
    ]
    _, expected, _ = hits(first, second, known)
    assert expected <= len(rows(first)) / 5


def test_rows_that_joined_tell_more_than_either_release_do_not_leave(first: Plan) -> None:
    other = RECIPE.replace("  education: defined\n", "  children_home: defined\n")
    assert "R8" in numbers(after(first, other))


def exact(number: int) -> dict[str, int]:
    """Return answers so many and so exact that hardly any two persons share them."""
    chance = Random(10**6 + number)
    names = ("mood_2w_t0", "mood_2w_t1", "mood_2w_f06")
    return {"buy_total_90d_n_t0": chance.randint(0, 9), **{n: chance.randint(0, 9) for n in names}}


def recipe_with(point: str) -> str:
    columns = ("buy_total_90d_n_t0", "mood_2w_t0", f"mood_2w_{point}")
    told = "".join(f"  {name}: {{top: 30}}\n" for name in columns)
    text = RECIPE.replace("outcomes:\n  buy_total_90d_n: {cuts: [1, 4]}\n", "")
    return text.replace("[t0, f06]", f"[t0, {point}]").replace("  main_behaviour: defined\n", told)


def test_exact_answers_do_not_join_the_points_of_two_releases() -> None:
    known = decided(recipe_with("t1"), many(range(400), exact), ground(seed=FIRST))
    assert known.anonymised is not None
    on = ground(seed=SECOND, earlier=(known.anonymised.profile,))
    assert "R8" in numbers(decided(recipe_with("f06"), many(range(800), exact), on))


def test_other_bands_of_what_both_releases_told_do_not_leave(first: Plan) -> None:
    assert "R8" in numbers(after(first, RECIPE.replace("[1, 4]", "[2, 4]")))
    assert numbers(after(first, RECIPE.replace("[1, 4]", "[4]"))) == []


def test_five_in_the_place_of_five_others_do_not_leave(first: Plan) -> None:
    assert first.anonymised is not None
    gone, came = (3, 57, 111, 222, 333), range(2000, 2005)

    def as_who_left(number: int) -> Mapping[str, Code]:
        return answers(gone[number - 2000]) if number in came else {}

    persons = [number for number in range(400) if number not in gone] + [*came]
    on = ground(seed=SECOND, earlier=(first.anonymised.profile,))
    assert "R8" in numbers(decided(RECIPE, many(persons, as_who_left), on))
