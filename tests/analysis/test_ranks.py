from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.analysis.ranks import SignedRank, signed_rank

# Hamilton's depression factor of nine patients at two visits (Hollander & Wolfe 1999, table 3.1).
FIRST = (1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30)
SECOND = (0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29)
# Darwin's plants, in eighths of an inch (Fisher 1935, The Design of Experiments).
DARWIN = (49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48)

SMALL = st.lists(st.integers(-3, 3), min_size=1, max_size=9)


def found(differences: Sequence[float]) -> SignedRank:
    one = signed_rank(differences)
    assert one is not None
    return one


def test_the_published_example_comes_out() -> None:
    one = found([first - second for first, second in zip(FIRST, SECOND, strict=True)])
    assert one.p_value == pytest.approx(0.0390625)
    assert one.shift == pytest.approx(0.46)
    assert one.interval == pytest.approx((0.01, 0.786))
    assert (one.differences, one.zeros) == (9, 0)


def test_darwins_plants_come_out() -> None:
    # 0.041 two-sided, as in many textbooks.
    assert found(DARWIN).p_value == pytest.approx(0.0413, abs=5e-5)


@given(SMALL)
def test_the_p_value_is_that_of_every_choice_of_signs(differences: Sequence[int]) -> None:
    sizes = [abs(one) for one in differences if one]
    if not sizes:
        assert found(differences).p_value is None
        return
    ranks = [sum(o < s for o in sizes) + (sum(o == s for o in sizes) + 1) / 2 for s in sizes]
    middle = sum(ranks) / 2
    changed = [one for one in differences if one]
    seen = abs(sum(r for r, one in zip(ranks, changed, strict=True) if one > 0) - middle)
    sums = [
        abs(sum(rank for rank, sign in zip(ranks, signs, strict=True) if sign) - middle)
        for signs in product((0, 1), repeat=len(sizes))
    ]
    share = sum(one >= seen - 1e-9 for one in sums) / len(sums)
    assert found(differences).p_value == pytest.approx(share)


def test_of_five_persons_there_is_no_interval_and_of_six_it_is_the_widest() -> None:
    assert found([1, 2, 3, 4, 5]).interval is None
    assert found([1, 2, 3, 4, 5, 6]).interval == (1, 6)


def test_nothing_gives_nothing_and_only_zeros_no_test() -> None:
    assert signed_rank([]) is None
    assert found([0, 0, 0]) == SignedRank(3, 3, 0, 0, None, None)


def test_many_differences_are_taken_as_normal() -> None:
    scipy_stats = pytest.importorskip("scipy.stats")
    many = [(number * 7919) % 101 - 40.5 for number in range(80)]
    theirs = scipy_stats.wilcoxon(many, correction=True, method="asymptotic")
    one = found(many)
    assert one.p_value == pytest.approx(theirs.pvalue, rel=1e-6)
    assert one.interval is not None
    assert one.interval[0] < one.shift < one.interval[1]


def test_many_differences_that_cancel_have_p_one() -> None:
    assert found([*range(1, 31), *range(-30, 0)]).p_value == 1.0
