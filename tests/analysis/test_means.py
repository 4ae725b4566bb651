import pytest

from kast_eval.analysis.means import (
    Quartiles,
    paired_t,
    quartiles_of,
    standardised_difference,
    welch,
)

# Extra hours of sleep with two drugs (Student 1908, Cushny & Peebles's patients).
SLEEP = (
    (0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0),
    (1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4),
)


def test_students_own_example_comes_out() -> None:
    found = paired_t([one - other for one, other in zip(*SLEEP, strict=True)])
    assert found is not None
    assert found.p_value == pytest.approx(0.002833, abs=5e-7)
    mean = found.mean
    assert (mean.value, mean.low, mean.high) == pytest.approx((-1.58, -2.4598858, -0.7001142))


def test_two_groups_differ_as_welch_says() -> None:
    found = welch(*SLEEP)
    assert found is not None
    assert (found.value, found.low, found.high) == pytest.approx((-1.58, -3.3654832, 0.2054832))


@pytest.mark.parametrize("alike", [[], [1.0], [2.0, 2.0, 2.0]])
def test_without_spread_there_is_no_test(alike: list[float]) -> None:
    assert paired_t(alike) is None
    assert welch(alike, alike) is None


def test_quartiles_are_the_usual_ones() -> None:
    assert quartiles_of([]) is None
    assert quartiles_of([3]) == Quartiles(1, 3, 3, 3)
    assert quartiles_of([1, 2, 3, 4]) == Quartiles(4, 1.75, 2.5, 3.25)


def test_a_difference_is_told_in_standard_deviations() -> None:
    assert standardised_difference([1, 2, 3], [3, 4, 5]) == pytest.approx(-2.0)
    # Shares of 60 and 40 %: 0.2 by the root of 0.24.
    some, fewer = [1.0] * 6 + [0.0] * 4, [1.0] * 4 + [0.0] * 6
    assert standardised_difference(some, fewer) == pytest.approx(0.2 / 0.24**0.5)
    assert standardised_difference([], [1]) is None
    assert standardised_difference([1, 1], [1, 1]) is None
    assert standardised_difference([3], [4]) is None
