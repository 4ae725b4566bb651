"""Queries about which sheets are keyed twice, and which still wait for it."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, exists, func, insert, select
from sqlalchemy.orm import aliased

from kast_eval.quality.batches import Month
from kast_eval.quality.sampling import Share, Why
from kast_eval.store.comparisons import newest_outcomes, sheet_record
from kast_eval.store.records import SheetRecord
from kast_eval.store.session import Session
from kast_eval.store.sheets import SHEET_COLUMNS
from kast_eval.store.tables import ClientRow, EntryRow, SecondKeyingRow, SheetRow, UserRow
from kast_eval.study.keying_status import KeyingStatus

_ADD = insert(SecondKeyingRow)
_WANTED = select(SecondKeyingRow.id).where(
    SecondKeyingRow.sheet_id == bindparam("sheet_id"), SecondKeyingRow.wanted
)
_FIRST, _SECOND = aliased(EntryRow), aliased(EntryRow)
_KEYED_TWICE = exists().where(_SECOND.sheet_id == SheetRow.id, _SECOND.keying == 2)  # noqa: PLR2004 - the second.
_AWAITING = (
    select(*SHEET_COLUMNS, func.max(SecondKeyingRow.drawn_at).label("since"))
    .outerjoin(ClientRow, ClientRow.id == SheetRow.client_id)
    .join(SecondKeyingRow, SecondKeyingRow.sheet_id == SheetRow.id)
    .where(
        SheetRow.site_code.in_(bindparam("site_codes", expanding=True)),
        SecondKeyingRow.wanted,
        ~_KEYED_TWICE,
    )
    .group_by(SheetRow.id, ClientRow.id)
    .order_by(SheetRow.id)
)


def _in_batch() -> tuple[ColumnElement[bool], ...]:
    """Return what the sheets of a keyer's month at a clinic have in common."""
    return (
        SheetRow.site_code == bindparam("site_code"),
        UserRow.name == bindparam("keyer"),
        _FIRST.keying == 1,
        _FIRST.replaces.is_(None),
        _FIRST.entered_at >= bindparam("start"),
        _FIRST.entered_at < bindparam("end"),
    )


_ONCE_IN_BATCH = (
    select(*SHEET_COLUMNS)
    .outerjoin(ClientRow, ClientRow.id == SheetRow.client_id)
    .join(_FIRST, _FIRST.sheet_id == SheetRow.id)
    .join(UserRow, UserRow.id == _FIRST.entered_by)
    .where(
        *_in_batch(),
        ~exists().where(SecondKeyingRow.sheet_id == SheetRow.id, SecondKeyingRow.wanted),
    )
    .order_by(SheetRow.id)
)
_PUT_BACK = (
    select(SecondKeyingRow.id)
    .join(SheetRow, SheetRow.id == SecondKeyingRow.sheet_id)
    .join(_FIRST, _FIRST.sheet_id == SheetRow.id)
    .join(UserRow, UserRow.id == _FIRST.entered_by)
    .where(*_in_batch(), SecondKeyingRow.why == Why.BAD_BATCH)
    .limit(1)
)


def add_second_keying(
    session: Session, sheet_id: int, share: Share, *, wanted: bool, drawn_at: datetime
) -> None:
    """Keep whether a sheet is to be keyed twice, at which share it was drawn, and why."""
    values = {
        "sheet_id": sheet_id,
        "wanted": wanted,
        "why": share.why,
        "share": share.share,
        "drawn_at": drawn_at,
    }
    session.connection.execute(_ADD, values)


def is_wanted(session: Session, sheet_id: int) -> bool:
    """Tell whether the sheet is to be keyed twice, or was."""
    return session.connection.execute(_WANTED, {"sheet_id": sheet_id}).first() is not None


def awaiting_second(
    session: Session, site_codes: Collection[str]
) -> tuple[tuple[SheetRecord, datetime], ...]:
    """Return the sheets that wait for a second keying, and since when, the oldest first."""
    rows = session.connection.execute(_AWAITING, {"site_codes": list(site_codes)})
    return tuple((sheet_record(row), row.since) for row in rows)


def keyed_once_in_batch(
    session: Session, site_code: str, keyer: str, month: Month
) -> tuple[SheetRecord, ...]:
    """Return the sheets of the keyer's month at the clinic that no second keying is wanted of."""
    rows = session.connection.execute(_ONCE_IN_BATCH, _batch(site_code, keyer, month))
    return tuple(sheet_record(row) for row in rows)


def batch_is_back(session: Session, site_code: str, keyer: str, month: Month) -> bool:
    """Tell whether the keyer's month at the clinic was put back."""
    return (
        session.connection.execute(_PUT_BACK, _batch(site_code, keyer, month)).first() is not None
    )


def _batch(site_code: str, keyer: str, month: Month) -> Mapping[str, object]:
    return {"site_code": site_code, "keyer": keyer, "start": month.start, "end": month.end}


def keying_statuses(session: Session, site_codes: Collection[str]) -> Mapping[int, KeyingStatus]:
    """Return how final each sheet of the clinics is that is keyed twice, by its number."""
    found = {
        sheet.id: KeyingStatus.AWAITS_SECOND
        for sheet, _since in awaiting_second(session, site_codes)
    }
    for outcome in newest_outcomes(session, site_codes):
        found[outcome.sheet.id] = outcome.status
    return found


def unfinal_sheets(session: Session, site_codes: Collection[str]) -> frozenset[int]:
    """Return the numbers of the sheets that wait for a second keying, or for a decision."""
    statuses = keying_statuses(session, site_codes)
    return frozenset(sheet for sheet, status in statuses.items() if not status.is_final)
