from datetime import timedelta

from kast_eval.answers.read import read_answers
from kast_eval.quality.compared import Compared
from kast_eval.quality.rates import ErrorRate
from kast_eval.quality.response import FormErrors, ReadSheets, response_of
from tests.quality.at_work import ledger, whole_way
from tests.study.sheets import FIRST, schedule


def compared(fields: int, *differing: str) -> Compared:
    names = frozenset(differing)
    return Compared(fields, names, frozenset(), names, decided=not names)


def test_everything_is_counted_of_the_same_sheets() -> None:
    facts = whole_way("XX0001A")
    response = response_of(
        schedule(), facts, ledger(facts, 300), ReadSheets(()), FIRST + timedelta(300)
    )
    assert response.sheets == len(facts)
    assert response.today == FIRST + timedelta(300)
    assert (response.items, response.modes, response.errors) == ((), None, ())


def test_errors_of_second_keyings_are_told_by_form_and_of_nobody() -> None:
    twice = [
        ("start", compared(50, "age_years")),
        ("checkin", compared(9)),
        ("start", compared(50)),
    ]
    found = response_of(schedule(), (), (), ReadSheets((), twice), FIRST).errors
    assert found == (
        FormErrors("checkin", 1, ErrorRate(0, 9)),
        FormErrors("start", 2, ErrorRate(1, 100)),
    )


def test_what_researchers_fill_in_says_nothing_of_a_clinic() -> None:
    answers = [
        (paper, read_answers(paper, {}, today=FIRST).answers)
        for paper in (schedule().forms["interview"].as_asked(), schedule().forms["checkin"])
    ]
    items = response_of(schedule(), (), (), ReadSheets(answers), FIRST).items
    assert {one.form.form for one in items} == {"checkin"}
