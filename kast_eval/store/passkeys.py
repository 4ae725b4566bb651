"""Queries about passkeys."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, select, update

from kast_eval.store.session import Session
from kast_eval.store.tables import PasskeyRow, UserRow
from kast_eval.store.users import user_id


@dataclass(frozen=True)
class PasskeyRecord:
    """A passkey: whose it is, what it is called, and what its next answer is held against."""

    public_id: str
    user_name: str
    host: str
    name: str
    created: datetime
    last_used: datetime | None
    credential_id: str
    public_key: str
    sign_count: int
    user_handle: str = field(repr=False)


_ADD = insert(PasskeyRow)
_ALL = select(
    PasskeyRow.public_id,
    UserRow.name.label("user_name"),
    PasskeyRow.host,
    PasskeyRow.name,
    PasskeyRow.created,
    PasskeyRow.last_used,
    PasskeyRow.credential_id,
    PasskeyRow.public_key,
    PasskeyRow.sign_count,
    PasskeyRow.user_handle,
).join(UserRow, UserRow.id == PasskeyRow.user_id)
_FIND = _ALL.where(PasskeyRow.credential_id == bindparam("credential"))
_OF_USER = _ALL.where(UserRow.name == bindparam("user_name")).order_by(PasskeyRow.id)
_USE = (
    update(PasskeyRow)
    .where(PasskeyRow.credential_id == bindparam("credential"))
    .values(sign_count=bindparam("used"), last_used=bindparam("at"))
)
_THIS = (
    PasskeyRow.user_id == bindparam("of_user"),
    PasskeyRow.public_id == bindparam("of_passkey"),
)
_RENAME = update(PasskeyRow).where(*_THIS).values(name=bindparam("new_name"))
_REMOVE = delete(PasskeyRow).where(*_THIS)


def add_passkey(
    session: Session,
    user_name: str,
    *,
    host: str,
    name: str,
    user_handle: str,
    credential_id: str,
    public_key: str,
    sign_count: int,
    created: datetime,
) -> None:
    """Keep the public half of a passkey that a user has made."""
    values = {
        "public_id": secrets.token_hex(12),
        "user_id": user_id(session, user_name),
        "user_handle": user_handle,
        "credential_id": credential_id,
        "public_key": public_key,
        "sign_count": sign_count,
        "host": host,
        "name": name,
        "created": created,
    }
    session.connection.execute(_ADD, values)


def find_passkey(session: Session, credential_id: str) -> PasskeyRecord | None:
    """Return the passkey that an answer names."""
    row = session.connection.execute(_FIND, {"credential": credential_id}).one_or_none()
    return None if row is None else _record(row)


def passkeys_of(session: Session, user_name: str) -> tuple[PasskeyRecord, ...]:
    """Return the user's passkeys, the oldest first."""
    rows = session.connection.execute(_OF_USER, {"user_name": user_name})
    return tuple(map(_record, rows))


def use_passkey(session: Session, credential_id: str, *, sign_count: int, at: datetime) -> None:
    """Keep how often a passkey has now been used."""
    wanted = {"credential": credential_id, "used": sign_count, "at": at}
    session.connection.execute(_USE, wanted)


def rename_passkey(session: Session, user_name: str, public_id: str, name: str) -> bool:
    """Call one of the user's passkeys otherwise; tell whether there is such a one."""
    wanted = {"of_user": user_id(session, user_name), "of_passkey": public_id, "new_name": name}
    return bool(session.connection.execute(_RENAME, wanted).rowcount)


def remove_passkey(session: Session, user_name: str, public_id: str) -> bool:
    """Remove one of the user's passkeys; tell whether there was such a one."""
    wanted = {"of_user": user_id(session, user_name), "of_passkey": public_id}
    return bool(session.connection.execute(_REMOVE, wanted).rowcount)


def _record(row: Row[*tuple[Any, ...]]) -> PasskeyRecord:
    return PasskeyRecord(*row)
