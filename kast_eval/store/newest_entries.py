"""Queries about what counts of a client's sheets."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import aliased

from kast_eval.store.entries import ENTRY_COLUMNS
from kast_eval.store.records import ClientRecord, EntryRecord, SheetRecord
from kast_eval.store.session import Session
from kast_eval.store.sheets import SHEET_COLUMNS
from kast_eval.store.tables import ClientRow, EntryRow, SheetRow, UserRow

_LATER = aliased(EntryRow)
_OF_CLIENT = (
    select(*SHEET_COLUMNS, *ENTRY_COLUMNS)
    .join(ClientRow, ClientRow.id == SheetRow.client_id)
    .join(EntryRow, EntryRow.sheet_id == SheetRow.id)
    .join(UserRow, UserRow.id == EntryRow.entered_by)
    .outerjoin(_LATER, _LATER.replaces == EntryRow.id)
    .where(
        SheetRow.client_id == bindparam("client_id"),
        SheetRow.site_code == bindparam("site_code"),
        EntryRow.keying == 1,
        _LATER.id.is_(None),
    )
    .order_by(SheetRow.id)
)


def newest_of_client(
    session: Session, client: ClientRecord
) -> tuple[tuple[SheetRecord, EntryRecord], ...]:
    """Return every sheet of the client with what counts of it."""
    wanted = {"client_id": client.id, "site_code": client.site_code}
    return tuple(_with_entry(row) for row in session.connection.execute(_OF_CLIENT, wanted))


def _with_entry(row: Sequence[Any]) -> tuple[SheetRecord, EntryRecord]:
    width = len(SHEET_COLUMNS)
    return SheetRecord(*row[:width]), EntryRecord(*row[width:])
