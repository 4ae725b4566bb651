"""Queries about entries: what was keyed from a sheet, and every correction of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, insert, select

from kast_eval.store.records import EntryRecord
from kast_eval.store.session import Session
from kast_eval.store.tables import EntryRow, UserRow
from kast_eval.store.users import ID_BY_NAME

ENTRY_COLUMNS = (
    EntryRow.id,
    EntryRow.sheet_id,
    EntryRow.keying,
    EntryRow.texts,
    EntryRow.notes,
    UserRow.name.label("entered_by"),
    EntryRow.entered_at,
    EntryRow.replaces,
    EntryRow.reason,
)
"""What a record is made of, in the order of its fields; the user is joined."""

_ADD = insert(EntryRow).values(entered_by=ID_BY_NAME).returning(EntryRow.id)
_HISTORY = (
    select(*ENTRY_COLUMNS)
    .join(UserRow, UserRow.id == EntryRow.entered_by)
    .where(EntryRow.sheet_id == bindparam("sheet_id"), EntryRow.keying == bindparam("keying"))
    # An entry always replaces the newest, so the order of saving is that of the chain.
    .order_by(EntryRow.id)
)


@dataclass(frozen=True)
class Correction:
    """Which entry is replaced, and why."""

    replaces: int
    reason: str


def add_entry(
    session: Session,
    sheet_id: int,
    texts: Mapping[str, str],
    notes: Mapping[str, str],
    *,
    entered_by: str,
    entered_at: datetime,
    submission: str,
    keying: int = 1,
    correction: Correction | None = None,
) -> int:
    """Add the first entry of a keying, or one that corrects the newest; return its number."""
    values = {
        "sheet_id": sheet_id,
        "keying": keying,
        "texts": dict(texts),
        "notes": dict(notes),
        "of_name": entered_by,
        "entered_at": entered_at,
        "replaces": None if correction is None else correction.replaces,
        "reason": None if correction is None else correction.reason,
        "submission": submission,
    }
    return session.connection.execute(_ADD, values).scalar_one()


def entry_history(session: Session, sheet_id: int, *, keying: int = 1) -> tuple[EntryRecord, ...]:
    """Return every entry of the keying, the first one first: the last one counts."""
    wanted = {"sheet_id": sheet_id, "keying": keying}
    return tuple(EntryRecord(*row) for row in session.connection.execute(_HISTORY, wanted))
