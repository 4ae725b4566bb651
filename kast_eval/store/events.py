"""The chain of events: what was done, by whom, where; each event vouches for all before it."""

import hmac
import json
from collections.abc import Iterator
from datetime import UTC, datetime

from sqlalchemy import select

from kast_eval.store.records import EventRecord
from kast_eval.store.session import Session
from kast_eval.store.tables import EventRow

CHAIN_START = "0" * 64
"""What stands for the event before the first."""


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
    newest = session.execute(
        select(EventRow.sequence, EventRow.chained).order_by(EventRow.sequence.desc()).limit(1)
    ).one_or_none()
    sequence, previous = (0, CHAIN_START) if newest is None else newest
    row = EventRow(
        sequence=sequence + 1,
        at=now.astimezone(UTC),
        user=user_name,
        site_code=site_code,
        action=action,
        subject=subject,
        previous=previous,
        chained="",
    )
    row.chained = _chained(row, session.event_key)
    session.add(row)
    session.flush()


def events(session: Session) -> Iterator[EventRecord]:
    """Give every event in the order of the chain."""
    for row in session.scalars(select(EventRow).order_by(EventRow.sequence)):
        yield EventRecord(
            sequence=row.sequence,
            at=row.at,
            user=row.user,
            site_code=row.site_code,
            action=row.action,
            subject=row.subject,
            previous=row.previous,
            chained=row.chained,
        )


def first_broken_event(session: Session) -> int | None:
    """Return the number at which the chain is broken first; None if it is whole.

    A cut tail, and a chain rebuilt by someone with the key, show only against a chain head
    that was kept elsewhere.
    """
    previous = CHAIN_START
    rows = session.scalars(select(EventRow).order_by(EventRow.sequence))
    for number, row in enumerate(rows, start=1):
        chained = _chained(row, session.event_key)
        if (row.sequence, row.previous) != (number, previous) or row.chained != chained:
            return number
        previous = row.chained
    return None


def chain_head(session: Session) -> str:
    """Return the newest link of the chain, to be kept outside the database."""
    newest = select(EventRow.chained).order_by(EventRow.sequence.desc()).limit(1)
    return session.scalar(newest) or CHAIN_START


def _chained(row: EventRow, key: bytes) -> str:
    """Return the link that the event's contents and the link before it give."""
    contents = [
        row.sequence,
        row.at.isoformat(),
        row.user,
        row.site_code,
        row.action,
        row.subject,
        row.previous,
    ]
    return hmac.digest(key, json.dumps(contents).encode(), "sha256").hex()
