"""Queries about drafts: what somebody has keyed and not yet saved; each takes the user."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select

from kast_eval.store.session import Session
from kast_eval.store.tables import DraftRow, EntryRow, SheetRow, UserRow
from kast_eval.store.upsert import insert
from kast_eval.store.users import ID_BY_NAME


@dataclass(frozen=True)
class DraftPlace:
    """Whose draft it is, and of which keying of which sheet.

    `code` is the client's or, on a form about the clinic, the clinic's own.
    """

    user_name: str
    site_code: str
    code: str
    episode_no: int
    form: str
    version: int
    timepoint: str
    keying: int = 1
    correcting: bool = False


@dataclass(frozen=True)
class DraftContent:
    """What was typed so far; of a correction also why, and which entry it is to replace."""

    texts: Mapping[str, str]
    notes: Mapping[str, str]
    reason: str = ""
    replaces: int | None = None


@dataclass(frozen=True)
class DraftRecord:
    """A draft, its place, when it was last kept, and the sheet that it corrects, if it does."""

    public_id: str
    place: DraftPlace
    content: DraftContent
    saved_at: datetime
    corrected: str | None


_COLUMNS = (
    DraftRow.public_id,
    UserRow.name,
    DraftRow.site_code,
    DraftRow.code,
    DraftRow.episode_no,
    DraftRow.form,
    DraftRow.version,
    DraftRow.timepoint,
    DraftRow.keying,
    DraftRow.correcting,
    DraftRow.texts,
    DraftRow.notes,
    DraftRow.reason,
    DraftRow.replaces,
    DraftRow.saved_at,
    SheetRow.public_id.label("corrected"),
)
_PLACE = (
    "user_id", "site_code", "code", "episode_no", "form", "version", "timepoint", "keying",
    "correcting",
)  # fmt: skip
_AT_PLACE = (
    DraftRow.user_id == ID_BY_NAME,
    *(DraftRow.__table__.c[name] == bindparam(f"at_{name}") for name in _PLACE[1:]),
)
_ADD = insert(DraftRow).values(user_id=ID_BY_NAME)
_KEEP = _ADD.on_conflict_do_update(
    index_elements=list(_PLACE),
    set_={
        name: _ADD.excluded[name] for name in ("texts", "notes", "reason", "replaces", "saved_at")
    },
)
_FORGET = delete(DraftRow).where(*_AT_PLACE)
_ALL = (
    select(*_COLUMNS)
    .join(UserRow, UserRow.id == DraftRow.user_id)
    .outerjoin(EntryRow, EntryRow.id == DraftRow.replaces)
    .outerjoin(SheetRow, SheetRow.id == EntryRow.sheet_id)
)
_OWN = _ALL.where(
    UserRow.name == bindparam("user_name"),
    DraftRow.site_code.in_(bindparam("site_codes", expanding=True)),
).order_by(DraftRow.saved_at.desc(), DraftRow.id.desc())
_BY_PUBLIC_ID = _OWN.where(DraftRow.public_id == bindparam("public_id"))
_AT = _ALL.where(*_AT_PLACE)


def keep_draft(
    session: Session, place: DraftPlace, content: DraftContent, *, saved_at: datetime
) -> None:
    """Keep what was typed in place of what was kept before."""
    values = {
        "public_id": secrets.token_hex(12),
        **_placed(place, ""),
        "texts": dict(content.texts),
        "notes": dict(content.notes),
        "reason": content.reason,
        "replaces": content.replaces,
        "saved_at": saved_at,
    }
    session.connection.execute(_KEEP, values)


def find_draft_at(session: Session, place: DraftPlace) -> DraftRecord | None:
    """Return the draft of the place."""
    row = session.connection.execute(_AT, _placed(place)).one_or_none()
    return None if row is None else _record(row)


def find_draft(
    session: Session, user_name: str, site_codes: Collection[str], public_id: str
) -> DraftRecord | None:
    """Return the user's draft with the public id at one of the clinics."""
    wanted = {"user_name": user_name, "site_codes": list(site_codes), "public_id": public_id}
    row = session.connection.execute(_BY_PUBLIC_ID, wanted).one_or_none()
    return None if row is None else _record(row)


def drafts_of(
    session: Session, user_name: str, site_codes: Collection[str]
) -> tuple[DraftRecord, ...]:
    """Return the user's drafts at the clinics, the newest first."""
    wanted = {"user_name": user_name, "site_codes": list(site_codes)}
    return tuple(_record(row) for row in session.connection.execute(_OWN, wanted))


def forget_draft(session: Session, place: DraftPlace) -> None:
    """Remove the draft of the place if there is one: it was saved, or thrown away."""
    session.connection.execute(_FORGET, _placed(place))


def _placed(place: DraftPlace, prefix: str = "at_") -> dict[str, object]:
    """Return what says where a draft is, the user by name."""
    values = {f"{prefix}{name}": getattr(place, name) for name in _PLACE[1:]}
    return {**values, "of_name": place.user_name}


def _record(row: Sequence[Any]) -> DraftRecord:
    public_id, *placed, texts, notes, reason, replaces, saved_at, corrected = row
    content = DraftContent(texts, notes, reason, replaces)
    return DraftRecord(public_id, DraftPlace(*placed), content, saved_at, corrected)
