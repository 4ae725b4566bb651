from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.kinds import Day
from kast_eval.kinds.answer import Answer, AnswerError, Column, Measure, Missing, Problem, Ruling


@pytest.mark.parametrize(
    "text",
    ["2026-03-09", "20260309", "2026 03 09", "\uff12\uff10\uff12\uff16-03-09"],  # Full width.
)
def test_a_day_is_year_month_day(text: str) -> None:
    assert Day().read(text) == Answer((date(2026, 3, 9),))


@pytest.mark.parametrize("text", ["2026-03", "202603", "2026-03-??", "2026-03-xx"])
def test_a_missing_day_is_the_fifteenth(text: str) -> None:
    assert Day().read(text) == Answer((date(2026, 3, 15),), frozenset({Ruling.DAY_IMPUTED}))


@pytest.mark.parametrize("text", ["2026", "2026-??-??"])
def test_a_missing_month_is_no_answer(text: str) -> None:
    assert Day().read(text) == Answer((Missing.UNANSWERED.value,), frozenset({Ruling.AMBIGUOUS}))


def test_a_reason_may_stand_for_the_day() -> None:
    assert Day().read("o") == Answer((Missing.UNREADABLE.value,))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("2026-02-30", Problem.NO_SUCH_DAY),
        ("2026-13", Problem.NO_SUCH_DAY),
        ("26-1-1", Problem.NOT_A_DAY),
        ("9/3 2026", Problem.NOT_A_DAY),
        ("i går", Problem.NOT_A_DAY),
        ("1899-12-31", Problem.TOO_EARLY),
        ("0000-01-01", Problem.NO_SUCH_DAY),
    ],
)
def test_what_is_no_day_is_refused(text: str, problem: Problem) -> None:
    with pytest.raises(AnswerError) as refused:
        Day().read(text)
    assert refused.value.problem is problem


@given(st.dates(min_value=date(1900, 1, 1)))
def test_every_day_is_read_back(day: date) -> None:
    assert Day().read(day.isoformat()) == Answer((day,))


def test_it_fills_one_column_of_days() -> None:
    assert Day().columns("d") == (Column("d", Measure.SCALE, is_day=True),)
