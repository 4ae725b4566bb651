"""Queries about sheets; each takes the clinics that exist for who asks."""

import secrets
from collections.abc import Collection, Iterator
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from kast_eval.definition.form import FormDefinition
from kast_eval.store.entries import entry_record
from kast_eval.store.records import ClientRecord, EntryRecord, SheetRecord
from kast_eval.store.session import Session
from kast_eval.store.tables import ClientRow, EntryRow, SheetRow, UserRow

_SheetColumns = Select[SheetRow, ClientRow]


def add_sheet(
    session: Session,
    client: ClientRecord,
    definition: FormDefinition,
    *,
    episode_no: int,
    timepoint: str,
    session_no: int | None,
    created: datetime,
) -> SheetRecord:
    """Add a sheet of the client; `definition` has only the items that stood on the paper."""
    optional = sorted(definition.optional_items)
    row = SheetRow(
        public_id=secrets.token_hex(12),
        site_code=client.site_code,
        client_id=client.id,
        form=definition.form,
        version=definition.version,
        definition_checksum=definition.checksum,
        optional_items=optional,
        episode_no=episode_no,
        timepoint=timepoint,
        session_no=session_no,
        created=created,
    )
    session.add(row)
    session.flush()
    return _sheet(row, client.code, client.person_type)


def find_sheet(session: Session, site_codes: Collection[str], public_id: str) -> SheetRecord | None:
    """Return the sheet with the public id at one of the clinics."""
    statement = _sheets(site_codes).where(SheetRow.public_id == public_id)
    return next(_records(session, statement), None)


def find_sheet_at(
    session: Session, client: ClientRecord, form: str, timepoint: str
) -> SheetRecord | None:
    """Return the client's sheet of the form at the time point of the present episode."""
    statement = _sheets((client.site_code,)).where(
        SheetRow.client_id == client.id,
        SheetRow.episode_no == present_episode(session, client),
        SheetRow.form == form,
        SheetRow.timepoint == timepoint,
    )
    return next(_records(session, statement), None)


def find_submission(
    session: Session, user_name: str, submission: str
) -> tuple[SheetRecord, EntryRecord] | None:
    """Return what the user's page with the token made when it was sent before."""
    statement = (
        select(SheetRow, ClientRow, EntryRow)
        .join(ClientRow, ClientRow.id == SheetRow.client_id)
        .join(EntryRow, EntryRow.sheet_id == SheetRow.id)
        .join(UserRow, UserRow.id == EntryRow.entered_by)
        .where(UserRow.name == user_name, EntryRow.submission == submission)
    )
    found = session.execute(statement).one_or_none()
    if found is None:
        return None
    sheet, client, entry = found
    return _sheet(sheet, client.code, client.person_type), entry_record(entry, user_name)


def present_episode(session: Session, client: ClientRecord) -> int:
    """Return the newest episode that the client has a sheet in, or the first."""
    statement = select(func.max(SheetRow.episode_no)).where(
        SheetRow.client_id == client.id, SheetRow.site_code == client.site_code
    )
    return session.scalar(statement) or 1


def newest_sheets(
    session: Session, site_codes: Collection[str], *, limit: int
) -> tuple[SheetRecord, ...]:
    """Return the sheets that were made last, the newest first."""
    return tuple(_records(session, _sheets(site_codes).order_by(SheetRow.id.desc()).limit(limit)))


def sheets_with_entries(
    session: Session, site_codes: Collection[str], *, form: str, keying: int = 1
) -> Iterator[tuple[SheetRecord, EntryRecord]]:
    """Give every sheet of a form with its newest entry, by client, episode and time point."""
    later = aliased(EntryRow)
    statement = (
        select(SheetRow, ClientRow, EntryRow, UserRow.name)
        .join(ClientRow, ClientRow.id == SheetRow.client_id)
        .join(EntryRow, EntryRow.sheet_id == SheetRow.id)
        .join(UserRow, UserRow.id == EntryRow.entered_by)
        .outerjoin(later, later.replaces == EntryRow.id)
        .where(
            SheetRow.site_code.in_(site_codes),
            SheetRow.form == form,
            EntryRow.keying == keying,
            later.id.is_(None),
        )
        .order_by(ClientRow.site_code, ClientRow.code, SheetRow.episode_no, SheetRow.timepoint)
    )
    for sheet, client, entry, user_name in session.execute(statement):
        yield _sheet(sheet, client.code, client.person_type), entry_record(entry, user_name)


def _sheets(site_codes: Collection[str]) -> _SheetColumns:
    return (
        select(SheetRow, ClientRow)
        .join(ClientRow, ClientRow.id == SheetRow.client_id)
        .where(SheetRow.site_code.in_(site_codes))
    )


def _records(session: Session, statement: _SheetColumns) -> Iterator[SheetRecord]:
    for sheet, client in session.execute(statement):
        yield _sheet(sheet, client.code, client.person_type)


def _sheet(row: SheetRow, client_code: str, person_type: int) -> SheetRecord:
    return SheetRecord(
        id=row.id,
        public_id=row.public_id,
        site_code=row.site_code,
        client_code=client_code,
        person_type=person_type,
        form=row.form,
        version=row.version,
        definition_checksum=row.definition_checksum,
        optional_items=frozenset(row.optional_items),
        episode_no=row.episode_no,
        timepoint=row.timepoint,
        session_no=row.session_no,
        created=row.created,
    )
