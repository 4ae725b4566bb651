from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.dataset.days import WrittenDay, quarter, read_session_days, study_day
from tests.dataset.made import CHECKIN, SESSION, START, codes, first_session, sheet

SECOND_DAY = first_session("2026-03-09")


@pytest.mark.parametrize(
    ("filled_in", "day"),
    [
        ("2026-03-09", 0),
        ("2026-03-16", 7),
        ("20260406", 28),
        # Before the first session: no negative number, those are reasons.
        ("2026-03-08", -6),
        ("", -7),
        ("o", -7),
        # Without month there is no day (instrument 3.5).
        ("2026", -7),
    ],
)
def test_days_are_counted_from_the_first_session(filled_in: str, day: int) -> None:
    assert codes(sheet(START, fill_date=filled_in), first_session())["study_day"] == day


@pytest.mark.parametrize(
    "logged", [(), (first_session(""),), (first_session("2026"),), (first_session("nonsense"),)]
)
def test_without_the_day_of_the_first_session_there_is_no_study_day(
    logged: tuple[()],
) -> None:
    row = codes(sheet(START, fill_date="2026-03-16"), *logged)
    assert row["study_day"] == -7
    assert row["cal_quarter"] == 20261


def test_the_first_session_is_day_0_in_its_own_log() -> None:
    assert codes(first_session())["study_day"] == 0


def test_each_episode_has_its_own_first_session() -> None:
    second = sheet(SESSION, 1, episode_no=2, session_date="2026-09-01")
    form = sheet(START, episode_no=2, fill_date="2026-09-08")
    assert codes(form, first_session(), second)["study_day"] == 7
    assert codes(form, first_session())["study_day"] == -7


def test_sessions_of_two_persons_may_be_held_on_one_day() -> None:
    other = replace(first_session(), person_id="ABCDEFGHJK")
    assert set(read_session_days([first_session(), other]).days.values()) == {
        WrittenDay(date(2026, 3, 9))
    }


def test_another_person_s_session_is_no_anchor() -> None:
    form = sheet(START, person="ABCDEFGHJK", fill_date="2026-03-16")
    assert codes(form, first_session())["study_day"] == -7


@pytest.mark.parametrize(
    ("logged", "day"),
    [
        # The session log overrides a conflicting date on the check-in (instrument 3.5).
        ("2026-03-16", 7),
        # Where the log has no day the check-in's own counts.
        ("", 8),
        ("2026", 8),
    ],
)
def test_the_day_of_a_check_in_is_that_of_its_session(logged: str, day: int) -> None:
    check_in = sheet(CHECKIN, 2, fill_date="2026-03-17")
    log = sheet(SESSION, 2, session_date=logged)
    assert codes(check_in, first_session(), log)["study_day"] == day


def test_a_check_in_without_a_log_has_its_own_day() -> None:
    assert codes(sheet(CHECKIN, 2, fill_date="2026-03-17"), first_session())["study_day"] == 8


@pytest.mark.parametrize(
    ("filled_in", "first", "imputed"),
    [
        ("2026-03-16", "2026-03-09", 0),
        ("2026-03", "2026-03-09", 1),
        ("2026-03-16", "2026-03", 1),
        ("", "2026-03-09", 0),
    ],
)
def test_a_study_day_that_rests_on_an_imputed_day_says_so(
    filled_in: str, first: str, imputed: int
) -> None:
    row = codes(sheet(START, fill_date=filled_in), first_session(first))
    assert row["date_imputed"] == imputed


def test_an_imputed_day_is_the_15th() -> None:
    assert codes(sheet(START, fill_date="2026-03"), first_session())["study_day"] == 6


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(2026, 1, 1), 20261),
        (date(2026, 3, 31), 20261),
        (date(2026, 4, 1), 20262),
        (date(2026, 9, 30), 20263),
        (date(2026, 12, 31), 20264),
        (None, -7),
    ],
)
def test_a_quarter_is_one_number(day: date | None, number: int) -> None:
    assert quarter(day) == number


@given(st.dates(), st.dates())
def test_a_study_day_gives_away_a_difference_only(day: date, first: date) -> None:
    found = study_day(day, first)
    assert found == ((day - first).days if day >= first else -6)


def test_only_logs_with_a_number_tell_a_session_s_day() -> None:
    assert read_session_days([sheet(START, fill_date="2026-03-09")]).days == {}
