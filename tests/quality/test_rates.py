import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.quality.rates import ErrorRate, lower_limit, may_tell_who, upper_limit


@pytest.mark.parametrize(
    ("wrong", "fields", "limit"),
    [
        # The figures of the manual (14): no error in 600 and in 300 fields.
        (0, 600, 0.00498), (0, 300, 0.00994),
        (1, 949, 0.00499), (5, 1000, 0.01048),
        (3, 3, 1.0), (0, 0, 1.0),
    ],
)  # fmt: skip
def test_the_upper_limit_is_the_exact_one(wrong: int, fields: int, limit: float) -> None:
    assert upper_limit(wrong, fields, 0.95) == pytest.approx(limit, abs=0.00001)


@given(st.integers(0, 50), st.integers(1, 2000))
def test_the_limits_lie_around_the_rate(wrong: int, fields: int) -> None:
    wrong = min(wrong, fields)
    rate = wrong / fields
    assert 0 <= lower_limit(wrong, fields, 0.975) <= rate <= upper_limit(wrong, fields, 0.975) <= 1


def test_a_rate_is_told_of_a_thousand_with_its_interval() -> None:
    rate = ErrorRate(2, 4000)
    assert rate.per_1000 == 0.5
    lower, upper = rate.interval_per_1000
    assert (round(lower, 3), round(upper, 3)) == (0.061, 1.805)


def test_of_nothing_there_is_no_rate() -> None:
    assert ErrorRate(0, 0).per_1000 is None
    assert ErrorRate(0, 0).interval_per_1000 == (0, 1000)


ENOUGH = (1000, 1000, 1000)


@pytest.mark.parametrize(
    ("first", "second", "may"),
    [
        (ENOUGH, ENOUGH, True),
        # One has keyed too little for a rate of its own.
        ((5000, 5000, 999), ENOUGH, False),
        (ENOUGH, (5000, 5000, 999), False),
        # At a clinic of two each knows which sheets were the other's.
        ((9000, 9000), ENOUGH, False),
        # Errors of the second keyings are those of the one who makes them all.
        (ENOUGH, (3000,), False),
        ((), (), False),
    ],
)
def test_errors_are_split_by_who_only_in_large_numbers(
    first: tuple[int, ...], second: tuple[int, ...], *, may: bool
) -> None:
    assert may_tell_who(first, second) is may
