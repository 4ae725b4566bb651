"""No small count can be worked out of clinics beside each other, however they are filtered."""

from collections import Counter
from itertools import product
from random import Random

import pytest

from kast_eval.quality.splits import FAMILIES, PARTS, Clients, Counts, Part, Split
from kast_eval.quality.together import (
    FEWEST_CLOSED,
    OTHERS,
    SMALLEST_COUNT,
    Together,
    together,
)
from tests.quality.attack import Attacker

TWO = (Part.YES, Part.NO)


def simulated(sizes: list[int], seed: int) -> dict[str, Clients]:
    """Return clinics of these sizes whose clients are told apart by chance."""
    chooser = Random(seed)
    return {f"{9000 + place}": _clinic(size, chooser) for place, size in enumerate(sizes)}


def _clinic(size: int, chooser: Random) -> Clients:
    splits = {
        split: dict.fromkeys(PARTS[split], 0) | Counter(
            chooser.choices(PARTS[split], [chooser.random() + 0.1 for _ in PARTS[split]], k=size)
        )
        for split in Split
    }  # fmt: skip
    outside = splits[Split.ENDING][Part.OUTSIDE]
    yes = chooser.randint(0, size - outside)
    splits[Split.CLOSING] = {
        Part.YES: yes, Part.NO: size - outside - yes, Part.OUTSIDE: outside,
    }  # fmt: skip
    return Clients(splits, size, size - outside)


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


def test_one_small_count_never_stands_in_a_sum_of_one() -> None:
    found = together({"9000": clinic(4, 20), "9001": clinic(9, 20), "9002": clinic(30, 30)})
    assert source(found) == {"9002": (30, 30), OTHERS: (13, 40)}
    assert found.merged[Split.SOURCE] == {"9000", "9001"}


def test_a_zero_is_no_more_shown_than_a_small_count() -> None:
    found = together({"9000": clinic(0, 20), "9001": clinic(9, 20), "9002": clinic(30, 30)})
    assert source(found) == {"9002": (30, 30), OTHERS: (9, 40)}


def test_a_sum_that_is_itself_small_takes_in_more_clinics() -> None:
    found = together({
        "9000": clinic(1, 20), "9001": clinic(1, 20), "9002": clinic(6, 20),
        "9003": clinic(30, 30),
    })  # fmt: skip
    assert source(found) == {"9003": (30, 30), OTHERS: (8, 60)}


def test_a_small_clinic_is_nowhere_alone_and_its_size_is_not_told() -> None:
    found = together({
        "9000": clinic(9, 9, closed=FEWEST_CLOSED - 1), "9001": clinic(9, 20),
        "9002": clinic(30, 30),
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


SIZES = [[60, 40, 30], [40, 7, 3], [12, 11, 10]]


def attack(sizes: list[int], seed: int) -> None:
    """Whoever holds all tables is left with at least as many numbers as the smallest count."""
    clinics = simulated(sizes, seed)
    attacker = Attacker(clinics, together(clinics))
    assert attacker.hidden()
    for cell in attacker.hidden():
        low, high = attacker.learnt(cell)
        assert low <= clinics[cell[0]].splits[cell[1]][cell[2]] <= high
        assert high - low >= SMALLEST_COUNT, (cell, low, high)


@pytest.mark.parametrize("sizes", SIZES)
def test_every_hidden_count_could_be_many_numbers(sizes: list[int]) -> None:
    attack(sizes, 0)


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(4))
def test_so_it_is_with_many_clinics(seed: int) -> None:
    attack([80, 7, 50, 30, 15], seed)


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
