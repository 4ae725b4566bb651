"""Queries about doubts that were confirmed of a sheet."""

from datetime import datetime

from sqlalchemy import bindparam, insert, select

from kast_eval.store.records import FindingAnswerRecord
from kast_eval.store.session import Session
from kast_eval.store.tables import FindingAnswerRow, UserRow
from kast_eval.store.users import user_id

_ADD = insert(FindingAnswerRow)
_OF_SHEET = (
    select(
        FindingAnswerRow.finding,
        FindingAnswerRow.reason,
        UserRow.name,
        FindingAnswerRow.answered_at,
    )
    .join(UserRow, UserRow.id == FindingAnswerRow.answered_by)
    .where(FindingAnswerRow.sheet_id == bindparam("sheet_id"))
    .order_by(FindingAnswerRow.id)
)


def add_finding_answer(
    session: Session,
    sheet_id: int,
    finding: str,
    reason: str,
    *,
    answered_by: str,
    answered_at: datetime,
) -> None:
    """Keep that a doubt about the sheet was confirmed, and why."""
    values = {
        "sheet_id": sheet_id,
        "finding": finding,
        "reason": reason,
        "answered_by": user_id(session, answered_by),
        "answered_at": answered_at,
    }
    session.connection.execute(_ADD, values)


def finding_answers(session: Session, sheet_id: int) -> tuple[FindingAnswerRecord, ...]:
    """Return every doubt that was confirmed of the sheet, the first one first."""
    rows = session.connection.execute(_OF_SHEET, {"sheet_id": sheet_id})
    return tuple(FindingAnswerRecord(*row) for row in rows)
