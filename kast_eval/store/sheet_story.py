"""Queries about what happened to a sheet beside its entries: comparisons, prints."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from kast_eval.store.session import Session
from kast_eval.store.tables import ComparisonRow, EventRow, ResolutionRow, UserRow

_COMPARED = (
    select(
        ComparisonRow.compared_at,
        ComparisonRow.differing,
        ResolutionRow.decided_at,
        UserRow.name,
        ResolutionRow.reasons,
    )
    .outerjoin(ResolutionRow, ResolutionRow.comparison_id == ComparisonRow.id)
    .outerjoin(UserRow, UserRow.id == ResolutionRow.decided_by)
    .where(ComparisonRow.sheet_id == bindparam("sheet_id"))
    .order_by(ComparisonRow.id)
)
_PRINTED = (
    select(EventRow.at, EventRow.user)
    .where(EventRow.subject == bindparam("public_id"), EventRow.action == "printed")
    .order_by(EventRow.sequence)
)


@dataclass(frozen=True)
class ComparedStory:
    """A comparison of two keyings: which items differed, and what was decided, if it was."""

    at: datetime
    differing: frozenset[str]
    decided_at: datetime | None
    decided_by: str | None
    reasons: Mapping[str, str] | None


def comparisons_of(session: Session, sheet_id: int) -> tuple[ComparedStory, ...]:
    """Return every comparison of the sheet, the first one first."""
    rows = session.connection.execute(_COMPARED, {"sheet_id": sheet_id})
    return tuple(ComparedStory(*row) for row in rows)


def prints_of(session: Session, public_id: str) -> tuple[tuple[datetime, str], ...]:
    """Return when the sheet was printed, and by whom."""
    rows = session.connection.execute(_PRINTED, {"public_id": public_id})
    return tuple((row.at, row.user) for row in rows)
