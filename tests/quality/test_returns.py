from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kast_eval.quality.quarter import Quarter
from kast_eval.quality.returns import FormReturns, returns_of
from kast_eval.quality.share import Share
from kast_eval.study.expected import Absence, SheetFacts, State
from tests.quality.at_work import clinics, ledger, whole_way
from tests.study.sheets import FIRST, log, sheet


def returned(form: str, facts: list[SheetFacts], day: int) -> FormReturns:
    found = returns_of(ledger(facts, day), FIRST + timedelta(day))
    return next(one for one in found if one.form == form)


@given(clinics(), st.integers(0, 500))
def test_the_states_sum_to_what_was_expected(
    clinic: tuple[list[SheetFacts], list[Absence]], day: int
) -> None:
    facts, absences = clinic
    expected = ledger(facts, day, absences)
    found = returns_of(expected, FIRST + timedelta(day))
    assert sum(one.expected for one in found) == len(expected)
    for one in found:
        excused = one.states.get(State.EXCUSED, 0)
        assert one.due.whole + one.not_yet + excused == one.expected
        assert one.not_yet >= 0


def test_a_form_counts_in_the_quarter_in_which_its_window_ends() -> None:
    facts = [log(1, 80), sheet("start", 80)]
    start = returned("start", facts, 200)
    # Day 80 is 26 March; the window of 28 days ends in April.
    assert start.by_quarter == {Quarter(2026, 2): Share(1, 1)}


def test_a_form_that_came_early_counts_only_when_all_others_of_its_day_were_due() -> None:
    facts = [log(1, 0), sheet("start", 0)]
    start = returned("start", facts, 28)
    assert (start.due, start.not_yet) == (Share(0, 0), 1)


def test_a_missing_form_is_due_and_did_not_come() -> None:
    facts = [one for one in whole_way("XX0001A") if one.form != "closing"]
    closing = returned("closing", facts, 100)
    assert closing.due == Share(0, 1)
    assert closing.states == {State.OVERDUE: 1}


def test_an_excused_form_is_not_due() -> None:
    said = Absence(("XX0001A", 1, "start", "t0"), State.EXCUSED)
    found = returns_of(ledger([log(1, 0)], 100, [said]), FIRST + timedelta(100))
    (start,) = (one for one in found if one.form == "start")
    assert (start.due, start.not_yet, start.expected) == (Share(0, 0), 0, 1)


def test_a_late_form_is_one_outside_its_window() -> None:
    facts = [
        log(1, 0),
        sheet("start", 40),
        log(1, 0, code="XX0002B"),
        sheet("start", code="XX0002B"),
    ]
    start = returned("start", facts, 50)
    assert start.late == Share(1, 2)


def test_an_empty_clinic_expects_nothing() -> None:
    assert returns_of((), FIRST) == ()


def test_a_quarter_has_three_months() -> None:
    days = [date(2026, month, 1) for month in range(1, 13)]
    assert [Quarter.of(day).number for day in days] == [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]
