"""Queries about sheets; each takes the clinics that exist for who asks."""

import secrets
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select

from kast_eval.definition.form import FormDefinition
from kast_eval.store.records import ClientRecord, SheetRecord
from kast_eval.store.session import Session
from kast_eval.store.tables import ClientRow, SheetRow

SHEET_COLUMNS = (
    SheetRow.id,
    SheetRow.public_id,
    SheetRow.site_code,
    ClientRow.code.label("client_code"),
    ClientRow.person_type,
    SheetRow.form,
    SheetRow.version,
    SheetRow.definition_checksum,
    SheetRow.optional_items,
    SheetRow.episode_no,
    SheetRow.timepoint,
    SheetRow.number,
    SheetRow.created,
)
"""What a record is made of, in the order of its fields; the client, if any, is joined."""

_ADD = insert(SheetRow).returning(SheetRow.id)
_OWN = (
    select(*SHEET_COLUMNS)
    .outerjoin(ClientRow, ClientRow.id == SheetRow.client_id)
    .where(SheetRow.site_code.in_(bindparam("site_codes", expanding=True)))
)
_BY_PUBLIC_ID = _OWN.where(SheetRow.public_id == bindparam("public_id"))
_NEWEST = _OWN.order_by(SheetRow.id.desc()).limit(bindparam("limit"))
_PRESENT_EPISODE = select(func.max(SheetRow.episode_no)).where(
    SheetRow.client_id == bindparam("client_id"), SheetRow.site_code == bindparam("site_code")
)
_LARGEST_NUMBER = select(func.max(SheetRow.number)).where(
    SheetRow.site_code == bindparam("site_code"),
    SheetRow.form == bindparam("form"),
    SheetRow.client_id.is_(None),
)
_AT = _OWN.where(
    SheetRow.client_id.is_not_distinct_from(bindparam("client_id")),
    SheetRow.episode_no == bindparam("episode_no"),
    SheetRow.form == bindparam("form"),
    SheetRow.timepoint == bindparam("timepoint"),
)
_DEFINITIONS = (
    select(SheetRow.form, SheetRow.version, SheetRow.definition_checksum)
    .where(SheetRow.site_code.in_(bindparam("site_codes", expanding=True)))
    .distinct()
)


def add_sheet(
    session: Session,
    site_code: str,
    client: ClientRecord | None,
    definition: FormDefinition,
    *,
    timepoint: str,
    number: int | None,
    created: datetime,
    episode_no: int = 1,
) -> SheetRecord:
    """Add a sheet of the client, or of the clinic when there is no client.

    `definition` has only the items that stood on the paper.
    """
    public_id = secrets.token_hex(12)
    values = {
        "public_id": public_id,
        "site_code": site_code,
        "client_id": None if client is None else client.id,
        "form": definition.form,
        "version": definition.version,
        "definition_checksum": definition.checksum,
        "optional_items": definition.optional_items,
        "episode_no": episode_no,
        "timepoint": timepoint,
        "number": number,
        "created": created,
    }
    return SheetRecord(
        session.connection.execute(_ADD, values).scalar_one(),
        public_id,
        site_code,
        None if client is None else client.code,
        None if client is None else client.person_type,
        definition.form,
        definition.version,
        definition.checksum,
        definition.optional_items,
        episode_no,
        timepoint,
        number,
        created.astimezone(UTC),
    )


def keyed_definitions(
    session: Session, site_codes: Collection[str]
) -> frozenset[tuple[str, int, str]]:
    """Return form, version and checksum of every definition that the clinics keyed a sheet by."""
    rows = session.connection.execute(_DEFINITIONS, {"site_codes": list(site_codes)})
    return frozenset((form, version, checksum) for form, version, checksum in rows)


def find_sheet(session: Session, site_codes: Collection[str], public_id: str) -> SheetRecord | None:
    """Return the sheet with the public id at one of the clinics."""
    wanted = {"public_id": public_id, "site_codes": list(site_codes)}
    row = session.connection.execute(_BY_PUBLIC_ID, wanted).one_or_none()
    return None if row is None else _sheet(row)


def find_sheet_at(
    session: Session,
    site_code: str,
    client: ClientRecord | None,
    form: str,
    timepoint: str,
    *,
    episode_no: int = 1,
) -> SheetRecord | None:
    """Return the client's sheet of the form at the time point of an episode.

    Without a client it is the clinic's own.
    """
    wanted = {
        "site_codes": [site_code],
        "client_id": None if client is None else client.id,
        "episode_no": episode_no,
        "form": form,
        "timepoint": timepoint,
    }
    row = session.connection.execute(_AT, wanted).one_or_none()
    return None if row is None else _sheet(row)


def next_number(session: Session, site_code: str, form: str) -> int:
    """Return the number after the largest of the clinic's own sheets of the form."""
    wanted = {"site_code": site_code, "form": form}
    return (session.connection.execute(_LARGEST_NUMBER, wanted).scalar() or 0) + 1


def present_episode(session: Session, client: ClientRecord | None) -> int:
    """Return the newest episode that the client has a sheet in, or the first.

    A clinic has one episode for ever.
    """
    if client is None:
        return 1
    wanted = {"client_id": client.id, "site_code": client.site_code}
    return session.connection.execute(_PRESENT_EPISODE, wanted).scalar() or 1


def newest_sheets(
    session: Session, site_codes: Collection[str], *, limit: int
) -> tuple[SheetRecord, ...]:
    """Return the sheets that were made last, the newest first."""
    wanted = {"site_codes": list(site_codes), "limit": limit}
    return tuple(_sheet(row) for row in session.connection.execute(_NEWEST, wanted))


def _sheet(row: Sequence[Any]) -> SheetRecord:
    return SheetRecord(*row)
