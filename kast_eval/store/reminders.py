"""Queries about reminders of follow-ups; each takes the clinic."""

from datetime import date, datetime

from sqlalchemy import bindparam, insert, select

from kast_eval.store.clients import ID_BY_CODE
from kast_eval.store.session import Session
from kast_eval.store.tables import ClientRow, ReminderRow
from kast_eval.store.users import user_id
from kast_eval.study.expected import Place, Reminder

_ADD = insert(ReminderRow).values(client_id=ID_BY_CODE)
_OF_SITE = (
    select(ClientRow.code, ReminderRow.episode_no, ReminderRow.timepoint, ReminderRow.sent_on)
    .join(ClientRow, ClientRow.id == ReminderRow.client_id)
    .where(ReminderRow.site_code == bindparam("site_code"))
    .order_by(ReminderRow.nth)
)


def add_reminder(
    session: Session,
    site_code: str,
    place: Place,
    *,
    nth: int,
    sent_on: date,
    noted_by: str,
    noted_at: datetime,
) -> None:
    """Keep that a reminder was sent; two people cannot note the same one."""
    code, episode_no, _, timepoint = place
    values = {
        "of_site": site_code,
        "of_code": code,
        "site_code": site_code,
        "episode_no": episode_no,
        "timepoint": timepoint,
        "nth": nth,
        "sent_on": sent_on,
        "noted_by": user_id(session, noted_by),
        "noted_at": noted_at,
    }
    session.connection.execute(_ADD, values)


def site_reminders(session: Session, site_code: str) -> tuple[Reminder, ...]:
    """Return the reminders of a clinic, the first ones first."""
    rows = session.connection.execute(_OF_SITE, {"site_code": site_code})
    return tuple(Reminder(*row) for row in rows)
