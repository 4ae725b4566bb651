from itertools import combinations_with_replacement

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kast_eval.dataset.release.tables.figures import (
    NO_ENDS,
    Quartiles,
    Scale,
    quartiles_of,
    reveals,
    scale_of,
)
from kast_eval.study.small_numbers import SMALLEST_COUNT
from tests.dataset.release.tables.made import LESS, MOOD, URGE


@pytest.mark.parametrize(
    ("values", "reveals_somebody"),
    [
        ([3] * 12, True),
        # One person stands for the whole sum, so that it is that person's own value.
        ([0] * 14 + [40], True),
        ([-40] + [0] * 14, True),
        # The second largest takes the own value away: 1 is left of 101 for all others.
        ([100, 80] + [0] * 9 + [1], True),
        ([100, 80] + [1] * 10, False),
        (list(range(11)), False),
        ([], True),
    ],
)
def test_a_sum_that_is_some_person_s_own_value_reveals(
    values: list[float], *, reveals_somebody: bool
) -> None:
    assert reveals(values) is reveals_somebody


@pytest.mark.parametrize(
    ("values", "scale", "reveals_somebody"),
    [
        # Of twelve three bought; the sum is three, so that at most three can have.
        ([1] * 3 + [0] * 9, Scale(0), True),
        ([2, 2, 1] + [0] * 9, Scale(0), False),
        # Eleven stand at the upper end, and the twelfth at the lower.
        ([0] + [10] * 11, Scale(0, 10), True),
        ([6, 7, 8] + [10] * 9, Scale(0, 10), False),
        # One of the few steps below the end is as far as the others together.
        ([8, 9, 9] + [10] * 9, Scale(0, 10), True),
        # Of tens of a step there are many.
        ([0.3, 0.2, 0.2] + [0.0] * 9, Scale(0, 1, 0.1), False),
        # What may be below zero has no end there.
        ([-2, 1, 2, -1] * 3, NO_ENDS, False),
    ],
)
def test_a_sum_near_an_end_of_the_scale_reveals(
    values: list[float], scale: Scale, *, reveals_somebody: bool
) -> None:
    assert reveals(values, scale) is reveals_somebody


@given(st.lists(st.integers(0, 4), min_size=10, max_size=13))
@settings(max_examples=60, deadline=None)
def test_no_mean_tells_that_fewer_than_five_stand_away_from_an_end(values: list[int]) -> None:
    if reveals(values, Scale(0, 4)):
        return
    fitting = [
        one
        for one in combinations_with_replacement(range(5), len(values))
        if sum(one) == sum(values)
    ]
    assert max(sum(value > 0 for value in one) for one in fitting) >= SMALLEST_COUNT
    assert max(sum(value < max(range(5)) for value in one) for one in fitting) >= SMALLEST_COUNT


def test_the_scale_of_a_column() -> None:
    assert scale_of(MOOD) == Scale(0, 10)
    assert scale_of(URGE) == Scale(0)
    assert scale_of(LESS) == Scale(None, None, 0.1)


def test_quartiles_are_told_where_several_stand_at_them() -> None:
    values = [1.0] * 6 + [4.0] * 6 + [6.0] * 6
    assert quartiles_of(values, 5) == Quartiles(1, 4, 6)


def test_a_quartile_at_which_few_stand_is_rounded() -> None:
    found = quartiles_of([*range(20)], 5)
    assert found == Quartiles(5, 10, 15)


@pytest.mark.parametrize(
    "values",
    [
        # Nine persons.
        [1, 1, 1, 2, 2, 2, 3, 3, 3],
        # All the same.
        [4] * 30,
        # No step is coarse enough.
        [10_000 * number for number in range(12)],
    ],
)
def test_quartiles_of_few_or_of_all_alike_are_hidden(values: list[float]) -> None:
    assert quartiles_of(values, 5) is None


@given(st.lists(st.integers(0, 90), min_size=10, max_size=60), st.sampled_from([5, 10]))
def test_at_least_so_many_stand_within_a_step_of_every_quartile(
    values: list[int], smallest: int
) -> None:
    found = quartiles_of(values, smallest)
    if found is not None:
        for one in (found.first, found.median, found.third):
            steps = (1, 5, 10, 50, 100)
            assert any(
                sum(one - step / 2 <= value < one + step / 2 for value in values) >= smallest
                for step in steps
                if one % step == 0
            )
