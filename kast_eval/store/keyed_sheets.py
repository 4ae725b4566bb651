"""Sheets with what was keyed of them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import aliased

from kast_eval.store.entries import ENTRY_COLUMNS
from kast_eval.store.records import EntryRecord, SheetRecord
from kast_eval.store.session import Session
from kast_eval.store.sheets import SHEET_COLUMNS
from kast_eval.store.tables import ClientRow, EntryRow, SheetRow, UserRow

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


def find_submission(
    session: Session, user_name: str, submission: str
) -> tuple[SheetRecord, EntryRecord] | None:
    """Return what the user's page with the token made when it was sent before."""
    wanted = {"user_name": user_name, "submission": submission}
    row = session.connection.execute(_SUBMITTED, wanted).one_or_none()
    return None if row is None else _with_entry(row)


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


def _with_entry(row: Sequence[Any]) -> tuple[SheetRecord, EntryRecord]:
    width = len(SHEET_COLUMNS)
    return SheetRecord(*row[:width]), EntryRecord(*row[width:])
