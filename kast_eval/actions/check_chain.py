"""Check that nothing in the chain of events was changed, and that it holds a printed anchor."""

from dataclasses import dataclass
from datetime import datetime

from kast_eval.store.events import (
    chain_anchor,
    count_events,
    find_anchored,
    first_broken_event,
    note_event,
)
from kast_eval.store.records import EventRecord
from kast_eval.store.session import Session
from kast_eval.study.anchor import read_anchor
from kast_eval.study.roles import Permission, User, require_somewhere


@dataclass(frozen=True)
class ChainCheck:
    """How many events there are, the number of the first that is wrong, and the newest link."""

    events: int
    broken: int | None
    anchor: str


def check_chain(session: Session, user: User, now: datetime) -> ChainCheck:
    """Return what a reading of the whole chain came to; that it was asked for is noted."""
    require_somewhere(user, Permission.READ_EVENTS)
    found = ChainCheck(count_events(session), first_broken_event(session), chain_anchor(session))
    note_event(session, now, user.name, "checked chain", "events")
    return found


def check_anchor(session: Session, user: User, now: datetime, text: str) -> EventRecord | None:
    """Return the event that was the newest when the anchor was printed.

    None means that the chain was cut or made anew since then, or that the paper is not ours.
    Raises AnchorError for what is no anchor.
    """
    require_somewhere(user, Permission.READ_EVENTS)
    begins = read_anchor(text)
    note_event(session, now, user.name, "checked anchor", "events")
    return find_anchored(session, begins)
