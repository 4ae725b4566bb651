from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.study.papers import (
    KIND_WORDS,
    OUTCOME_WORDS,
    RULE_WORDS,
    STANDING_WORDS,
    Ending,
    Kept,
    Outcome,
    Paper,
    PaperKind,
    Readiness,
    Standing,
    months_later,
    standing_of,
)

NOW = datetime(2026, 3, 9, 12, 30, tzinfo=UTC)
FORMS = Paper(
    "ab", "0000", PaperKind.FORMS, "pärm 1", date(2025, 1, 1), date(2025, 6, 30), 120, None,
    "skåp A", "anna", NOW,
)  # fmt: skip
KEY = replace(FORMS, kind=PaperKind.CODE_KEY, keep_until=date(2027, 1, 31))
ENDED = Ending(Outcome.DISPOSED, "GN 1", date(2026, 1, 1), 120, "", "berit", "lead", NOW)
ANY_DAY = st.dates(date(2000, 1, 1), date(2100, 12, 31))


def stands(paper: Paper, ready: Readiness, today: date, *, decided: bool = True) -> Kept:
    return standing_of(paper, ready, decided=decided, today=today)


def test_forms_are_kept_six_months_after_the_last_keying() -> None:
    ready = Readiness(0, date(2025, 8, 31))
    assert stands(FORMS, ready, date(2026, 2, 27)) == Kept(Standing.KEPT, date(2026, 2, 28))
    assert stands(FORMS, ready, date(2026, 2, 28)) == Kept(Standing.DUE, date(2026, 2, 28))


def test_forms_that_were_keyed_at_once_are_kept_from_the_end_of_their_time() -> None:
    ready = Readiness(0, date(2025, 3, 1))
    assert stands(FORMS, ready, date(2025, 12, 29)).due == date(2025, 12, 30)


@given(st.integers(1, 99), ANY_DAY)
def test_forms_are_never_due_while_something_of_them_is_open(count: int, today: date) -> None:
    ready = Readiness(count, date(2025, 8, 31))
    assert stands(FORMS, ready, today) == Kept(Standing.WAITS, None)


@given(ANY_DAY)
def test_forms_that_nobody_has_keyed_are_never_due(today: date) -> None:
    assert stands(FORMS, Readiness(0), today).standing is Standing.WAITS


@given(st.sampled_from([FORMS, KEY]), ANY_DAY, ANY_DAY)
def test_nothing_is_due_without_a_decision(paper: Paper, keyed: date, today: date) -> None:
    kept = stands(paper, Readiness(0, keyed), today, decided=False)
    assert kept.standing in {Standing.KEPT, Standing.UNDECIDED}


def test_the_code_key_is_kept_to_its_day_and_while_follow_ups_are_open() -> None:
    for count, today, standing in (
        (0, date(2027, 1, 30), Standing.KEPT),
        (0, date(2027, 1, 31), Standing.DUE),
        (1, date(2027, 1, 31), Standing.WAITS),
    ):
        assert stands(KEY, Readiness(count), today).standing is standing


def test_what_is_ended_stays_so() -> None:
    ended = replace(FORMS, ending=ENDED)
    assert stands(ended, Readiness(3), date(2030, 1, 1)).standing is Standing.ENDED


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2025, 6, 30), 6, date(2025, 12, 30)),
        (date(2025, 7, 1), 6, date(2026, 1, 1)),
        (date(2025, 1, 15), 0, date(2025, 1, 15)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_the_month(
    day: date, months: int, later: date
) -> None:
    assert months_later(day, months) == later


def test_everything_has_its_words() -> None:
    assert set(KIND_WORDS) == set(RULE_WORDS) == set(PaperKind)
    assert set(OUTCOME_WORDS) == set(Outcome)
    assert set(STANDING_WORDS) == set(Standing)
