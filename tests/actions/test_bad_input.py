"""What the clinic's day brings that should not be: each has a clear answer."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from kast_eval.actions.enter_form import SheetExistsError, enter_form
from kast_eval.actions.read_ledger import read_ledger
from kast_eval.actions.steps.keyed import read_keyed
from kast_eval.actions.steps.withdrawn import WithdrawnError
from kast_eval.answers.finding import Finding
from kast_eval.kinds import Day
from kast_eval.kinds.answer import Problem
from kast_eval.store.database import Database
from kast_eval.study.client_code import ClientCodeError
from kast_eval.study.expected import Expected, State
from tests.actions.at_the_clinic import ANNA, HERE, NOW, Sent, code, enter, entered, library, plan

CLOSING = Sent("closing_staff", number=None, submission="closing")
CLOSING_TEXTS = {"fill_date": "2025-09-01", "close_date": "2025-09-01", "sessions_total": "4"}
LOG = Sent("session", submission="log")
LOG_TEXTS = {"session_date": "2026-03-02", "attended": "1"}


def expected(database: Database, *, days: int = 0) -> dict[str, Expected]:
    with database.read() as session:
        found = read_ledger(session, ANNA, NOW + timedelta(days), plan(), HERE)
    return {f"{one.form} {one.timepoint}": one for one in found.expected if one.code}


def problems(findings: Iterable[Finding]) -> list[str]:
    return [str(finding.text) for finding in findings]


@pytest.mark.parametrize("day", ["2026-02-31", "2025-02-29", "2026-13-01", "2026-00-10"])
def test_a_day_that_no_calendar_has_is_refused(database: Database, day: str) -> None:
    outcome = enter(database, LOG, LOG_TEXTS | {"session_date": day})
    assert outcome.sheet_public_id is None
    assert Problem.NO_SUCH_DAY.value in problems(outcome.reading.errors)
    assert expected(database) == {}


def test_a_day_to_come_is_refused(database: Database) -> None:
    outcome = enter(database, LOG, LOG_TEXTS | {"session_date": "2026-03-10"})
    assert outcome.sheet_public_id is None
    assert Problem.IN_THE_FUTURE.value in problems(outcome.reading.errors)


@pytest.mark.parametrize("text", ["1900-01-01", "1926-03-02", "1926-03"])
def test_a_day_before_there_was_any_clinic_is_refused(database: Database, text: str) -> None:
    outcome = enter(database, CLOSING, CLOSING_TEXTS | {"close_date": text})
    assert outcome.sheet_public_id is None
    assert Problem.TOO_EARLY.value in problems(outcome.reading.errors)


@pytest.mark.parametrize(
    ("text", "problem"),
    [("1900-01-01", Problem.TOO_EARLY), ("2026-03-10", Problem.IN_THE_FUTURE)],
)
def test_no_form_takes_such_a_day_in_any_place(text: str, problem: Problem) -> None:
    for form in library().newest_forms:
        for item in form.items:
            if isinstance(item.kind, Day):
                keyed = read_keyed(form, {item.name: text}, {}, person_type=1, now=NOW)
                told = [one.text for one in keyed.reading.errors if one.items == (item.name,)]
                assert told == [problem.value]


def test_a_day_of_last_year_is_asked_about_and_taken(database: Database) -> None:
    old = CLOSING_TEXTS | {"close_date": "2016-03-02"}
    outcome = enter(database, CLOSING, old)
    assert "Datumet är mer än ett år gammalt. Stämmer året?" in problems(outcome.reading.doubts)
    assert entered(database, CLOSING, old)


def test_a_session_without_a_client_is_refused(database: Database) -> None:
    with pytest.raises(ClientCodeError, match="Skriv klientkoden"):
        enter(database, replace(LOG, code=""), LOG_TEXTS)


def test_a_client_code_of_another_clinic_is_refused(database: Database) -> None:
    with pytest.raises(ClientCodeError, match="hör inte till din mottagning"):
        enter(database, replace(LOG, code=code(1, "XY")), LOG_TEXTS)


def test_a_contact_is_closed_once(database: Database) -> None:
    entered(database, CLOSING, CLOSING_TEXTS)
    again = replace(CLOSING, submission="again")
    with pytest.raises(SheetExistsError, match="redan ett sparat ark"):
        enter(database, again, CLOSING_TEXTS | {"close_date": "2025-10-01"})
    assert expected(database)["closing t1"].target_day == date(2025, 9, 1)


def test_a_form_before_its_time_is_taken_and_marked_as_late(database: Database) -> None:
    entered(database, CLOSING, CLOSING_TEXTS)
    follow_up = Sent("followup", number=6, submission="early")
    entered(database, follow_up, {"fill_date": "2025-12-24"})
    found = expected(database)["followup f06"]
    assert (found.state, found.late) == (State.PARTLY, True)


def test_two_sheets_of_one_day_are_two_sessions(database: Database) -> None:
    entered(database, LOG, LOG_TEXTS)
    entered(database, replace(LOG, number=2, submission="log 2"), LOG_TEXTS)
    found = expected(database)
    assert found["session s01"].target_day == found["session s02"].target_day == date(2026, 3, 2)


def test_a_clock_that_is_set_back_loses_nothing(database: Database) -> None:
    entered(database, LOG, LOG_TEXTS)
    before = expected(database, days=-60)
    # What is there is there; what is to come is too far ahead to speak of.
    assert {name: one.state for name, one in before.items()} == {"session s01": State.RETURNED}
    assert expected(database)["checkin s01"].state is State.OVERDUE


def test_a_clock_that_is_set_back_refuses_the_days_that_it_does_not_know(
    database: Database,
) -> None:
    with database.begin() as session:
        outcome = enter_form(
            session, ANNA, NOW - timedelta(days=30), library().newest("session").as_asked(),
            LOG_TEXTS, plan=plan(), notes={}, code=code(1), number=1, person_type=1,
            submission="early",
        )  # fmt: skip
    assert Problem.IN_THE_FUTURE.value in problems(outcome.reading.errors)


def test_a_withdrawn_client_is_asked_for_nothing_more(database: Database) -> None:
    entered(database, LOG, LOG_TEXTS)
    entered(
        database,
        Sent("deviation", number=1, submission="withdrawal"),
        {
            "fill_date": "2026-03-03",
            "deviation_date": "2026-03-03",
            "deviation_kind": "1",
            "withdraw_scope": "2",
        },
    )
    found = expected(database)
    assert {found[place].state for place in ("start t0", "checkin s01", "start_staff t0")} == {
        State.WITHDRAWN
    }
    # A sheet that was filled in before is taken all the same, and none of a later day.
    entered(database, Sent(submission="on its way"), {"fill_date": "2026-03-02", "mood_7d": "7"})
    assert expected(database)["checkin s01"].state is State.RETURNED
    with pytest.raises(WithdrawnError):
        enter(database, Sent(number=2, submission="later"), {"fill_date": "2026-03-04"})
