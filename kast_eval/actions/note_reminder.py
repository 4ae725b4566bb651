"""Note that a client was reminded of a follow-up."""

from datetime import date, datetime

from kast_eval.actions.read_ledger import read_ledger
from kast_eval.actions.steps.expected import expected_at
from kast_eval.definition.form import Timing
from kast_eval.errors import KastEvalError
from kast_eval.store.events import note_event
from kast_eval.store.reminders import add_reminder
from kast_eval.store.session import Session
from kast_eval.study.expected import Expected, Place
from kast_eval.study.plan import Plan
from kast_eval.study.roles import Permission, User, require
from kast_eval.wording import marked


class ReminderError(KastEvalError):
    """A reminder that is not to be sent, or cannot have been."""


def note_reminder(
    session: Session,
    user: User,
    now: datetime,
    plan: Plan,
    *,
    site_code: str,
    place: Place,
    sent_on: date,
) -> int:
    """Keep the day of the reminder, and return which one it was: the first is 1."""
    require(user, Permission.NOTE_REMINDER, site_code)
    ledger = read_ledger(session, user, now, plan, site_code)
    expected = expected_at(ledger, place)
    is_follow_up = plan.schedule.forms[expected.form].timing is Timing.FOLLOW_UP
    if not is_follow_up or not expected.is_open:
        raise ReminderError(
            marked("Påminnelser noteras bara för en uppföljning som ännu kan komma.")
        )
    _check_day(expected, sent_on, ledger.today)
    if len(expected.reminders) >= plan.schedule.most_reminders:
        raise ReminderError(
            marked("Klienten är redan påmind {most} gånger. Fler påminnelser ska inte skickas."),
            most=plan.schedule.most_reminders,
        )
    nth = len(expected.reminders) + 1
    add_reminder(
        session, site_code, place,
        nth=nth, sent_on=sent_on, noted_by=user.name, noted_at=now,
    )  # fmt: skip
    note_event(session, now, user.name, "noted reminder", expected.timepoint, site_code=site_code)
    return nth


def _check_day(expected: Expected, sent_on: date, today: date) -> None:
    if sent_on > today:
        raise ReminderError(marked("Dagen har inte varit än. Notera påminnelsen när den är gjord."))
    if sent_on < expected.first_day:
        raise ReminderError(
            marked("Dagen ligger före den {first}, då formuläret tidigast kan fyllas i."),
            first=expected.first_day.isoformat(),
        )
    if expected.reminders and sent_on <= max(expected.reminders):
        raise ReminderError(
            marked("En påminnelse är redan noterad den {day}. Nästa ska ha en senare dag."),
            day=max(expected.reminders).isoformat(),
        )
