from collections.abc import Collection, Iterable
from datetime import date, timedelta

import pytest

from kast_eval.study.expected import Absence, Expected, Reminder, SheetFacts, State
from kast_eval.study.ledger import ledger_of, new_episode_is_likely, proposed_closings
from tests.study.sheets import CODE, FIRST, closed, log, schedule, sheet

START = sheet("start")
START_STAFF = sheet("start_staff")


def ledger(
    facts: Collection[SheetFacts],
    today: int | date = 0,
    *,
    absences: Collection[Absence] = (),
    reminders: Iterable[Reminder] = (),
    chosen: Collection[str] = (),
    in_study: bool = False,
) -> tuple[Expected, ...]:
    day = FIRST + timedelta(today) if isinstance(today, int) else today
    return ledger_of(
        schedule(), facts, absences, reminders, day, chosen_points=chosen, in_study=in_study
    )


def states(expected: Iterable[Expected]) -> dict[tuple[str, str], State]:
    """Return the states of a client's forms, without those of the clinic."""
    return {(one.form, one.timepoint): one.state for one in expected if one.code}


@pytest.mark.parametrize(
    ("today", "state"),
    [(0, State.DUE), (28, State.DUE), (29, State.OVERDUE), (900, State.OVERDUE)],
)
def test_a_first_session_lets_expect_the_forms_of_the_start(today: int, state: State) -> None:
    found = states(ledger([log(1, 0)], today))
    assert found["start", "t0"] == found["start_staff", "t0"] == state


def test_a_start_form_is_overdue_when_the_third_session_is_held() -> None:
    facts = [log(1, 0), log(2, 7), log(3, 14)]
    (start,) = (one for one in ledger(facts, 14) if one.form == "start")
    assert (start.state, start.last_day) == (State.OVERDUE, FIRST + timedelta(13))


def test_nothing_is_expected_of_nobody() -> None:
    assert ledger([]) == ()


def test_a_closed_contact_is_proposed_no_more() -> None:
    facts = [START, START_STAFF, log(1, 0)]
    today = FIRST + timedelta(91)
    (proposed,) = proposed_closings(schedule(), facts, today)
    assert (proposed.code, proposed.last_contact) == (CODE, FIRST)
    assert proposed_closings(schedule(), facts, today - timedelta(1)) == ()
    assert proposed_closings(schedule(), [*facts, closed(0)], today) == ()


@pytest.mark.parametrize(("days", "likely"), [(90, False), (91, True)])
def test_who_comes_back_after_three_months_begins_anew(days: int, *, likely: bool) -> None:
    assert new_episode_is_likely(schedule(), FIRST, FIRST + timedelta(days)) is likely
