"""Queries about held pages: what was sent while the screen was locked; each takes the user."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select

from kast_eval.store.session import Session
from kast_eval.store.tables import HeldPageRow
from kast_eval.store.users import user_id

_ADD = insert(HeldPageRow)
_FIND = select(HeldPageRow.path, HeldPageRow.fields).where(
    HeldPageRow.public_id == bindparam("public_id"), HeldPageRow.user_id == bindparam("of_user")
)
_FORGET_OLD = delete(HeldPageRow).where(HeldPageRow.held_at < bindparam("before"))


@dataclass(frozen=True)
class HeldPage:
    """A page as it was sent: its address, and its fields in their order."""

    path: str
    fields: tuple[tuple[str, str], ...]


def hold_page(
    session: Session,
    user_name: str,
    path: str,
    fields: Sequence[tuple[str, str]],
    *,
    held_at: datetime,
) -> str:
    """Keep what was sent, and return the public id that it is found by."""
    public_id = secrets.token_hex(12)
    values = {
        "public_id": public_id,
        "user_id": user_id(session, user_name),
        "path": path,
        "fields": [list(field) for field in fields],
        "held_at": held_at,
    }
    session.connection.execute(_ADD, values)
    return public_id


def find_held_page(session: Session, user_name: str, public_id: str) -> HeldPage | None:
    """Return what the user has sent."""
    wanted = {"public_id": public_id, "of_user": user_id(session, user_name)}
    row = session.connection.execute(_FIND, wanted).one_or_none()
    if row is None:
        return None
    return HeldPage(row.path, tuple((name, text) for name, text in row.fields))


def forget_held_pages(session: Session, *, before: datetime) -> None:
    """Remove what was held before the moment."""
    session.connection.execute(_FORGET_OLD, {"before": before})
