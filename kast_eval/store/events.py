"""The chain of events: what was done, by whom, where; each event vouches for all before it."""

import hmac
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from enum import Enum

from sqlalchemy import bindparam, func, insert, select

from kast_eval.store.records import EventRecord
from kast_eval.store.session import Session
from kast_eval.store.tables import EventRow
from kast_eval.study.anchor import short_anchor
from kast_eval.study.clock_watch import goes_back, is_absurd

CHAIN_START = "0" * 64
"""What stands for the event before the first."""

PROGRAM = "program"
"""Who does what nobody does: the program itself."""

CLOCK = "clock"
CLOCK_WENT_BACK, CLOCK_ABSURD, CLOCK_CONFIRMED = (
    "clock went back",
    "clock absurd",
    "clock confirmed",
)

LONGEST = 200
"""No event tells more of what it is about."""

_ADD = insert(EventRow)
_NEWEST = (
    select(EventRow.sequence, EventRow.chained, EventRow.at)
    .order_by(EventRow.sequence.desc())
    .limit(1)
)
EVENT_COLUMNS = (
    EventRow.sequence,
    EventRow.at,
    EventRow.user,
    EventRow.site_code,
    EventRow.action,
    EventRow.subject,
    EventRow.previous,
    EventRow.chained,
)
"""What a record is made of, in the order of its fields."""

_ALL = select(*EVENT_COLUMNS).order_by(EventRow.sequence)


_COUNT = select(func.count()).select_from(EventRow)
_ANCHORED = (
    select(*EVENT_COLUMNS)
    .where(
        func.substr(EventRow.chained, 1, func.length(bindparam("begins"))) == bindparam("begins")
    )
    .limit(1)
)
_ABOUT_CLOCK = (
    select(EventRow.sequence, EventRow.action)
    .where(EventRow.subject == bindparam("subject"))
    .order_by(EventRow.sequence.desc())
    .limit(1)
)
_TIME_OF = select(EventRow.at).where(EventRow.sequence == bindparam("number"))


class ClockTrouble(Enum):
    """What is wrong with the machine's clock."""

    ABSURD = "absurd"
    WENT_BACK = "went back"


def note_event(
    session: Session,
    now: datetime,
    user_name: str,
    action: str,
    subject: str,
    *,
    site_code: str | None = None,
) -> None:
    """Note what is done in the same transaction; `subject` is a public id or a kind of thing.

    A clock that jumped is noted first, so that the times around it are not taken for true.
    """
    newest = session.connection.execute(_NEWEST).one_or_none()
    sequence, previous, before = (0, CHAIN_START, None) if newest is None else newest
    told = EventRecord(
        sequence + 1,
        now.astimezone(UTC),
        _one_line(user_name),
        site_code,
        _one_line(action),
        _one_line(subject),
        previous,
        chained="",
    )
    jumped = _clock_jump(told, before)
    if jumped is not None:
        link = _add(session, jumped)
        told = replace(told, sequence=told.sequence + 1, previous=link)
    _add(session, told)


def _clock_jump(told: EventRecord, before: datetime | None) -> EventRecord | None:
    """Return the event of a clock that went back, or has begun to show what no clock should."""
    if before is not None and goes_back(told.at, before):
        action = CLOCK_WENT_BACK
    elif is_absurd(told.at) and (before is None or not is_absurd(before)):
        action = CLOCK_ABSURD
    else:
        return None
    return replace(told, user=PROGRAM, site_code=None, action=action, subject=CLOCK)


def _add(session: Session, event: EventRecord) -> str:
    chained = _chained(event, session.event_key)
    session.connection.execute(_ADD, {**vars(event), "chained": chained})
    return chained


def _one_line(text: str) -> str:
    """Return the text without anything that could pass for another line or hide in this one."""
    if text.isprintable() and len(text) <= LONGEST:
        return text
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)[
        :LONGEST
    ]


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


def newest_link_holds(session: Session) -> bool:
    """Tell whether the newest event was chained with the session's key; true where there is none.

    It costs one row: whether a key belongs to a database is seen without reading the whole chain.
    """
    row = session.connection.execute(
        _ALL.order_by(None).order_by(EventRow.sequence.desc()).limit(1)
    ).first()
    if row is None:
        return True
    newest = EventRecord(*row)
    return newest.chained == _chained(newest, session.event_key)


def chain_head(session: Session) -> str:
    """Return the newest link of the chain, to be kept outside the database."""
    newest = session.connection.execute(_NEWEST).one_or_none()
    return CHAIN_START if newest is None else newest.chained


def chain_anchor(session: Session) -> str:
    """Return the newest link in short, as it stands on every report that is printed."""
    return short_anchor(chain_head(session))


def count_events(session: Session) -> int:
    """Return how many events there are."""
    return session.connection.execute(_COUNT).scalar_one()


def find_anchored(session: Session, begins: str) -> EventRecord | None:
    """Return the event whose link begins so: the newest at the time when it was printed."""
    row = session.connection.execute(_ANCHORED, {"begins": begins}).first()
    return None if row is None else EventRecord(*row)


def clock_trouble(session: Session, now: datetime) -> ClockTrouble | None:
    """Return what is wrong with the clock, until it is right or somebody has said that it is."""
    if is_absurd(now):
        return ClockTrouble.ABSURD
    newest = session.connection.execute(_NEWEST).one_or_none()
    if newest is not None and goes_back(now, newest.at):
        return ClockTrouble.WENT_BACK
    about = session.connection.execute(_ABOUT_CLOCK, {"subject": CLOCK}).one_or_none()
    if about is None or about.action != CLOCK_WENT_BACK:
        return None
    before = session.connection.execute(_TIME_OF, {"number": about.sequence - 1}).scalar_one()
    return ClockTrouble.WENT_BACK if goes_back(now, before) else None


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
