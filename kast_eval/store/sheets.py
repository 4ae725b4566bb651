"""Queries about sheets; each takes the clinics that exist for who asks."""

import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.orm import aliased

from kast_eval.definition.form import FormDefinition
from kast_eval.store.entries import ENTRY_COLUMNS
from kast_eval.store.records import ClientRecord, EntryRecord, SheetRecord
from kast_eval.store.session import Session
from kast_eval.store.tables import ClientRow, EntryRow, SheetRow, UserRow

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
_WITH_ENTRIES = (
    select(*SHEET_COLUMNS, *ENTRY_COLUMNS)
    .outerjoin(ClientRow, ClientRow.id == SheetRow.client_id)
    .join(EntryRow, EntryRow.sheet_id == SheetRow.id)
    .join(UserRow, UserRow.id == EntryRow.entered_by)
)
_SUBMITTED = _WITH_ENTRIES.where(
    UserRow.name == bindparam("user_name"), EntryRow.submission == bindparam("submission")
)
_FIRST_ENTRIES = _WITH_ENTRIES.where(
    SheetRow.site_code.in_(bindparam("site_codes", expanding=True)),
    SheetRow.form == bindparam("form"),
    EntryRow.replaces.is_(None),
).order_by(SheetRow.id, EntryRow.keying)
_LATER = aliased(EntryRow)
_NEWEST_ENTRIES = _WITH_ENTRIES.outerjoin(_LATER, _LATER.replaces == EntryRow.id).where(
    SheetRow.site_code.in_(bindparam("site_codes", expanding=True)),
    SheetRow.form == bindparam("form"),
    EntryRow.keying == bindparam("keying"),
    _LATER.id.is_(None),
)
_WITH_NEWEST_TEXTS = _NEWEST_ENTRIES.with_only_columns(
    *SHEET_COLUMNS, EntryRow.texts, EntryRow.entered_at, maintain_column_froms=True
).order_by(SheetRow.site_code, ClientRow.code, SheetRow.episode_no, SheetRow.timepoint)
_NUMBERED = _NEWEST_ENTRIES.where(SheetRow.number.between(bindparam("first"), bindparam("last")))
_MADE_SINCE = _NEWEST_ENTRIES.where(SheetRow.created >= bindparam("since")).order_by(
    SheetRow.id.desc()
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


def find_submission(
    session: Session, user_name: str, submission: str
) -> tuple[SheetRecord, EntryRecord] | None:
    """Return what the user's page with the token made when it was sent before."""
    wanted = {"user_name": user_name, "submission": submission}
    row = session.connection.execute(_SUBMITTED, wanted).one_or_none()
    return None if row is None else _with_entry(row)


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


def sheets_with_texts(
    session: Session, site_codes: Collection[str], *, form: str
) -> Iterator[tuple[SheetRecord, Mapping[str, str], datetime]]:
    """Give every sheet of a form with the texts that count of its first keying, and since when.

    They come by client, episode and time point. No note is fetched: many sheets are read so, and
    none of their notes goes any further.
    """
    wanted = {"site_codes": list(site_codes), "form": form, "keying": 1}
    for row in session.connection.execute(_WITH_NEWEST_TEXTS, wanted):
        *sheet, texts, entered_at = row
        yield SheetRecord(*sheet), texts, entered_at


def first_entries(
    session: Session, site_codes: Collection[str], *, form: str
) -> Iterator[tuple[SheetRecord, EntryRecord]]:
    """Give what each keying of each sheet of a form said at first, before any correction."""
    wanted = {"site_codes": list(site_codes), "form": form}
    return map(_with_entry, session.connection.execute(_FIRST_ENTRIES, wanted))


def rows_numbered(
    session: Session, site_code: str, form: str, numbers: range
) -> Mapping[int, EntryRecord]:
    """Return what counts of the clinic's rows of a form, by their numbers."""
    ends = {"first": numbers[0], "last": numbers[-1]}
    wanted = {"site_codes": [site_code], "form": form, "keying": 1, **ends}
    rows = session.connection.execute(_NUMBERED, wanted)
    return {row.number: _with_entry(row)[1] for row in rows}


def sheets_made_since(
    session: Session, site_code: str, form: str, since: datetime
) -> tuple[tuple[SheetRecord, EntryRecord], ...]:
    """Return the clinic's sheets of a form from a moment on with what counts, the newest first."""
    wanted = {"site_codes": [site_code], "form": form, "keying": 1, "since": since}
    rows = session.connection.execute(_MADE_SINCE, wanted)
    return tuple(_with_entry(row) for row in rows)


def _sheet(row: Sequence[Any]) -> SheetRecord:
    return SheetRecord(*row)


def _with_entry(row: Sequence[Any]) -> tuple[SheetRecord, EntryRecord]:
    width = len(SHEET_COLUMNS)
    return _sheet(row[:width]), EntryRecord(*row[width:])
