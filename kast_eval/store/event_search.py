"""Queries that find events for who may look at those of some clinics."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, or_, select

from kast_eval.store.events import EVENT_COLUMNS
from kast_eval.store.records import EventRecord
from kast_eval.store.session import Session
from kast_eval.store.tables import EventRow, RoleRow, UserRow


@dataclass(frozen=True)
class EventFilter:
    """Which events are wanted; what is empty does not matter."""

    since: datetime | None = None
    until: datetime | None = None
    actions: frozenset[str] = frozenset()
    user: str = ""
    subject: str = ""


def find_events(
    session: Session,
    site_codes: Collection[str],
    wanted: EventFilter,
    *,
    before: int | None = None,
    limit: int,
) -> tuple[EventRecord, ...]:
    """Return the newest events of the clinics before a number, the newest first."""
    query = select(*EVENT_COLUMNS).where(_of_sites(site_codes), *_conditions(wanted))
    if before is not None:
        query = query.where(EventRow.sequence < before)
    query = query.order_by(EventRow.sequence.desc()).limit(limit)
    return tuple(EventRecord(*row) for row in session.connection.execute(query))


def users_in_events(session: Session, site_codes: Collection[str]) -> tuple[str, ...]:
    """Return who has done something that `find_events` gives, by name."""
    query = select(EventRow.user).distinct().where(_of_sites(site_codes)).order_by(EventRow.user)
    return tuple(session.connection.execute(query).scalars())


def _conditions(wanted: EventFilter) -> tuple[ColumnElement[bool], ...]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.since is not None:
        conditions.append(EventRow.at >= wanted.since)
    if wanted.until is not None:
        conditions.append(EventRow.at < wanted.until)
    if wanted.actions:
        conditions.append(EventRow.action.in_(sorted(wanted.actions)))
    if wanted.user:
        conditions.append(EventRow.user == wanted.user)
    if wanted.subject:
        conditions.append(EventRow.subject == wanted.subject)
    return tuple(conditions)


def _of_sites(site_codes: Collection[str]) -> ColumnElement[bool]:
    """Return what makes an event one of the clinics'.

    One that names no clinic belongs to the clinics of who did it, and to every clinic where the
    program did it itself, or one whose roles have ended.
    """
    at_sites = RoleRow.site_code.in_(list(site_codes))
    of_user = and_(UserRow.id == RoleRow.user_id, UserRow.name == EventRow.user)
    return or_(
        EventRow.site_code.in_(list(site_codes)),
        and_(
            EventRow.site_code.is_(None),
            or_(exists().where(of_user, at_sites), ~exists().where(of_user)),
        ),
    )
