"""No small count can be worked out of clinics beside each other, however they are filtered."""

from itertools import product

import pytest

from kast_eval.quality.splits import FAMILIES, PARTS, Clients, Counts, Part, Split
from kast_eval.quality.together import (
    FEWEST_CLOSED,
    OTHERS,
    SMALLEST_COUNT,
    Together,
    together,
)
from tests.quality.attack import SAME, WITHIN, Attacker, Category
from tests.quality.people import Told, clinic_of, simulated

TWO = (Part.YES, Part.NO)


def every_split(counts: Counts, closed: int) -> Clients:
    """Return a clinic of whom as many are in each part of each split as there is room for."""
    persons = sum(counts.values())
    splits = {
        split: dict.fromkeys(PARTS[split], 10) | {Part.YES: 10, Part.NO: 10} for split in Split
    }
    return Clients({**splits, Split.SOURCE: counts}, persons, closed)


def source(rows: Together) -> dict[str, tuple[int, ...]]:
    return {code: tuple(counts.values()) for code, counts in rows.rows[Split.SOURCE].items()}


def clinic(yes: int, no: int, closed: int = 20) -> Clients:
    return every_split({Part.YES: yes, Part.NO: no}, closed)


def test_clinics_with_enough_of_each_stand_alone_by_code() -> None:
    found = together({"9001": clinic(9, 20), "9000": clinic(5, 5)})
    assert source(found) == {"9000": (5, 5), "9001": (9, 20)}
    assert found.persons == {"9000": 10, "9001": 29}
    assert found.all_of(Split.SOURCE) == {Part.YES: 14, Part.NO: 25}


LARGE = {"9001": clinic(9, 20), "9002": clinic(12, 20), "9003": clinic(30, 30)}


def test_one_small_count_stands_in_a_sum_of_three() -> None:
    found = together({"9000": clinic(4, 20), **LARGE})
    assert source(found) == {"9003": (30, 30), OTHERS: (25, 60)}
    assert found.merged[Split.SOURCE] == {"9000", "9001", "9002"}


def test_a_zero_is_no_more_shown_than_a_small_count() -> None:
    found = together({"9000": clinic(0, 20), **LARGE})
    assert source(found) == {"9003": (30, 30), OTHERS: (21, 60)}


def test_a_sum_that_is_small_without_one_of_its_clinics_takes_in_more() -> None:
    """Who works at the one could take it away."""
    small = {"9004": clinic(1, 20), "9005": clinic(1, 20), "9006": clinic(40, 4)}
    assert source(together(small | LARGE)) == {
        "9002": (12, 20), "9003": (30, 30), OTHERS: (51, 64),
    }  # fmt: skip


def test_two_that_are_too_small_are_not_added_up_to_a_number_of_theirs() -> None:
    assert source(together({"9000": clinic(4, 20), "9001": clinic(9, 20)})) == {}


def test_a_small_clinic_is_nowhere_alone_and_its_size_is_not_told() -> None:
    found = together({
        "9000": clinic(9, 9, closed=FEWEST_CLOSED - 1), **LARGE,
    })  # fmt: skip
    assert "9000" not in found.persons
    assert all("9000" not in rows for rows in found.rows.values())
    assert all("9000" in merged for merged in found.merged.values())
    # The next smallest keeps it company everywhere, or their sums would differ by one clinic.
    assert all("9001" in merged for merged in found.merged.values())


def test_too_few_everywhere_show_nothing() -> None:
    found = together({"9000": clinic(1, 2, closed=0), "9001": clinic(1, 20, closed=0)})
    assert source(found) == {}
    assert found.all_of(Split.SOURCE) is None


def test_of_no_clinics_nothing_is_shown() -> None:
    found = together({})
    assert not any(found.rows.values())


def test_splits_with_a_common_part_have_the_same_rows() -> None:
    for seed in range(20):
        found = together(simulated([40, 60, 25, 12, 80], seed))
        for family in FAMILIES:
            assert len({found.merged[split] for split in family}) == 1


SIZES = [[60, 40, 30], [70, 40, 7, 4, 3]]


def attack(clinics: dict[str, Clients], works_at: str = "") -> None:
    """Whoever holds all tables is left with at least as many numbers as the smallest count."""
    found = together(clinics)
    attacker = Attacker(clinics, found, works_at)
    assert attacker.hidden() or len(clinics) == len(found.rows[Split.SOURCE])
    for cell, low, high in attacker.learnt():
        assert low <= clinics[cell[0]].splits[cell[1]][cell[2]] <= high
        assert high - low >= SMALLEST_COUNT, (cell, low, high)


@pytest.mark.parametrize("sizes", SIZES)
def test_every_hidden_count_could_be_many_numbers(sizes: list[int]) -> None:
    attack(simulated(sizes, 0))


def test_so_it_could_for_who_works_at_one_of_the_clinics() -> None:
    attack(simulated([40, 7, 4, 3], 1), "9003")


def without_forms(size: int, *, start: int, closed: int, closing: int, buyer: int) -> Clients:
    """Return a clinic where so many clients lack each of the forms, one after another."""
    return clinic_of(
        Told(
            start=place >= start,
            buyer=place >= start + buyer,
            closed=place < size - closed,
            closing=place < size - closed - closing,
            due=place % 3 > 0,
            yes=frozenset(split for number, split in enumerate(Split) if (place + number) % 2),
        )
        for place in range(size)
    )


def test_what_one_form_says_of_another_does_not_give_a_hidden_count_away() -> None:
    """Who has no start form is outside the purchases, and has no urge to compare with."""
    attack({
        "9000": without_forms(40, start=4, closed=0, closing=3, buyer=2),
        "9001": without_forms(40, start=8, closed=0, closing=0, buyer=0),
        "9002": without_forms(60, start=12, closed=10, closing=10, buyer=8),
    })  # fmt: skip


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(4))
def test_so_it_is_with_many_clinics(seed: int) -> None:
    clinics = simulated([80, 7, 50, 30, 15, 6, 3], seed)
    attack(clinics)
    attack(clinics, "9003")


def test_what_the_forms_say_of_each_other_is_within_a_family() -> None:
    family = {split: place for place, one in enumerate(FAMILIES) for split in one}
    for some, others in (*SAME, *WITHIN):
        assert len({family[split] for split, _part in (*some, *others)}) == 1


def test_the_clients_are_as_the_forms_let_them_be() -> None:
    for clients in simulated([50, 40], 3).values():

        def count(categories: list[Category], clients: Clients = clients) -> int:
            return sum(clients.splits[split][part] for split, part in categories)

        assert all(count(some) == count(others) for some, others in SAME)
        assert all(count(some) <= count(others) for some, others in WITHIN)


def test_in_those_clinics_some_stand_alone_and_others_do_not() -> None:
    rows = [
        one for sizes in SIZES for one in together(simulated(sizes, 0)).rows.values()
    ]  # fmt: skip
    assert any(code != OTHERS for one in rows for code in one)
    assert any(OTHERS in one for one in rows)


def test_by_trying_every_number_no_hidden_count_of_a_small_table_is_found() -> None:
    """Exhaustively: every three clinics of a few sizes, and every way their clients may be split.

    For each, all whole numbers are tried that agree with what is shown of one split.
    """
    sizes = (10, 11, 14)
    for split in product(*(range(size + 1) for size in sizes)):
        clinics = {
            f"{9000 + place}": clinic(yes, size - yes)
            for place, (yes, size) in enumerate(zip(split, sizes, strict=True))
        }
        found = together(clinics)
        rows = found.rows[Split.SOURCE]
        hidden = sorted(found.merged[Split.SOURCE])
        if not rows or not hidden:
            continue
        total = rows[OTHERS][Part.YES]
        rooms = [range(clinics[code].persons + 1) for code in hidden]
        possible = [numbers for numbers in product(*rooms) if sum(numbers) == total]
        for place in range(len(hidden)):
            seen = {numbers[place] for numbers in possible}
            assert max(seen) - min(seen) >= SMALLEST_COUNT


def test_what_is_shown_has_no_small_count_in_it() -> None:
    for seed in range(40):
        found = together(simulated([40, 6, 25, 12, 80, 55, 3], seed))
        shown = [count for rows in found.rows.values() for row in rows.values()
                 for count in row.values()]  # fmt: skip
        assert min(shown, default=SMALLEST_COUNT) >= SMALLEST_COUNT
