"""Queries about invitations."""

from datetime import datetime

from sqlalchemy import bindparam, insert, select, update

from kast_eval.store.hashed import hashed
from kast_eval.store.session import Session
from kast_eval.store.tables import InvitationRow, UserRow
from kast_eval.store.users import roles_of, user_id
from kast_eval.study.roles import User

_ADD = insert(InvitationRow)
_CLOSE = (
    update(InvitationRow)
    .where(InvitationRow.user_id == bindparam("of_user"), InvitationRow.closed.is_(None))
    .values(closed=bindparam("at"))
)
_OPEN = InvitationRow.closed.is_(None), InvitationRow.expires > bindparam("now")
_FIND = (
    select(UserRow.id, UserRow.name)
    .join(InvitationRow, InvitationRow.user_id == UserRow.id)
    .where(InvitationRow.code_hash == bindparam("hashed"), *_OPEN)
)
_EXPIRES = (
    select(InvitationRow.expires)
    .join(UserRow, UserRow.id == InvitationRow.user_id)
    .where(UserRow.name == bindparam("name"), *_OPEN)
)


def add_invitation(
    session: Session,
    user_name: str,
    code: str,
    *,
    created_by: str,
    created: datetime,
    expires: datetime,
) -> None:
    """Keep an invitation as the only one that the user has."""
    close_invitations(session, user_name, at=created)
    values = {
        "code_hash": hashed(code),
        "user_id": user_id(session, user_name),
        "created_by": user_id(session, created_by),
        "created": created,
        "expires": expires,
    }
    session.connection.execute(_ADD, values)


def find_invited(session: Session, code: str, now: datetime) -> User | None:
    """Return whom an invitation with the code is for, if it still holds."""
    wanted = {"hashed": hashed(code), "now": now}
    row = session.connection.execute(_FIND, wanted).one_or_none()
    return None if row is None else User(row.name, roles_of(session, row.id))


def invited_until(session: Session, user_name: str, now: datetime) -> datetime | None:
    """Return until when the user's open invitation holds."""
    wanted = {"name": user_name, "now": now}
    return session.connection.execute(_EXPIRES, wanted).scalar_one_or_none()


def close_invitations(session: Session, user_name: str, *, at: datetime) -> None:
    """End the user's invitation: it was accepted, or withdrawn."""
    wanted = {"of_user": user_id(session, user_name), "at": at}
    session.connection.execute(_CLOSE, wanted)
