import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from kast_eval.paper.charts.binomial import INNER, OUTER, limits

SHARES = st.floats(0.02, 0.98)
SIZES = st.integers(1, 400)
NEAR = 1e-9
"""So near the limit itself two ways to work it out may differ."""


@given(SHARES, SIZES, st.sampled_from([INNER, OUTER]))
def test_outside_is_what_comes_by_chance_less_often_than_is_meant(
    share: float, size: int, outside: tuple[float, float]
) -> None:
    low, high = limits(share, size, outside)
    few, many = outside[0], 1 - outside[1]
    for count in range(size + 1):
        so_few, so_many = binom.cdf(count, size, share), binom.sf(count - 1, size, share)
        if abs(so_few - few) > NEAR:
            assert (count / size < low) == (so_few < few)
        if abs(so_many - many) > NEAR:
            assert (count / size > high) == (so_many < many)


def test_all_of_a_small_clinic_is_no_surprise_where_nearly_all_do_it() -> None:
    low, high = limits(0.9, 10, INNER)
    assert high >= 1.0
    assert low == pytest.approx(1 - limits(0.1, 10, INNER)[1])


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
