"""Queries about entries: what was keyed from a sheet, and every correction of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from kast_eval.store.records import EntryRecord
from kast_eval.store.session import Session
from kast_eval.store.tables import EntryRow, UserRow
from kast_eval.store.users import user_id


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
) -> EntryRecord:
    """Add the first entry of a keying, or one that corrects the newest."""
    row = EntryRow(
        sheet_id=sheet_id,
        keying=keying,
        texts=dict(texts),
        notes=dict(notes),
        entered_by=user_id(session, entered_by),
        entered_at=entered_at,
        replaces=None if correction is None else correction.replaces,
        reason=None if correction is None else correction.reason,
        submission=submission,
    )
    session.add(row)
    session.flush()
    return entry_record(row, entered_by)


def entry_history(session: Session, sheet_id: int, *, keying: int = 1) -> tuple[EntryRecord, ...]:
    """Return every entry of the keying, the first one first: the last one counts."""
    statement = (
        select(EntryRow, UserRow.name)
        .join(UserRow, UserRow.id == EntryRow.entered_by)
        .where(EntryRow.sheet_id == sheet_id, EntryRow.keying == keying)
        # An entry always replaces the newest, so the order of saving is that of the chain.
        .order_by(EntryRow.id)
    )
    return tuple(entry_record(row, name) for row, name in session.execute(statement))


def entry_record(row: EntryRow, entered_by: str) -> EntryRecord:
    """Return the record of a row and the name of who keyed it."""
    return EntryRecord(
        id=row.id,
        sheet_id=row.sheet_id,
        keying=row.keying,
        texts=row.texts,
        notes=row.notes,
        entered_by=entered_by,
        entered_at=row.entered_at,
        replaces=row.replaces,
        reason=row.reason,
    )
