from datetime import date

from kast_eval.quality.clinic import (
    FEWEST_STARTS,
    Unlogged,
    unlogged_quarters,
)
from kast_eval.quality.quarter import Quarter

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
