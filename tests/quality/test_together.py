"""No small count can be worked out of clinics beside each other, however they are filtered."""

from collections.abc import Hashable
from itertools import product

import pytest

from kast_eval.quality.splits import (
    FAMILIES,
    METHODS,
    OUTCOMES,
    PARTS,
    REFINES,
    Clients,
    Counts,
    Part,
    Split,
)
from kast_eval.quality.together import FEWEST_CLIENTS, OTHERS, Together, together
from kast_eval.study.small_numbers import SMALLEST_COUNT
from tests.promises.length import FULL
from tests.quality.attack import SAME, Attacker, Category, World, fewest_numbers
from tests.quality.people import Told, clinic_of, simulated


def clinic(yes: int, no: int, **others: Counts) -> Clients:
    """Return a clinic with these in one split, some in each part of each other and of `others`."""
    splits = {
        split: {**dict.fromkeys(parts, 10), **others.get(split.name, {})}
        for split, parts in PARTS.items()
    }
    return Clients({**splits, Split.RESIDENCE: {Part.YES: yes, Part.NO: no}}, yes + no)


def residence(rows: Together) -> dict[str, tuple[int, ...]]:
    return {code: tuple(counts.values()) for code, counts in rows.rows[Split.RESIDENCE].items()}


def test_clinics_with_enough_of_each_stand_alone_by_code() -> None:
    found = together({"9001": clinic(9, 20), "9000": clinic(5, 5)})
    assert residence(found) == {"9000": (5, 5), "9001": (9, 20)}
    assert found.persons == {"9000": 10, "9001": 29}
    assert found.all_of(Split.RESIDENCE) == {Part.YES: 14, Part.NO: 25}


SMALLER = {"9001": clinic(9, 20), "9002": clinic(12, 20), "9003": clinic(14, 20)}
LARGER = {"9004": clinic(20, 20), "9005": clinic(20, 22), "9006": clinic(30, 30)}


@pytest.mark.parametrize("small", [0, 4])
def test_a_small_count_stands_in_a_sum_with_the_clinics_that_are_about_as_large(small: int) -> None:
    found = together({**SMALLER, **LARGER, "9002": clinic(small, 28)})
    assert residence(found) == {
        "9004": (20, 20), "9005": (20, 22), "9006": (30, 30), OTHERS: (23 + small, 68),
    }  # fmt: skip
    assert found.merged[Split.RESIDENCE] == set(SMALLER)
    assert found.persons["9002"] == small + 28


def test_it_does_not_matter_which_of_them_has_it() -> None:
    for code in LARGER:
        found = together({**SMALLER, **LARGER, code: clinic(38, 3)})
        assert found.merged[Split.RESIDENCE] == set(LARGER)


def test_two_that_are_too_small_are_not_added_up_to_a_number_of_theirs() -> None:
    assert residence(together({"9000": clinic(4, 20), "9001": clinic(9, 20)})) == {}


def test_a_small_clinic_is_nowhere_alone_nor_are_those_beside_it_and_no_size_is_told() -> None:
    found = together({**SMALLER, **LARGER, "9002": clinic(5, FEWEST_CLIENTS - 6)})
    assert set(found.persons) == set(LARGER)
    assert all(set(SMALLER).isdisjoint(rows) for rows in found.rows.values())
    assert all(
        merged == set(SMALLER) for split, merged in found.merged.items() if split not in REFINES
    )


def test_too_few_everywhere_show_nothing() -> None:
    found = together({"9000": clinic(1, 2), "9001": clinic(1, 20)})
    assert residence(found) == {}
    assert found.all_of(Split.RESIDENCE) is None


def test_of_no_clinics_nothing_is_shown() -> None:
    found = together({})
    assert not any(found.rows.values())


def test_splits_with_a_common_part_have_the_same_rows() -> None:
    for seed in range(20):
        found = together(simulated([40, 60, 25, 12, 80], seed))
        for family in FAMILIES:
            assert len({found.merged[split] for split in family}) == 1


def test_a_clinic_without_clients_is_no_company() -> None:
    empty = clinic(0, 0)
    assert residence(together({"9000": empty, "9001": clinic(9, 20), "9002": clinic(9, 9)})) == {}
    found = together({"9000": empty, **SMALLER, **LARGER})
    assert residence(found)[OTHERS] == (35, 60)
    assert found.merged[Split.RESIDENCE] == {"9000", *SMALLER}


def test_a_split_that_all_are_too_few_for_is_left_out_and_the_others_of_its_family_stand() -> None:
    no_buyers = {Part.YES: 0, Part.NO: 0, Part.OTHER: 10, Part.OUTSIDE: 10}
    found = together({code: clinic(10, 10, PURCHASES=no_buyers) for code in ("9000", "9001")})
    assert found.rows[Split.PURCHASES] == {}
    assert found.rows[Split.DAYS] == {}
    assert set(found.rows[Split.URGE]) == {"9000", "9001"}


def test_if_all_are_too_few_for_what_is_shown_of_each_the_family_is_left_out() -> None:
    """Each has enough buyers, and could be told of alone, but another split hides them all."""
    few = {Part.YES: 5, Part.NO: 5, Part.OTHER: 5, Part.OUTSIDE: 5}
    clinics = [clinic(10, 10, PURCHASES=few) for _place in range(3)]
    clinics[0] = clinic(10, 10, PURCHASES=few, BASELINE={Part.YES: 1, Part.NO: 50})
    found = together({f"900{place}": one for place, one in enumerate(clinics)})
    assert not any(found.rows[split] for split in (*OUTCOMES, Split.DAYS))


def test_a_middle_step_that_is_too_small_is_told_with_the_last() -> None:
    few = {Part.YES: 10, Part.NEXT: 1, Part.NO: 9}
    found = together({code: clinic(10, 10, WAIT=few) for code in ("9000", "9001")})
    assert found.rows[Split.WAIT]["9000"] == {Part.YES: 10, Part.NO: 10}


SIZES = [[60, 40, 30], [70, 40, 7, 4, 3]]
_TIED = tuple(split for split in OUTCOMES if split is not Split.BASELINE)
"""What the forms tie, but for one of two splits that are tied alike."""
_UNLIKE = (Split.RESIDENCE, Split.WAIT, *_TIED)
"""One split of each shape, and those that are tied: what is true of one is of the others."""
FOLLOWED, _DAYS = (Split.FOLLOW_UP, Split.AFTER), (Split.FORMS, Split.PURCHASES, Split.DAYS)
"""A split and the one that refines it, with what the forms tie to them."""


def attack(clinics: dict[str, Clients], works_at: str = "") -> None:
    """Whoever holds all tables is left with at least as many numbers as the smallest count."""
    for splits in (_UNLIKE, FOLLOWED, _DAYS):
        attack_some(clinics, splits, works_at)


def attack_some(clinics: dict[str, Clients], splits: tuple[Split, ...], works_at: str = "") -> None:
    found = together(clinics)
    attacker = Attacker(clinics, found, works_at, splits)
    assert attacker.hidden() or len(clinics) == len(found.rows[Split.RESIDENCE])
    for cell, low, high in attacker.learnt(SMALLEST_COUNT):
        assert high - low >= SMALLEST_COUNT, (cell, low, high)


@pytest.mark.parametrize("sizes", SIZES)
def test_every_hidden_count_could_be_many_numbers(sizes: list[int]) -> None:
    attack(simulated(sizes, 0))


def test_so_it_could_for_who_works_at_one_of_the_clinics() -> None:
    attack(simulated([40, 7, 4, 3], 1), "9003")


def without_forms(size: int, *, lacking: int, buyers: int, yes: int) -> Clients:
    """Return a clinic where so many lack a form; of the others the first are buyers, or tell so."""
    return clinic_of(
        Told(
            forms=place >= lacking,
            buyer=place < lacking + buyers,
            registered=place < lacking + buyers,
            due=place % 3 > 0,
            yes=frozenset(Split) if place < lacking + yes else frozenset(),
            next=frozenset(Split) if place % 9 == 0 else frozenset(),
        )
        for place in range(size)
    )


def test_what_one_form_says_of_another_does_not_give_a_hidden_count_away() -> None:
    """Who lacks a form is outside what both are asked; hardly anybody buys, or waits a little."""
    attack({
        "9000": without_forms(40, lacking=4, buyers=1, yes=9),
        "9001": without_forms(40, lacking=8, buyers=0, yes=20),
        "9002": without_forms(60, lacking=12, buyers=3, yes=8),
        "9003": without_forms(30, lacking=9, buyers=0, yes=6),
    })  # fmt: skip


def test_nor_does_a_split_that_is_left_out_or_coarse() -> None:
    clinics = {
        f"{9000 + place}": without_forms(30, lacking=6 + place, buyers=0, yes=7 + place)
        for place in range(3)
    }
    found = together(clinics)
    assert found.rows[Split.PURCHASES] == {}
    assert set(found.rows[Split.URGE]) == set(clinics)
    attack(clinics)


@pytest.mark.prove
@pytest.mark.parametrize(("seed", "works_at"), [(0, ""), (1, "9003")])
def test_so_it_is_with_many_clinics(seed: int, works_at: str) -> None:
    attack(simulated([80, 7, 50, 30, 15, 6, 3], seed), works_at)


@pytest.mark.prove
def test_so_it_is_with_every_split() -> None:
    """What sessions held is told alike, whichever box it is: two of them are enough."""
    attack_some(
        simulated([60, 30, 20, 6, 3], 4), tuple(one for one in Split if one not in METHODS[2:])
    )


def test_what_the_forms_say_of_each_other_is_within_a_family_or_a_split_and_what_refines_it() -> (
    None
):
    family = {split: place for place, one in enumerate(FAMILIES) for split in one}
    for some, others in SAME:
        splits = {REFINES.get(split, split) for split, _part in (*some, *others)}
        assert len({family[split] for split in splits}) == 1


def test_the_clients_are_as_the_forms_let_them_be() -> None:
    for clients in simulated([50, 40], 3).values():

        def count(categories: list[Category], clients: Clients = clients) -> int:
            return sum(clients.splits[split][part] for split, part in categories)

        assert all(count(some) == count(others) for some, others in SAME)


def test_in_those_clinics_some_stand_alone_and_others_do_not() -> None:
    rows = [
        one for sizes in SIZES for one in together(simulated(sizes, 0)).rows.values()
    ]  # fmt: skip
    assert any(code != OTHERS for one in rows for code in one)
    assert any(OTHERS in one for one in rows)


def fewest(sizes: tuple[int, ...]) -> int:
    """Return how few numbers a hidden count of a table with two columns can be, in any world."""
    rooms = [[(yes, size - yes) for yes in range(size + 1)] for size in sizes]

    def shown(world: World) -> tuple[frozenset[str], Hashable]:
        found = together({str(place): clinic(*counts) for place, counts in enumerate(world)})
        rows = residence(found)
        merged = found.merged[Split.RESIDENCE] if rows else frozenset(map(str, range(len(sizes))))
        return merged, (tuple(rows.items()), tuple(found.persons.items()))

    return fewest_numbers(list(product(*rooms)), shown)


def test_who_knows_the_rule_is_left_with_six_numbers_at_least() -> None:
    """Exhaustively: every way in which the clients of three clinics may be split."""
    assert fewest((12, 14, 18)) == SMALLEST_COUNT + 1


@pytest.mark.prove
@pytest.mark.skipif(not FULL, reason="every way to split four clinics, by make prove FULL=1")
def test_so_is_who_sees_four() -> None:
    assert fewest((10, 11, 12, 14)) >= SMALLEST_COUNT + 1


def test_what_is_shown_has_no_small_count_in_it() -> None:
    for seed in range(40):
        found = together(simulated([40, 6, 25, 12, 80, 55, 3], seed))
        shown = [count for rows in found.rows.values() for row in rows.values()
                 for count in row.values()]  # fmt: skip
        assert min(shown, default=SMALLEST_COUNT) >= SMALLEST_COUNT
