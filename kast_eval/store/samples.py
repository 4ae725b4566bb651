"""Queries about the month's samples of reads and the signatures under them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, insert, select

from kast_eval.store.events import EVENT_COLUMNS
from kast_eval.store.records import EventRecord
from kast_eval.store.session import Session
from kast_eval.store.tables import EventRow, SignedSampleRow, UserRow
from kast_eval.store.users import user_id
from kast_eval.study.sample import Month

_ADD = insert(SignedSampleRow)
_SIGNED = (
    select(
        SignedSampleRow.month,
        SignedSampleRow.link,
        SignedSampleRow.remark,
        UserRow.name,
        SignedSampleRow.signed_at,
    )
    .join(UserRow, UserRow.id == SignedSampleRow.signed_by)
    .where(SignedSampleRow.site_code == bindparam("site_code"))
)
_FIRST = select(func.min(EventRow.at)).where(EventRow.site_code == bindparam("site_code"))
_IN_MONTH = (
    select(*EVENT_COLUMNS)
    .where(
        EventRow.site_code == bindparam("site_code"),
        EventRow.at >= bindparam("since"),
        EventRow.at < bindparam("until"),
        EventRow.action.in_(bindparam("actions", expanding=True)),
    )
    .order_by(EventRow.sequence)
)


@dataclass(frozen=True)
class Signature:
    """A lead's signature under a sample: by which link it was drawn, who signed, and a remark."""

    month: str
    link: str
    remark: str
    signed_by: str
    signed_at: datetime


def first_event_time(session: Session, site_code: str) -> datetime | None:
    """Return when something was first done at the clinic."""
    return session.connection.execute(_FIRST, {"site_code": site_code}).scalar_one()


def reads_in(
    session: Session, site_code: str, month: Month, actions: Collection[str]
) -> tuple[EventRecord, ...]:
    """Return the clinic's events of some kinds in a month, in the order of the chain."""
    wanted = {
        "site_code": site_code,
        "since": month.begins,
        "until": month.next.begins,
        "actions": sorted(actions),
    }
    return tuple(EventRecord(*row) for row in session.connection.execute(_IN_MONTH, wanted))


def signatures(session: Session, site_code: str) -> Mapping[str, Signature]:
    """Return the signatures of the clinic by month."""
    rows = session.connection.execute(_SIGNED, {"site_code": site_code})
    return {row.month: Signature(*row) for row in rows}


def add_signature(session: Session, site_code: str, signature: Signature) -> None:
    """Keep a signature."""
    values = {
        "site_code": site_code,
        "month": signature.month,
        "link": signature.link,
        "remark": signature.remark,
        "signed_by": user_id(session, signature.signed_by),
        "signed_at": signature.signed_at,
    }
    session.connection.execute(_ADD, values)
