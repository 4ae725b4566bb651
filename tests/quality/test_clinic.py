from datetime import date

from kast_eval.quality.clinic import (
    FEWEST_STARTS,
    Unlogged,
    is_straight_lined,
    round_numbers,
    straight_lined,
    unlogged_quarters,
)
from kast_eval.quality.quarter import Quarter
from kast_eval.quality.share import Share
from tests.quality.made import made

HARMS = ("harm_rel", "harm_work", "harm_money", "harm_health", "harm_self")
IN_MAY = date(2026, 5, 4)


def test_more_starts_than_rows_of_the_quarter_and_the_one_before_are_found() -> None:
    rows = [date(2025, 11, 3), date(2026, 2, 3), date(2026, 4, 20)]
    later = date(2026, 8, 1)
    (found,) = unlogged_quarters([IN_MAY] * 3, rows, later)
    assert found == Unlogged(Quarter(2026, 2), 3, 2)
    assert list(unlogged_quarters([IN_MAY] * 2, rows, later)) == []


def test_a_quarter_is_judged_fourteen_days_after_its_end() -> None:
    rows = [date(2025, 11, 3)]
    assert list(unlogged_quarters([IN_MAY], rows, date(2026, 7, 14))) == []
    assert len(list(unlogged_quarters([IN_MAY], rows, date(2026, 7, 15)))) == 1


def test_the_quarter_in_which_the_log_was_begun_is_not_judged() -> None:
    assert list(unlogged_quarters([IN_MAY] * 9, [date(2026, 6, 30)], date(2027, 1, 1))) == []


def test_a_clinic_that_never_logs_is_asked_once_some_have_started() -> None:
    today = date(2026, 8, 1)
    assert list(unlogged_quarters([IN_MAY] * (FEWEST_STARTS - 1), [], today)) == []
    assert len(list(unlogged_quarters([IN_MAY] * FEWEST_STARTS, [], today))) == 1


def test_a_line_is_five_scales_of_one_kind_with_the_same_box() -> None:
    straight = made("start", **dict.fromkeys(HARMS, "2"))
    assert is_straight_lined(straight)
    broken = made("start", **{**dict.fromkeys(HARMS, "2"), "harm_self": "3"})
    unanswered = made("start", **{**dict.fromkeys(HARMS, "2"), "harm_money": ""})
    # The three of the session have another scale than what stands above them.
    short = made("checkin", 1, mood_7d="9", sess_understood="9", sess_topic="9", sess_useful="9")
    assert straight_lined([straight, broken, unanswered, short]) == Share(1, 4)


def test_round_numbers_are_those_of_ten_and_more_that_end_in_0_or_5() -> None:
    start = made(
        "start", buy_ever="1", buy_phys_30d_n="5", buy_phys_90d_n="30", buy_rem_90d_n="12",
        buy_rem_30d_n="15-25",
    )  # fmt: skip
    assert round_numbers([start, made("checkin", 1, since_buy="1", since_buy_n="15")]) == Share(
        2, 3
    )
