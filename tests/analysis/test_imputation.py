from collections.abc import Sequence
from statistics import fmean, variance

import pytest

from kast_eval.analysis.imputation import Case, imputed, pooled


def mean_after(pairs: Sequence[tuple[float, float]]) -> tuple[float, float]:
    after = [one for _before, one in pairs]
    return fmean(after), variance(after) / len(after)


def itself(before: float) -> float:
    return before


KNOWN = [Case(place % 2, (place * 3) % 5) for place in range(20)]


def test_rubins_rules_by_hand() -> None:
    # Means 1, 2, 3 with variance 0.5 each: within 0.5, between 1·(1 + 1/3), total 11/6.
    found = pooled([(1, 0.5), (2, 0.5), (3, 0.5)], complete=19)
    assert found is not None
    total, missing = 11 / 6, (4 / 3) / (11 / 6)
    old, seen = 2 / missing**2, 20 / 22 * 19 * (1 - missing)
    freedom = old * seen / (old + seen)
    scipy_stats = pytest.importorskip("scipy.stats")
    half = scipy_stats.t.ppf(0.975, freedom) * total**0.5
    assert (found.value, found.low, found.high) == pytest.approx((2, 2 - half, 2 + half))


def test_with_nothing_missing_the_mean_stays() -> None:
    found = imputed(KNOWN, mean_after, name="whole", parted=itself)
    assert found is not None
    assert found.value == pytest.approx(mean_after([(0, one.after or 0) for one in KNOWN])[0])


def test_who_the_persons_are_changes_nothing() -> None:
    cases = [*KNOWN, *[Case(0, None)] * 6]
    one = imputed(cases, mean_after, name="a", parted=itself)
    assert one == imputed(cases[::-1], mean_after, name="a", parted=itself)


def test_the_same_name_gives_the_same_numbers_and_another_others() -> None:
    cases = [*KNOWN, *[Case(0, None)] * 6]
    one = imputed(cases, mean_after, name="a", parted=itself)
    assert one == imputed(cases, mean_after, name="a", parted=itself)
    assert one != imputed(cases, mean_after, name="b", parted=itself)


def test_an_answer_comes_from_those_who_were_alike() -> None:
    cases = [*[Case(0, 1)] * 5, *[Case(1, 9)] * 5, *[Case(0, None)] * 5]
    found = imputed(cases, mean_after, name="alike", parted=itself)
    assert found is not None
    assert found.value == pytest.approx((10 * 1 + 5 * 9) / 15)


def test_who_is_like_nobody_gets_an_answer_of_anybody() -> None:
    found = imputed([Case(0, 1), Case(0, 1), Case(7, None)], mean_after, name="", parted=itself)
    # All are alike then, and nothing tells how far off they may be.
    assert found is None
    cases = [Case(0, 1), Case(0, 3), Case(7, None)]
    spread = imputed(cases, mean_after, name="", parted=itself)
    assert spread is not None
    assert 1 <= spread.value <= 3


def test_where_nobody_answered_nothing_is_filled_in() -> None:
    assert imputed([Case(0, None)], mean_after, name="", parted=itself) is None


def test_the_interval_is_longer_than_that_of_those_who_answered() -> None:
    whole = imputed(KNOWN, mean_after, name="n", parted=itself)
    lacking = [*KNOWN[:10], *(Case(one.before, None) for one in KNOWN[10:])]
    filled = imputed(lacking, mean_after, name="n", parted=itself)
    assert whole is not None
    assert filled is not None
    assert filled.high - filled.low > whole.high - whole.low
