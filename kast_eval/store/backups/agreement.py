"""Whether copies and the database tell of the same events; the labels are anchors outside."""

from collections.abc import Iterable

from sqlalchemy import bindparam, select

from kast_eval.store.backups.copies import Copy
from kast_eval.store.session import Session
from kast_eval.store.tables import EventRow

_LINK = select(EventRow.chained).where(EventRow.sequence == bindparam("sequence"))


def has_link(session: Session, events: int, head: str) -> bool:
    """Tell whether the chain of the database had this head when it had so many events."""
    link = session.connection.execute(_LINK, {"sequence": events}).scalar()
    return events == 0 or link == head


def agreeing(session: Session, there: Iterable[Copy]) -> tuple[Copy, ...]:
    """Return the copies that were taken of the database as it is now, or of its past."""
    return tuple(one for one in there if has_link(session, one.label.events, one.label.head))
