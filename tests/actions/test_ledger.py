from datetime import date, timedelta

import pytest
from sqlalchemy import text

from kast_eval.actions.choose_points import PointError, choose_points
from kast_eval.actions.explain_absence import AbsenceError, explain_absence, reasons_not_offered
from kast_eval.actions.note_reminder import ReminderError, note_reminder
from kast_eval.actions.read_ledger import SiteLedger, read_ledger
from kast_eval.actions.rebuild_facts import rebuild_facts
from kast_eval.actions.steps.expected import NotExpectedError
from kast_eval.store.database import Database
from kast_eval.store.entries import Correction, add_entry
from kast_eval.store.sheet_facts import site_facts
from kast_eval.study.expected import TAKEN_BACK, Expected, Place, SheetFacts, State
from kast_eval.study.roles import NotAllowedError, NotFoundError, Role, User
from tests.actions.at_the_clinic import (
    ANNA,
    BOTH,
    HERE,
    LEAD,
    NEIGHBOUR,
    NOW,
    RESEARCHER,
    THERE,
    Correcting,
    Sent,
    code,
    correct,
    entered,
    library,
    noted,
    plan,
)

LOG = Sent("session", submission="log")
LOG_TEXTS = {"session_date": "2026-03-02", "attended": "1"}
CLOSING = Sent("closing_staff", number=None, submission="closing")
CLOSING_TEXTS = {
    "fill_date": "2025-09-01",
    "close_date": "2025-09-01",
    "close_reason": "1",
    "sessions_total": "4",
}
CHECKIN: Place = (code(1), 1, "checkin", "s01")
FOLLOW_UP: Place = (code(1), 1, "followup", "f06")
COORDINATOR = User("anna", {HERE: frozenset({Role.COORDINATOR})})


def ledger(database: Database, user: User = ANNA, site: str = HERE, *, days: int = 0) -> SiteLedger:
    with database.read() as session:
        return read_ledger(session, user, NOW + timedelta(days), plan(), site)


def at(database: Database, place: Place, *, days: int = 0) -> Expected:
    return next(one for one in ledger(database, days=days).expected if one.place == place)


def explain(
    database: Database,
    state: str,
    reason: int | None = None,
    *,
    place: Place = CHECKIN,
    user: User = ANNA,
    site: str = HERE,
) -> None:
    with database.begin() as session:
        explain_absence(
            session, user, NOW, plan(), site_code=site, place=place, state=state, reason=reason
        )


def remind(database: Database, sent_on: str, *, place: Place = FOLLOW_UP, user: User = ANNA) -> int:
    with database.begin() as session:
        return note_reminder(
            session, user, NOW, plan(),
            site_code=HERE, place=place, sent_on=date.fromisoformat(sent_on),
        )  # fmt: skip


def choose(database: Database, *points: str, user: User = LEAD) -> None:
    with database.begin() as session:
        choose_points(session, user, NOW, plan(), site_code=HERE, points=points)


def facts(database: Database, site: str = HERE) -> tuple[SheetFacts, ...]:
    with database.read() as session:
        return site_facts(session, site)


@pytest.fixture
def logged(database: Database) -> Database:
    entered(database, LOG, LOG_TEXTS)
    return database


@pytest.fixture
def closed(database: Database) -> Database:
    entered(database, CLOSING, CLOSING_TEXTS)
    return database


def test_a_saved_sheet_is_in_the_ledger_at_once(logged: Database) -> None:
    found = {one.form: one.state for one in ledger(logged).of(code(1))}
    assert found == {
        "start": State.DUE,
        "start_staff": State.DUE,
        "checkin": State.OVERDUE,
        "session": State.RETURNED,
    }
    assert {one.form for one in ledger(logged).open} == {"start", "start_staff", "checkin"}
    assert [one.form for one in ledger(logged).in_state(State.OVERDUE)] == ["checkin"]
    assert ledger(logged).of(None) == ()


def test_the_ledger_follows_a_correction_of_a_day(logged: Database) -> None:
    (sheet,) = facts(logged)
    correct(logged, sheet.public_id, LOG_TEXTS | {"session_date": "2026-01-02"})
    assert at(logged, (code(1), 1, "start", "t0")).state is State.OVERDUE
    (after,) = facts(logged)
    assert (after.day, after.saved_on) == (date(2026, 1, 2), date(2026, 3, 9))


def test_a_session_that_was_not_held_lets_no_check_in_expect(logged: Database) -> None:
    (sheet,) = facts(logged)
    correct(logged, sheet.public_id, LOG_TEXTS | {"attended": "3"}, Correcting())
    with pytest.raises(StopIteration):
        at(logged, CHECKIN)


def test_a_ledger_is_for_those_who_read_at_the_clinic(logged: Database) -> None:
    with pytest.raises(NotFoundError):
        ledger(logged, NEIGHBOUR)
    with pytest.raises(NotAllowedError):
        ledger(logged, RESEARCHER)
    nowhere = User("anna", {"9999": frozenset({Role.COUNSELLOR})})
    with pytest.raises(NotFoundError):
        ledger(logged, nowhere, "9999")
    assert ledger(logged, BOTH, THERE).expected == ()


@pytest.mark.parametrize("state", [State.DECLINED, State.LOST, State.LEFT])
def test_staff_say_why_a_form_does_not_come(logged: Database, state: State) -> None:
    explain(logged, state)
    found = at(logged, CHECKIN)
    assert (found.state, found.reason, found.said) == (state, None, True)
    assert noted(logged)[-1] == ("anna", "explained absence", "checkin s01", HERE)


def test_what_was_not_offered_has_a_reason(logged: Database) -> None:
    assert reasons_not_offered(library().newest("checkin")) == (1, 2, 3, 4, 5, 97)
    for reason in (None, 6, 0):
        with pytest.raises(AbsenceError, match="varför"):
            explain(logged, State.NOT_OFFERED, reason)
    with pytest.raises(AbsenceError, match="inget sådant skäl"):
        explain(logged, State.LOST, 1)
    explain(logged, State.NOT_OFFERED, 97)
    assert (at(logged, CHECKIN).state, at(logged, CHECKIN).reason) == (State.NOT_OFFERED, 97)


def test_the_last_word_counts_and_can_be_taken_back(logged: Database) -> None:
    with pytest.raises(AbsenceError, match="ta tillbaka"):
        explain(logged, TAKEN_BACK)
    explain(logged, State.LOST)
    explain(logged, State.LEFT)
    assert at(logged, CHECKIN).state is State.LEFT
    explain(logged, TAKEN_BACK)
    assert at(logged, CHECKIN).state is State.OVERDUE


def test_a_sheet_that_comes_later_counts_more_than_what_was_said(logged: Database) -> None:
    explain(logged, State.LOST)
    entered(logged)
    found = at(logged, CHECKIN)
    assert (found.state, found.said) == (State.RETURNED, False)
    with pytest.raises(AbsenceError, match="Arket finns redan"):
        explain(logged, State.LOST)


def test_what_another_sheet_says_is_corrected_there(closed: Database) -> None:
    (sheet,) = facts(closed)
    correct(closed, sheet.public_id, CLOSING_TEXTS | {"form_e_done": "2"})
    place: Place = (code(1), 1, "closing", "t1")
    assert at(closed, place).state is State.DECLINED
    with pytest.raises(AbsenceError, match="annat ark"):
        explain(closed, State.LOST, place=place)


@pytest.mark.parametrize("state", [State.DUE, State.RETURNED, State.WITHDRAWN, "nonsense", ""])
def test_only_what_staff_can_know_is_said(logged: Database, state: str) -> None:
    with pytest.raises(AbsenceError, match="kan inte sägas"):
        explain(logged, state)


def test_only_a_lead_excuses(logged: Database) -> None:
    for user in (ANNA, COORDINATOR):
        with pytest.raises(NotAllowedError):
            explain(logged, State.EXCUSED, user=user)
    explain(logged, State.EXCUSED, user=LEAD)
    assert at(logged, CHECKIN).state is State.EXCUSED
    for state in (TAKEN_BACK, State.LOST):
        with pytest.raises(NotAllowedError):
            explain(logged, state)
    explain(logged, TAKEN_BACK, user=LEAD)
    assert at(logged, CHECKIN).is_open


def test_what_is_not_expected_is_not_explained(logged: Database) -> None:
    for place in (
        (code(2), 1, "checkin", "s01"),
        (code(1, "XY"), 1, "checkin", "s01"),
        (code(1), 2, "checkin", "s01"),
        (code(1), 1, "checkin", "s02"),
        (None, 1, "clinic_year", "y2025"),
    ):
        with pytest.raises(NotExpectedError, match="väntas inte"):
            explain(logged, State.LOST, place=place)
    with pytest.raises(NotFoundError):
        explain(logged, State.LOST, user=NEIGHBOUR)
    with pytest.raises(NotAllowedError):
        explain(logged, State.LOST, user=RESEARCHER)


def test_a_form_of_the_clinic_itself_can_be_missing_too(logged: Database) -> None:
    place: Place = (None, 1, "clinic_year", "y2026")
    # The first sheet was saved in 2026, so that the year's form is due when 2027 begins.
    assert at(logged, place, days=290).state is State.SOON
    assert at(logged, place, days=300).state is State.DUE
    with logged.begin() as session:
        explain_absence(
            session, ANNA, NOW + timedelta(300), plan(),
            site_code=HERE, place=place, state=State.LOST,
        )  # fmt: skip
    assert at(logged, place, days=301).state is State.LOST


def test_two_reminders_are_noted_and_a_third_refused(closed: Database) -> None:
    assert at(closed, FOLLOW_UP).state is State.DUE
    assert remind(closed, "2026-02-20") == 1
    assert remind(closed, "2026-03-09") == 2
    assert at(closed, FOLLOW_UP).reminders == (date(2026, 2, 20), date(2026, 3, 9))
    with pytest.raises(ReminderError, match="redan noterad"):
        remind(closed, "2026-03-09")
    with pytest.raises(ReminderError, match="inte varit än"):
        remind(closed, "2026-03-10")
    assert noted(closed)[-1] == ("anna", "noted reminder", "f06", HERE)


def test_one_reminder_more_than_the_study_wants_is_refused(closed: Database) -> None:
    remind(closed, "2026-02-20")
    remind(closed, "2026-02-27")
    with pytest.raises(ReminderError, match="redan påmind 2 gånger"):
        remind(closed, "2026-03-09")


def test_a_reminder_before_the_window_or_of_another_form_is_refused(closed: Database) -> None:
    with pytest.raises(ReminderError, match="före den 2026-02-16"):
        remind(closed, "2026-02-15")
    with pytest.raises(ReminderError, match="bara för en uppföljning"):
        remind(closed, "2026-03-01", place=(code(1), 1, "closing", "t1"))
    explain(closed, State.LEFT, place=FOLLOW_UP)
    with pytest.raises(ReminderError, match="bara för en uppföljning"):
        remind(closed, "2026-03-01")
    with pytest.raises(NotAllowedError):
        remind(closed, "2026-03-01", user=RESEARCHER)


def test_a_lead_chooses_the_optional_points(closed: Database) -> None:
    place: Place = (code(1), 1, "followup", "f03")
    assert all(one.place != place for one in ledger(closed).expected)
    choose(closed, "f03", "f12")
    # A client of before the choice is followed too.
    assert at(closed, place).state is State.OVERDUE
    assert ledger(closed).chosen_points == {"f03", "f12"}
    choose(closed)
    assert all(one.place != place for one in ledger(closed).expected)
    assert noted(closed)[-2:] == [
        ("lead", "chose points", "f03 f12", HERE),
        ("lead", "chose points", "", HERE),
    ]


def test_a_core_point_cannot_be_chosen_and_only_a_lead_chooses(closed: Database) -> None:
    for point in ("f06", "t0", "f09", ""):
        with pytest.raises(PointError, match="f03, f12"):
            choose(closed, point)
    for user in (ANNA, COORDINATOR):
        with pytest.raises(NotAllowedError):
            choose(closed, "f03", user=user)


def test_facts_are_rebuilt_as_they_were(logged: Database) -> None:
    entered(logged, CLOSING, CLOSING_TEXTS)
    before = facts(logged)
    assert _rebuilt(logged) == 0
    with logged.begin() as session:
        session.connection.execute(text("DELETE FROM sheet_facts"))
    assert facts(logged) == ()
    assert _rebuilt(logged) == 2
    assert facts(logged) == before


def test_facts_of_other_items_than_now_are_read_anew(logged: Database) -> None:
    before = facts(logged)
    with logged.begin() as session:
        session.connection.execute(text("UPDATE sheet_facts SET read_by = 'old', codes = '{}'"))
    assert _rebuilt(logged) == 1
    assert facts(logged) == before


def test_a_day_that_the_rules_of_today_cannot_read_is_no_day(logged: Database) -> None:
    with logged.begin() as session:
        add_entry(
            session, 1, {"session_date": "i går", "attended": "1"}, {}, entered_by="anna",
            entered_at=NOW, submission="of old", correction=Correction(1, "prov"),
        )  # fmt: skip
        session.connection.execute(text("DELETE FROM sheet_facts"))
    assert _rebuilt(logged) == 1
    (found,) = facts(logged)
    assert (found.day, found.known_day) == (None, date(2026, 3, 9))
    assert found.codes["attended"] == 1


def _rebuilt(database: Database) -> int:
    with database.begin() as session:
        return rebuild_facts(session, plan())
