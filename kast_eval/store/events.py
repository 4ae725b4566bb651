"""The chain of events: what was done, by whom, where; each event vouches for all before it."""

import hmac
import json
from collections.abc import Iterator
from datetime import UTC, datetime

from sqlalchemy import insert, select

from kast_eval.store.records import EventRecord
from kast_eval.store.session import Session
from kast_eval.store.tables import EventRow

CHAIN_START = "0" * 64
"""What stands for the event before the first."""

_ADD = insert(EventRow)
_NEWEST = select(EventRow.sequence, EventRow.chained).order_by(EventRow.sequence.desc()).limit(1)
_ALL = select(
    EventRow.sequence,
    EventRow.at,
    EventRow.user,
    EventRow.site_code,
    EventRow.action,
    EventRow.subject,
    EventRow.previous,
    EventRow.chained,
).order_by(EventRow.sequence)


def note_event(
    session: Session,
    now: datetime,
    user_name: str,
    action: str,
    subject: str,
    *,
    site_code: str | None = None,
) -> None:
    """Note what is done in the same transaction; `subject` is a public id or a kind of thing."""
    newest = session.connection.execute(_NEWEST).one_or_none()
    sequence, previous = (0, CHAIN_START) if newest is None else newest
    event = EventRecord(
        sequence + 1,
        now.astimezone(UTC),
        user_name,
        site_code,
        action,
        subject,
        previous,
        chained="",
    )
    chained = _chained(event, session.event_key)
    session.connection.execute(_ADD, {**vars(event), "chained": chained})


def events(session: Session) -> Iterator[EventRecord]:
    """Give every event in the order of the chain."""
    for row in session.connection.execute(_ALL):
        yield EventRecord(*row)


def first_broken_event(session: Session) -> int | None:
    """Return the number at which the chain is broken first; None if it is whole.

    A cut tail, and a chain rebuilt by someone with the key, show only against a chain head
    that was kept elsewhere.
    """
    previous = CHAIN_START
    for number, event in enumerate(events(session), start=1):
        chained = _chained(event, session.event_key)
        if (event.sequence, event.previous, event.chained) != (number, previous, chained):
            return number
        previous = event.chained
    return None


def chain_head(session: Session) -> str:
    """Return the newest link of the chain, to be kept outside the database."""
    newest = session.connection.execute(_NEWEST).one_or_none()
    return CHAIN_START if newest is None else newest.chained


def _chained(event: EventRecord, key: bytes) -> str:
    """Return the link that the event's contents and the link before it give."""
    contents = [
        event.sequence,
        event.at.isoformat(),
        event.user,
        event.site_code,
        event.action,
        event.subject,
        event.previous,
    ]
    return hmac.digest(key, json.dumps(contents).encode(), "sha256").hex()
