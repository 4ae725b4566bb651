import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.dataset.release.tables.figures import (
    Mean,
    Quartiles,
    mean_of,
    quartiles_of,
    reveals,
)


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


def test_mean_and_deviation() -> None:
    found = mean_of([2, 4, 4, 4, 5, 5, 7, 9])
    assert found == Mean(5.0, found.deviation)
    assert found.deviation == pytest.approx(2.138, abs=0.001)


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
