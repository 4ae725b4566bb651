"""A later file of nearly the same persons: the rows that came and those that went."""

from collections.abc import Callable, Mapping, Sequence

import pytest

from kast_eval.dataset.anonymise.candidate import Candidate
from kast_eval.dataset.anonymise.gates import Gate
from kast_eval.dataset.anonymise.hierarchy import Hierarchy
from kast_eval.dataset.anonymise.microdata import Key, Microdata, Value
from kast_eval.dataset.anonymise.policy import Policy
from kast_eval.dataset.anonymise.releases import Contents, Release
from kast_eval.dataset.release.anonymised.changed import changed_alike
from tests.dataset.release.anonymised.made import RECIPE, decided, numbers
from tests.dataset.release.anonymised.study import Cells, answers, ground, many

AGE = RECIPE.replace("other:\n  first_contact_mode: defined\n", "")
for other in ("gender", "education", "rel_status"):
    AGE = AGE.replace(f"  {other}: defined\n", "")
START = AGE.replace("[t0, f06]", "[t0]").replace(
    "outcomes:\n  buy_total_90d_n: {cuts: [1, 4]}\n", ""
)
FOLLOWED = AGE.replace("sensitive:\n  main_behaviour: defined\n", "")


def of_class(age: int, **told: int) -> list[int]:
    """Return the persons of an age who have answered so."""
    wanted = {"age_group_t0": age, **told}
    return [one for one in range(1500) if {**answers(one), **wanted} == answers(one)]


OLDER = [one for one in of_class(3) if one >= 400]
LEAVING = [one for one in of_class(2, main_behaviour_t0=3) if one < 400][:5]
WAITING = of_class(3, buy_total_90d_n_f06=-8, buy_total_90d_n_t0=12)[:5]
CORRECTED = next(one for one in of_class(2, main_behaviour_t0=1))
MORE = [one for one in of_class(2) if one >= 400 and answers(one)["buy_total_90d_n_f06"] != -8]


def nobody(_number: int) -> Cells:
    return {}


def followed(number: int) -> Cells:
    return {"buy_total_90d_n_f06": 12} if number in WAITING else {}


def corrected(number: int) -> Cells:
    return {"main_behaviour_t0": 3} if number == CORRECTED else {}


@pytest.mark.parametrize(
    ("text", "gone", "new", "change"),
    [
        # Five have left who all answered alike, where as many or more came elsewhere.
        (START, LEAVING, OLDER[:10], nobody),
        # Five who waited for their follow-up have come to it, and said the same.
        (FOLLOWED, [], MORE[:14], followed),
        # One answer was corrected.
        (START, [], OLDER[:14], corrected),
    ],
    ids=["left", "followed up", "corrected"],
)
def test_r8_rows_that_changed_few_or_alike_do_not_leave(
    text: str, gone: Sequence[int], new: Sequence[int], change: Callable[[int], Cells]
) -> None:
    before = decided(text).anonymised
    assert before is not None
    later = ground(earlier=(before.profile,))
    persons = [one for one in (*range(400), *new) if one not in gone]
    assert numbers(decided(text, many(persons, change), later)) == ["R8"]


def test_what_came_varied_may_leave_with_a_corrected_answer_among_it() -> None:
    before = decided(START).anonymised
    assert before is not None
    later = ground(earlier=(before.profile,))
    assert numbers(decided(START, many([*range(400), *MORE[:14]], corrected), later)) == []


LEVELS = {"age": 0}
HIERARCHY = Hierarchy("age", {1: ("*",), 2: ("*",)})


def candidate(
    columns: Sequence[str], rows: Mapping[Key, int], earlier: Release, level: int = 0
) -> Candidate:
    each = [row for row, persons in rows.items() for _ in range(persons)]
    table = Microdata(
        tuple(f"q{place}" for place in range(len(each))),
        {name: tuple(row[place] for row in each) for place, name in enumerate(columns)},
    )
    return Candidate(
        table, {"age": level}, ("drug",), len(each), {}, None, (HIERARCHY,), (earlier,)
    )


def told(rows: Mapping[Key, int], later: Mapping[Key, int], rare: Value | None = None) -> list[str]:
    """Return the columns of what an earlier file of age and drug and a later one tell together."""
    before = Release(LEVELS, {}, frozenset(), Contents(("age", "drug"), rows))
    found = changed_alike(
        candidate(("age", "drug"), later, before),
        Policy(),
        {} if rare is None else {"drug": rare},
    )
    return [breach.subject[-1] for breach in found if breach.gate is Gate.NEWCOMERS]


ROWS: Mapping[Key, int] = {(1, 1): 20, (1, 2): 20, (2, 1): 20, (2, 97): 20}


@pytest.mark.parametrize(
    ("later", "found"),
    [
        (ROWS, []),
        ({**ROWS, (1, 1): 23, (1, 2): 22}, []),
        ({**ROWS, (1, 1): 22, (1, 2): 22}, ["age"]),
        ({**ROWS, (1, 1): 25}, ["drug"]),
        ({**ROWS, (1, 1): 24, (1, 2): 21}, []),
        ({**ROWS, (1, 1): 29, (1, 2): 22}, ["drug"]),
        ({**ROWS, (1, 1): 17, (1, 2): 18}, []),
        ({**ROWS, (1, 1): 15}, ["drug"]),
        # Nobody of those who came has answered, so nothing is told of what.
        ({**ROWS, (1, -1): 5}, []),
    ],
)
def test_both_those_who_came_and_those_who_went_are_enough_and_varied(
    later: Mapping[Key, int], found: list[str]
) -> None:
    assert told(ROWS, later) == found


def test_an_answer_that_was_too_rare_last_time_is_what_it_merged_into() -> None:
    later = {**ROWS, (2, 97): 16, (2, 3): 4}
    assert told(ROWS, later, rare=97) == []
    assert told(ROWS, later) == ["age", "drug", "age", "drug"]
    assert told({**ROWS, (2, -10): 3}, {**ROWS, (2, -6): 3}) == []
    assert told({**ROWS, (2, -6): 3}, {**ROWS, (2, -10): 3}) == []


def test_bands_are_told_apart_by_their_ends_alone() -> None:
    fine: Mapping[Key, int] = {(1, "01:..1"): 9, (1, "02:1..4"): 9, (1, "03:4.."): 9}
    coarse: Mapping[Key, int] = {(1, "01:..4"): 18, (1, "02:4.."): 9}
    assert told(fine, coarse) == []
    assert told(coarse, fine) == []
    assert told(coarse, {**fine, (1, "03:4.."): 10}) == ["age", "drug"]
    assert told(fine, {**coarse, (1, "02:4.."): 10}) == ["age", "drug"]
    assert told({(1, 3): 9, (1, "10:.."): 9}, {(1, 3): 9, (1, 10): 4, (1, "11:.."): 5}) == []


def test_classes_are_held_against_each_other_on_the_coarser_level() -> None:
    before = Release({"age": 1}, {}, frozenset(), Contents(("age", "drug"), {("*", 1): 40}))
    later: Mapping[Key, int] = {(1, 1): 20, (2, 1): 20}
    assert list(changed_alike(candidate(("age", "drug"), later, before), Policy(), {})) == []
    # A level that the hierarchy does not have is told elsewhere; here nothing is like it.
    odd = Release({"age": 2}, {}, frozenset(), Contents(("age", "drug"), {("*", 1): 40}))
    assert list(changed_alike(candidate(("age", "drug"), later, odd), Policy(), {}))
