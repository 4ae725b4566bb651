"""Queries about who has seen what was keyed of a sheet."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import bindparam, func, or_, select

from kast_eval.store.records import SheetRecord
from kast_eval.store.session import Session
from kast_eval.store.tables import EventRow, SheetRow

CONVERSATION = "read conversation"

_CLIENT = select(SheetRow.client_id).where(SheetRow.id == bindparam("sheet_id")).scalar_subquery()
_OF_CLIENT = select(SheetRow.public_id).where(SheetRow.client_id == _CLIENT)
_OF_IT = EventRow.subject.in_(bindparam("subjects", expanding=True)) & EventRow.action.in_(
    ("read", "printed", CONVERSATION)
)
_BY_WHOM = select(EventRow.user, func.max(EventRow.at).label("last")).group_by(EventRow.user)
_SEEN = _BY_WHOM.where(_OF_IT)
_SEEN_IN_CONVERSATION = _BY_WHOM.where(
    or_(_OF_IT, (EventRow.action == CONVERSATION) & EventRow.subject.in_(_OF_CLIENT))
)


def who_has_seen(
    session: Session, sheet: SheetRecord, queries: Collection[str], *, in_conversation: bool
) -> Mapping[str, datetime]:
    """Return who has read or printed the sheet or one of the questions about it, and when last.

    With `in_conversation` the client's conversation sheet shows its answers too.
    """
    wanted: dict[str, object] = {"subjects": [sheet.public_id, *queries]}
    statement = _SEEN
    if in_conversation:
        statement, wanted = _SEEN_IN_CONVERSATION, {**wanted, "sheet_id": sheet.id}
    rows = session.connection.execute(statement, wanted)
    return {row.user: row.last for row in rows}
