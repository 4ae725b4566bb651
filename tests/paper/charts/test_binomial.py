import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from kast_eval.paper.charts.binomial import INNER, OUTER, limits

SHARES = st.floats(0.02, 0.98)
SIZES = st.integers(1, 400)


@given(SHARES, SIZES, st.sampled_from([*INNER, *OUTER]))
def test_a_limit_is_between_the_whole_numbers_that_as_much_lies_under(
    share: float, size: int, below: float
) -> None:
    (limit,) = limits(share, size, (below,))
    count = int(binom.ppf(below, size, share))
    assert max(count - 1, 0) - 1e-6 <= limit * size <= count + 1e-6


@given(SHARES, SIZES)
def test_the_outer_limits_hold_the_inner_ones(share: float, size: int) -> None:
    low, high = limits(share, size, INNER)
    lowest, highest = limits(share, size, OUTER)
    assert 0 <= lowest <= low <= high <= highest <= 1


def test_of_many_the_limits_are_those_of_the_normal_distribution() -> None:
    low, high = limits(0.3, 4000, INNER)
    assert (low, high) == pytest.approx((0.2858, 0.3142), abs=3e-4)


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_where_everybody_does_the_same_there_is_nothing_for_chance(share: float) -> None:
    assert limits(share, 20, INNER) == (share, share)
