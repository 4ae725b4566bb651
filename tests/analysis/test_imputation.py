from collections.abc import Sequence
from statistics import fmean, variance

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.analysis.imputation import Case, imputed, imputed_share, pooled, pooled_shares
from kast_eval.quality.share import Share


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


def share_of(cases: Sequence[Case]) -> tuple[float, float, float]:
    found = imputed_share(cases, name="share", parted=itself)
    assert found is not None
    return found.value, found.low, found.high


@pytest.mark.parametrize(("yes", "no"), [(1, 5), (0, 8), (8, 0), (7, 23)])
def test_a_share_with_nothing_missing_has_the_interval_of_wilson(yes: int, no: int) -> None:
    known = Share(yes, yes + no)
    cases = [*[Case(0, 1)] * yes, *[Case(0, 0)] * no]
    assert share_of(cases) == pytest.approx((known.value, *known.interval), abs=1e-12)


def test_shares_by_hand() -> None:
    # Shares 0.4, 0.5, 0.6 of ten: within 0.0243..., between 0.01·(1 + 1/3).
    found = pooled_shares([0.4, 0.5, 0.6], persons=10)
    more = (0.01 * 4 / 3) / ((0.24 + 0.25 + 0.24) / 30)
    student = pytest.importorskip("scipy.stats").t.ppf(0.975, 2 * (1 + 1 / more) ** 2)
    for end in (found.low, found.high):
        # Each end is as far from the share as its own variance, widened, allows.
        assert (end - 0.5) ** 2 == pytest.approx(student**2 * (1 + more) * end * (1 - end) / 10)


@given(st.lists(st.integers(0, 12), min_size=2, max_size=9))
def test_the_ends_of_a_share_stay_between_nothing_and_everything(counts: list[int]) -> None:
    # At least somebody's answer is known, so not all change between the fillings.
    found = pooled_shares([(count + 1) / 14 for count in counts], persons=14)
    assert 0 <= found.low <= found.value <= found.high <= 1


def test_a_filled_in_share_has_a_longer_interval_than_a_known_one() -> None:
    known = [*[Case(0, 1)] * 9, *[Case(0, 0)] * 11]
    _value, low, high = share_of([*known[3:15], *[Case(0, None)] * 8])
    assert high - low > Share(9, 20).interval[1] - Share(9, 20).interval[0]
    assert 0 < low < high < 1


def test_of_a_share_that_can_only_be_filled_in_one_way_no_interval_is_told() -> None:
    cases = [*[Case(0, 0)] * 8, Case(0, None)]
    assert imputed_share(cases, name="", parted=itself) is None
    assert imputed_share([Case(0, None)], name="", parted=itself) is None
