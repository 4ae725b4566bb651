"""Queries about sheets that stood at the wrong client or under the wrong number."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, delete, insert, select, update
from sqlalchemy.orm import aliased

from kast_eval.store.records import ClientRecord, MoveRecord, SheetPlace, SheetRecord
from kast_eval.store.session import Session
from kast_eval.store.tables import ClientRow, DraftRow, SheetMoveRow, SheetRow, UserRow
from kast_eval.store.users import user_id

_From, _To = aliased(ClientRow), aliased(ClientRow)
_ADD = insert(SheetMoveRow)
_MOVE = (
    update(SheetRow)
    .where(SheetRow.id == bindparam("sheet_id"))
    .values(
        client_id=bindparam("to_client_id"),
        episode_no=bindparam("to_episode_no"),
        timepoint=bindparam("to_timepoint"),
        number=bindparam("to_number"),
    )
)
_OF_SHEET = (
    select(
        _From.code, SheetMoveRow.from_episode_no, SheetMoveRow.from_timepoint,
        SheetMoveRow.from_number, _To.code, SheetMoveRow.to_episode_no,
        SheetMoveRow.to_timepoint, SheetMoveRow.to_number, SheetMoveRow.reason, UserRow.name,
        SheetMoveRow.moved_at,
    )
    .outerjoin(_From, _From.id == SheetMoveRow.from_client_id)
    .outerjoin(_To, _To.id == SheetMoveRow.to_client_id)
    .join(UserRow, UserRow.id == SheetMoveRow.moved_by)
    .where(SheetMoveRow.sheet_id == bindparam("sheet_id"))
    .order_by(SheetMoveRow.id)
)  # fmt: skip
_LEFT = (
    select(SheetRow.id)
    .where(SheetRow.client_id == bindparam("client_id"), SheetRow.site_code == bindparam("site"))
    .limit(1)
)
_SECOND = 2


def move(
    session: Session,
    sheet: SheetRecord,
    client: ClientRecord | None,
    to: SheetPlace,
    *,
    reason: str,
    moved_by: str,
    moved_at: datetime,
) -> SheetRecord:
    """Put the sheet where it belongs, keep where it stood, and return it as it is now."""
    values = {
        "sheet_id": sheet.id,
        "site_code": sheet.site_code,
        "from_client_id": _client_id(session, sheet),
        "from_episode_no": sheet.episode_no,
        "from_timepoint": sheet.timepoint,
        "from_number": sheet.number,
        "to_client_id": None if client is None else client.id,
        "to_episode_no": to.episode_no,
        "to_timepoint": to.timepoint,
        "to_number": to.number,
        "reason": reason,
        "moved_by": user_id(session, moved_by),
        "moved_at": moved_at,
    }
    session.connection.execute(_ADD, values)
    session.connection.execute(_MOVE, values)
    moved = replace(
        sheet,
        client_code=None if client is None else client.code,
        person_type=None if client is None else client.person_type,
        episode_no=to.episode_no,
        timepoint=to.timepoint,
        number=to.number,
    )
    _move_drafts(session, sheet, moved)
    return moved


def moves_of(session: Session, sheet_id: int) -> tuple[MoveRecord, ...]:
    """Return every move of the sheet, the first one first."""
    rows = session.connection.execute(_OF_SHEET, {"sheet_id": sheet_id})
    return tuple(MoveRecord(SheetPlace(*row[:4]), SheetPlace(*row[4:8]), *row[8:]) for row in rows)


def sheet_at(
    session: Session, sheet: SheetRecord, client: ClientRecord | None, place: SheetPlace
) -> str | None:
    """Return the public id of the sheet of the same form that stands at the place, if any."""
    there = select(SheetRow.public_id).where(
        SheetRow.site_code == sheet.site_code,
        SheetRow.client_id.is_not_distinct_from(None if client is None else client.id),
        SheetRow.episode_no == place.episode_no,
        SheetRow.form == sheet.form,
        SheetRow.timepoint == place.timepoint,
    )
    return session.connection.execute(there).scalar_one_or_none()


def has_sheets(session: Session, client: ClientRecord) -> bool:
    """Tell whether a sheet stands at the client."""
    wanted = {"client_id": client.id, "site": client.site_code}
    return session.connection.execute(_LEFT, wanted).first() is not None


def _client_id(session: Session, sheet: SheetRecord) -> int | None:
    found = select(SheetRow.client_id).where(SheetRow.id == sheet.id)
    return session.connection.execute(found).scalar_one()


def _move_drafts(session: Session, sheet: SheetRecord, moved: SheetRecord) -> None:
    """Let what was begun of a correction or the second keying follow.

    What lies at the new place is of no sheet: none stood there.
    """
    old, new = sheet.client_code or sheet.site_code, moved.client_code or moved.site_code
    session.connection.execute(delete(DraftRow).where(*_drafts_at(moved, new)))
    followed = update(DraftRow).where(*_drafts_at(sheet, old))
    place = {"code": new, "episode_no": moved.episode_no, "timepoint": moved.timepoint}
    session.connection.execute(followed.values(place))


def _drafts_at(sheet: SheetRecord, code: str) -> tuple[ColumnElement[bool], ...]:
    return (
        DraftRow.site_code == sheet.site_code,
        DraftRow.code == code,
        DraftRow.episode_no == sheet.episode_no,
        DraftRow.form == sheet.form,
        DraftRow.version == sheet.version,
        DraftRow.timepoint == sheet.timepoint,
        DraftRow.correcting | (DraftRow.keying == _SECOND),
    )
