from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.quality.compared import Compared
from kast_eval.quality.sampling import Share, Why, fixed_share, latest, sampled_share
from tests.quality.test_simulated_keyers import KEYING, KnownKeyer

SURE = KnownKeyer(certified=True, clinic_sheets=40, history=(), batch_is_back=False)


def sheets(*wrong: int, fields: int = 100) -> tuple[Compared, ...]:
    """Return a sheet for each count of wrong fields."""
    names = [frozenset(f"item {number}" for number in range(count)) for count in wrong]
    return tuple(Compared(fields, one, frozenset(), one, decided=True) for one in names)


@pytest.mark.parametrize(
    ("form", "share"),
    [
        ("start", Share(1.0, Why.EVERY_SHEET)), ("interview", Share(1.0, Why.EVERY_SHEET)),
        ("contact_log", Share(0.0, Why.ONCE)), ("checkin", None),
    ],
)  # fmt: skip
def test_some_forms_are_keyed_twice_always_or_never(form: str, share: Share | None) -> None:
    assert fixed_share(KEYING, form) == share


@pytest.mark.parametrize(
    ("keyer", "share"),
    [
        (replace(SURE, certified=False, history=sheets(*[0] * 50)), Share(1.0, Why.NOT_CERTIFIED)),
        (replace(SURE, clinic_sheets=39, history=sheets(*[0] * 50)), Share(1.0, Why.NEW_CLINIC)),
        (replace(SURE, batch_is_back=True, history=sheets(*[0] * 50)), Share(1.0, Why.BAD_BATCH)),
        (SURE, Share(1.0, Why.NEW_KEYER)),
        # 0.95 certainty needs 598 fields without an error.
        (replace(SURE, history=sheets(0, fields=597)), Share(1.0, Why.NEW_KEYER)),
        (replace(SURE, history=sheets(0, fields=598)), Share(0.1, Why.SAMPLED)),
        (replace(SURE, history=sheets(1, fields=900)), Share(1.0, Why.ERROR_RATE)),
        (replace(SURE, history=sheets(1, fields=950)), Share(0.1, Why.SAMPLED)),
        (replace(SURE, history=sheets(2, fields=1200)), Share(1.0, Why.ERROR_RATE)),
        # What was keyed before the latest 1 200 fields says nothing any more.
        (replace(SURE, history=sheets(*[0] * 12, 5, 5)), Share(0.1, Why.SAMPLED)),
    ],
)
def test_the_share_falls_when_the_rate_is_surely_under_the_target(
    keyer: KnownKeyer, share: Share
) -> None:
    assert sampled_share(KEYING, keyer) == share


@given(
    wrong=st.lists(st.integers(0, 5), max_size=60),
    certified=st.booleans(),
    back=st.booleans(),
    clinic_sheets=st.integers(0, 99),
)
def test_no_share_is_under_the_floor(
    wrong: list[int], *, certified: bool, back: bool, clinic_sheets: int
) -> None:
    keyer = KnownKeyer(certified, clinic_sheets, sheets(*wrong), back)
    assert 0.10 <= sampled_share(KEYING, keyer).share <= 1


@given(st.lists(st.integers(0, 3), max_size=40), st.integers(0, 39))
def test_one_more_error_never_lowers_the_share(wrong: list[int], place: int) -> None:
    worse = [count + (number == place) for number, count in enumerate(wrong)]
    before, after = (
        sampled_share(KEYING, replace(SURE, history=sheets(*counts))) for counts in (wrong, worse)
    )
    assert after.share >= before.share


def test_the_latest_fields_are_whole_sheets() -> None:
    assert latest(KEYING, sheets(*[1] * 13)) == (1200, 12)
    assert latest(KEYING, sheets(1, 0, fields=1199)) == (2398, 1)


def test_only_a_share_between_all_and_none_is_left_to_chance() -> None:
    assert Share(1.0, Why.NEW_KEYER).surely is True
    assert Share(0.0, Why.ONCE).surely is False
    assert Share(0.1, Why.SAMPLED).surely is None


def test_a_draw_follows_its_share() -> None:
    chooser = Random(3)
    drawn = sum(Share(0.1, Why.SAMPLED).draw(chooser) for _ in range(10_000))
    assert 900 < drawn < 1100
    assert all(Share(1.0, Why.NEW_KEYER).draw(chooser) for _ in range(1000))
    assert not any(Share(0.0, Why.ONCE).draw(chooser) for _ in range(1000))
