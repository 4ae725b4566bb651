"""Queries about who users are to an identity provider."""

from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select, update

from kast_eval.store.session import Session
from kast_eval.store.tables import ExternalIdentityRow, UserRow
from kast_eval.store.users import roles_of, user_id
from kast_eval.study.roles import User

_ADD = insert(ExternalIdentityRow)
_END = delete(ExternalIdentityRow).where(ExternalIdentityRow.user_id == bindparam("of_user"))
_THIS = (
    ExternalIdentityRow.issuer == bindparam("of_issuer"),
    ExternalIdentityRow.subject == bindparam("of_subject"),
)
_FIND = (
    select(UserRow.id, UserRow.name)
    .join(ExternalIdentityRow, ExternalIdentityRow.user_id == UserRow.id)
    .where(*_THIS)
)
_USE = update(ExternalIdentityRow).where(*_THIS).values(last_used=bindparam("at"))
_ISSUER = (
    select(ExternalIdentityRow.issuer)
    .join(UserRow, UserRow.id == ExternalIdentityRow.user_id)
    .where(UserRow.name == bindparam("user_name"))
)


def keep_external_identity(
    session: Session, user_name: str, *, issuer: str, subject: str, created: datetime
) -> None:
    """Keep who the user is to the provider, in place of who it was before."""
    user = user_id(session, user_name)
    session.connection.execute(_END, {"of_user": user})
    values = {"user_id": user, "issuer": issuer, "subject": subject, "created": created}
    session.connection.execute(_ADD, values)


def find_user_of_identity(session: Session, issuer: str, subject: str) -> User | None:
    """Return the user whom the provider means."""
    wanted = {"of_issuer": issuer, "of_subject": subject}
    row = session.connection.execute(_FIND, wanted).one_or_none()
    return None if row is None else User(row.name, roles_of(session, row.id))


def use_external_identity(session: Session, issuer: str, subject: str, *, at: datetime) -> None:
    """Keep when the provider last vouched for the user."""
    wanted = {"of_issuer": issuer, "of_subject": subject, "at": at}
    session.connection.execute(_USE, wanted)


def issuer_of(session: Session, user_name: str) -> str | None:
    """Return which provider the user signs in by."""
    return session.connection.execute(_ISSUER, {"user_name": user_name}).scalar_one_or_none()
