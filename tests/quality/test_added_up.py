from collections.abc import Hashable
from itertools import product

import pytest

from kast_eval.quality.added_up import (
    FEWEST_TOGETHER,
    SMALLEST_REST,
    SMALLEST_SUM,
    added_up,
    groups_of,
    is_enough,
    shared_by_all,
)
from kast_eval.quality.share import Share
from kast_eval.study.small_numbers import SMALLEST_COUNT
from tests.quality.attack import World, fewest_numbers

SIX = {"a": 20, "b": 21, "c": 22, "d": 30, "e": 31, "f": 32}
GROUPS = (("a", "b", "c"), ("d", "e", "f"))
LARGE = dict.fromkeys(SIX, (10, 10))


def test_clinics_are_grouped_by_size_the_smallest_first() -> None:
    assert groups_of(dict(reversed(SIX.items()))) == GROUPS


def test_of_the_same_size_the_code_decides() -> None:
    assert groups_of(dict.fromkeys("cab", 9)) == (("a", "b", "c"),)


def test_what_is_left_goes_into_the_last_group() -> None:
    assert groups_of({**SIX, "g": 40, "h": 50}) == (GROUPS[0], (*GROUPS[1], "g", "h"))


@pytest.mark.parametrize(
    ("persons", "first"),
    [
        ((1, 2, 3, 4, 4, 50, 60), 6),  # The first five have 14 persons.
        ((0, 20, 20, 20, 20, 20), 4),  # Who has no clients is no company.
    ],
)
def test_a_group_has_enough_persons_too(persons: tuple[int, ...], first: int) -> None:
    groups = groups_of({str(place): count for place, count in enumerate(persons)})
    assert len(groups[0]) in {first, len(persons)}


def test_too_few_clinics_are_one_group() -> None:
    assert groups_of({"a": 50, "b": 60}) == (("a", "b"),)
    assert groups_of({}) == ()


def test_without_a_small_count_nobody_is_added_up() -> None:
    assert added_up(GROUPS, (), LARGE) == frozenset()
    assert added_up((), (), {}) == frozenset()


@pytest.mark.parametrize("code", SIX)
def test_a_small_count_hides_its_group_whoever_has_it(code: str) -> None:
    for counts in ((4, 20), (20, 0)):
        found = added_up(GROUPS, (), {**LARGE, code: counts})
        assert found == next(frozenset(one) for one in GROUPS if code in one)


def test_some_groups_are_always_added_up() -> None:
    assert added_up(GROUPS, {GROUPS[1]}, LARGE) == frozenset(GROUPS[1])


@pytest.mark.parametrize(
    "counts",
    [
        {"d": (4, 9), "e": (6, 9), "f": (6, 9)},  # 16 in all.
        {"d": (90, 9), "e": (4, 9), "f": (1, 9)},  # Who works at d takes 90 away, and has 5 left.
    ],
)
def test_a_sum_that_is_too_small_takes_in_the_smallest_of_the_other_groups(
    counts: dict[str, tuple[int, int]],
) -> None:
    assert added_up(GROUPS, (), {**LARGE, **counts}) == frozenset(SIX)


def test_if_all_together_are_too_few_nothing_is_shown() -> None:
    assert added_up(GROUPS, (), dict.fromkeys(SIX, (2, 20))) is None


def test_what_is_enough_leaves_six_numbers_to_who_knows_one_of_three() -> None:
    """Exhaustively: no count may be so large that too few are left without it."""
    left: dict[tuple[int, int], set[int]] = {}
    for counts in product(range(21), repeat=FEWEST_TOGETHER):
        # Of larger sums some would have a count over 20.
        if sum(counts) <= 20 and is_enough(counts):
            left.setdefault((counts[0], sum(counts)), set()).add(counts[1])
    assert min(map(len, left.values())) == SMALLEST_COUNT + 1
    assert not is_enough((0, SMALLEST_REST, SMALLEST_SUM - SMALLEST_REST - 1))


def test_a_share_of_all_clinics_has_two_ends_that_are_enough() -> None:
    assert shared_by_all([Share(7, 14)] * 3) == Share(21, 42)
    assert shared_by_all([Share(10, 10)] * 3) is None
    assert shared_by_all([Share(0, 10)] * 3) is None
    assert shared_by_all([Share(7, 14)] * 2) is None


@pytest.mark.prove
@pytest.mark.parametrize("sizes", [(6, 7, 8, 9, 10), (5, 5, 5, 6, 6, 8)], ids=["five", "six"])
def test_who_knows_the_rule_is_left_with_six_numbers_among_more_clinics(
    sizes: tuple[int, ...],
) -> None:
    """Exhaustively: every way in which the clients of these clinics may be split in two."""
    groups = groups_of({str(place): size for place, size in enumerate(sizes)})
    rooms = [[(yes, size - yes) for yes in range(size + 1)] for size in sizes]

    def shown(world: World) -> tuple[frozenset[str], Hashable]:
        hidden = added_up(groups, (), {str(place): row for place, row in enumerate(world)})
        if hidden is None:
            return frozenset(map(str, range(len(sizes)))), None
        alone = tuple(row for place, row in enumerate(world) if str(place) not in hidden)
        rows = [world[int(place)] for place in hidden]
        return hidden, (alone, tuple(map(sum, zip(*rows, strict=True))))

    assert fewest_numbers(list(product(*rooms)), shown) >= SMALLEST_COUNT + 1
