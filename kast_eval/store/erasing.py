"""Erase all that a client has said from every table, and leave that it was done.

The triggers let go of the rows of a client who has a row in `erasure`, and of no other; that row
they let in when two people have decided it. All of it is one transaction.
"""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import (
    ColumnElement,
    String,
    Table,
    bindparam,
    cast,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from kast_eval.kinds.text import plain
from kast_eval.store.erasures import erased_names
from kast_eval.store.records import ClientRecord
from kast_eval.store.session import Session
from kast_eval.store.tables import (
    AbsenceRow,
    ApprovalDecisionRow,
    ApprovalRow,
    Base,
    ClientRow,
    ComparisonRow,
    DraftRow,
    EntryRow,
    ErasedSheetRow,
    ErasureRow,
    FindingAnswerRow,
    HeldPageRow,
    QueryAnswerRow,
    QueryRow,
    ReminderRow,
    ResolutionRow,
    SecondKeyingRow,
    SheetFactsRow,
    SheetMoveRow,
    SheetRow,
)
from kast_eval.store.users import user_id
from kast_eval.study.person import ERASED

_OWN = (SheetRow.client_id == bindparam("whose"), SheetRow.site_code == bindparam("where"))
_SHEETS = select(SheetRow.id).where(*_OWN)
_SHEETS_NAMED = select(SheetRow.public_id).where(*_OWN).order_by(SheetRow.id)
_COMPARISONS = select(ComparisonRow.id).where(ComparisonRow.sheet_id.in_(_SHEETS))
_ENTRIES = select(EntryRow.id).where(EntryRow.sheet_id.in_(_SHEETS))
_ASKED = or_(
    QueryRow.client_id == bindparam("whose"),
    QueryRow.sheet_id.in_(_SHEETS),
    # A question about another's sheets, one of which was moved to this client since.
    exists().where(
        *_OWN,
        QueryRow.site_code == SheetRow.site_code,
        cast(QueryRow.details, String).contains(SheetRow.public_id),
    ),
)
_QUERIES = select(QueryRow.id).where(QueryRow.site_code == bindparam("where"), _ASKED)


def _table(row: type[Base]) -> Table:
    return Base.metadata.tables[row.__tablename__]


_REMOVED: tuple[tuple[Table, ColumnElement[bool]], ...] = (
    (_table(QueryAnswerRow), QueryAnswerRow.query_id.in_(_QUERIES)),
    (_table(QueryRow), QueryRow.id.in_(_QUERIES)),
    (_table(FindingAnswerRow), FindingAnswerRow.sheet_id.in_(_SHEETS)),
    (_table(ResolutionRow), ResolutionRow.comparison_id.in_(_COMPARISONS)),
    (_table(ComparisonRow), ComparisonRow.sheet_id.in_(_SHEETS)),
    (_table(SecondKeyingRow), SecondKeyingRow.sheet_id.in_(_SHEETS)),
    (
        _table(DraftRow),
        or_(
            (DraftRow.site_code == bindparam("where")) & (DraftRow.code == bindparam("code")),
            DraftRow.replaces.in_(_ENTRIES),
        ),
    ),
    (_table(EntryRow), EntryRow.sheet_id.in_(_SHEETS)),
    (_table(SheetFactsRow), SheetFactsRow.sheet_id.in_(_SHEETS)),
    (_table(SheetMoveRow), SheetMoveRow.sheet_id.in_(_SHEETS)),
    (_table(AbsenceRow), AbsenceRow.client_id == bindparam("whose")),
    (_table(ReminderRow), ReminderRow.client_id == bindparam("whose")),
    (_table(SheetRow), SheetRow.id.in_(_SHEETS)),
)
"""Which rows go, in an order in which none is left that refers to one that is gone."""

_ADD = insert(ErasureRow).returning(ErasureRow.id)
_ADD_SHEETS = insert(ErasedSheetRow)
_FORGET = (
    update(ClientRow)
    .where(ClientRow.id == bindparam("whose"), ClientRow.site_code == bindparam("where"))
    .values(person_type=ERASED, first_seen=bindparam("at"))
)
_DECISION = (
    select(ApprovalDecisionRow.id)
    .join(ApprovalRow, ApprovalRow.id == ApprovalDecisionRow.approval_id)
    .where(ApprovalRow.public_id == bindparam("approval"))
)
_HELD = select(HeldPageRow.public_id, HeldPageRow.path, HeldPageRow.fields)
_LET_GO = delete(HeldPageRow).where(HeldPageRow.public_id == bindparam("held"))


@dataclass(frozen=True)
class NewErasure:
    """An erasure that is about to be done: by whom, by which approval, from which day on.

    Without an approval it is practice, or done `again` in a copy from before.
    """

    at: datetime
    erased_by: str | None
    approval: str | None = None
    withdrawn_on: date | None = None
    again: bool = False
    public_id: str = ""


def erase_client(session: Session, client: ClientRecord, new: NewErasure) -> str:
    """Erase the client and return the public id of the erasure; refused by the triggers if alone.

    The code stays: without it a sheet of the same paper could be keyed anew.
    """
    connection = session.connection
    wanted: dict[str, int | str] = {
        "whose": client.id,
        "where": client.site_code,
        "code": client.code,
    }
    sheets = list(connection.execute(_SHEETS_NAMED, wanted).scalars())
    counted = {table.name: _count(session, table, rows, wanted) for table, rows in _REMOVED}
    public_id = new.public_id or secrets.token_hex(12)
    values = {
        "public_id": public_id,
        "site_code": client.site_code,
        "client_id": client.id,
        "decision_id": connection.execute(_DECISION, {"approval": new.approval or ""}).scalar(),
        "again": new.again,
        "withdrawn_on": new.withdrawn_on,
        "sheets": len(sheets),
        "removed": {name: count for name, count in counted.items() if count},
        "erased_by": None if new.erased_by is None else user_id(session, new.erased_by),
        "erased_at": new.at,
    }
    number = connection.execute(_ADD, values).scalar_one()
    if sheets:
        rows = [{"public_id": sheet, "erasure_id": number} for sheet in sheets]
        connection.execute(_ADD_SHEETS, rows)
    for table, condition in _REMOVED:
        connection.execute(delete(table).where(condition), wanted)
    forgotten = {"whose": client.id, "where": client.site_code, "at": new.at}
    connection.execute(_FORGET, forgotten)
    forget_held(session, {client.code, *sheets})
    return public_id


def forget_held(session: Session, names: Collection[str]) -> None:
    """Remove every page that was sent while a screen was locked and that names one of these."""
    for held in session.connection.execute(_HELD).all():
        if is_named(held.path, held.fields, names):
            session.connection.execute(_LET_GO, {"held": held.public_id})


def names_erased(
    session: Session,
    site_codes: Collection[str],
    path: str,
    fields: Collection[Collection[str]],
) -> bool:
    """Tell whether a page that was sent is about a client who was erased."""
    return is_named(path, fields, erased_names(session, site_codes))


def is_named(path: str, fields: Collection[Collection[str]], names: Collection[str]) -> bool:
    """Tell whether an address or a field of a page holds one of the names, however written."""
    texts = [path, *(text for field in fields for text in field)]
    flat = " ".join(_flat(text) for text in texts)
    return any(_flat(name) in flat for name in names)


def _flat(text: str) -> str:
    return "".join(sign for sign in plain(text).upper() if sign.isalnum())


def _count(
    session: Session, table: Table, condition: ColumnElement[bool], wanted: dict[str, int | str]
) -> int:
    counted = select(func.count()).select_from(table).where(condition)
    return session.connection.execute(counted, wanted).scalar_one()
