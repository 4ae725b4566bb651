from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.analysis.estimate import Estimate
from kast_eval.analysis.paired_shares import Pairs, difference_of
from kast_eval.quality.share import Share

# Airway hyper-responsiveness of 21 children before and after a transplantation (Bentur et al.
# 2009), as Fagerland, Lydersen & Laake (2013 and 2014) work it through.
AIRWAYS = Pairs(both=1, only_after=7, only_before=1, neither=12)
# Two readers of 41 scans (Altman, Machin, Bryant & Gardner 2000, table 6.2).
SCANS = Pairs(both=14, only_after=0, only_before=5, neither=22)

COUNTS = st.integers(0, 40)
PAIRS = st.builds(Pairs, COUNTS, COUNTS, COUNTS, COUNTS)


@pytest.mark.parametrize(
    ("pairs", "p_value"),
    [
        (AIRWAYS, 0.0703),
        (SCANS, 0.0625),
        (Pairs(3, 0, 0, 4), 1.0),  # Nobody changed.
        (Pairs(0, 2, 2, 0), 1.0),  # Twice the tail is more than everything.
    ],
)
def test_the_exact_test_is_the_published_one(pairs: Pairs, p_value: float) -> None:
    assert pairs.p_value == pytest.approx(p_value, abs=5e-5)


@pytest.mark.parametrize(
    ("pairs", "value", "low", "high"),
    [
        (AIRWAYS, 0.2857, 0.0256, 0.5069),
        (SCANS, -0.122, -0.226, -0.011),
    ],
)
def test_the_difference_of_pairs_is_the_published_one(
    pairs: Pairs, value: float, low: float, high: float
) -> None:
    found = pairs.difference
    assert found is not None
    assert (found.value, found.low, found.high) == pytest.approx((value, low, high), abs=5e-4)


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        # Newcombe 1998 (Statistics in Medicine 17:873-890), table II, method 10.
        (Share(56, 70), Share(48, 80), 0.0524, 0.3339),
        (Share(9, 10), Share(3, 10), 0.1705, 0.8090),
        (Share(6, 7), Share(2, 7), 0.0582, 0.8062),
        (Share(5, 56), Share(0, 29), -0.0381, 0.1926),
        (Share(0, 10), Share(0, 20), -0.1611, 0.2775),
        (Share(10, 10), Share(0, 20), 0.6791, 1.0),
        (Share(10, 10), Share(0, 10), 0.6075, 1.0),
    ],
)
def test_the_difference_of_two_groups_is_the_published_one(
    one: Share, other: Share, low: float, high: float
) -> None:
    found = difference_of(one, other)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((low, high), abs=6e-5)


def test_of_nobody_there_is_no_difference() -> None:
    assert Pairs(0, 0, 0, 0).difference is None
    assert difference_of(Share(0, 0), Share(1, 2)) is None


@given(PAIRS)
def test_the_interval_holds_the_difference_and_stays_between_the_ends(pairs: Pairs) -> None:
    found = pairs.difference
    if found is not None:
        assert -1 - 1e-9 <= found.low <= found.value <= found.high <= 1 + 1e-9


@given(PAIRS)
def test_before_and_after_changed_over_change_the_sign_alone(pairs: Pairs) -> None:
    turned = Pairs(pairs.both, pairs.only_before, pairs.only_after, pairs.neither)
    assert turned.p_value == pairs.p_value
    found, other = pairs.difference, turned.difference
    if found is not None and other is not None:
        expected = Estimate(-other.value, -other.high, -other.low)
        assert (found.value, found.low, found.high) == pytest.approx(
            (expected.value, expected.low, expected.high)
        )


def test_shares_count_who_said_yes_at_each_time() -> None:
    for counts in product(range(3), repeat=4):
        pairs = Pairs(*counts)
        assert pairs.before.whole == pairs.after.whole == sum(counts)
        assert pairs.after.part - pairs.before.part == pairs.only_after - pairs.only_before
