from datetime import date

import pytest

from kast_eval.answers.old_days import FIRST_CLINIC, check_days
from kast_eval.definition.form import Timing
from kast_eval.kinds import Count
from kast_eval.kinds.answer import Answer
from tests.actions.at_the_clinic import library


@pytest.mark.parametrize(("day", "told"), [("1989-12-31", True), ("1990-01-01", False)])
def test_a_day_before_any_clinic_is_an_error(day: str, *, told: bool) -> None:
    found = list(check_days({"close_date": Answer((date.fromisoformat(day),))}))
    assert [one.items for one in found] == ([("close_date",)] if told else [])


def test_what_is_no_day_is_no_old_one() -> None:
    assert list(check_days({"a": Answer((-7,)), "b": Answer(()), "c": Answer((3,))})) == []


def test_the_yearly_form_takes_no_clinic_that_is_older() -> None:
    (yearly,) = (one for one in library().newest_forms if one.timing is Timing.YEAR)
    kind = yearly.item("start_year").kind
    assert isinstance(kind, Count)
    assert kind.smallest == FIRST_CLINIC.year
