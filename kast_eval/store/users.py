"""Queries about users, their roles, and how they are signed in."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, exists, insert, select, update

from kast_eval.store.session import Session
from kast_eval.store.tables import LinkTokenRow, RoleRow, SignInRow, UserRow
from kast_eval.study.roles import Role, User

_ADD = insert(UserRow).returning(UserRow.id)
_ADD_ROLES = insert(RoleRow)
_ID = select(UserRow.id).where(UserRow.name == bindparam("name"))
_ROLES = select(RoleRow.site_code, RoleRow.role).where(RoleRow.user_id == bindparam("user_id"))

_ADD_LINK = insert(LinkTokenRow)
_REVOKE_LINKS = (
    update(LinkTokenRow)
    .where(LinkTokenRow.user_id == bindparam("of_user"), LinkTokenRow.revoked.is_(None))
    .values(revoked=bindparam("at"))
)
_USER_OF_LINK = (
    select(UserRow.id, UserRow.name)
    .join(LinkTokenRow, LinkTokenRow.user_id == UserRow.id)
    .where(LinkTokenRow.token_hash == bindparam("hashed"), LinkTokenRow.revoked.is_(None))
)

_ADD_SIGN_IN = insert(SignInRow)
_SIGNED_IN = (
    select(UserRow.id, UserRow.name)
    .join(SignInRow, SignInRow.user_id == UserRow.id)
    .where(
        SignInRow.token_hash == bindparam("hashed"),
        SignInRow.revoked.is_(None),
        SignInRow.created > bindparam("created_after"),
    )
)
_SEEN = (
    select(UserRow.name, RoleRow.role)
    .join(RoleRow, RoleRow.user_id == UserRow.id)
    .where(
        RoleRow.site_code == bindparam("site_code"),
        exists().where(SignInRow.user_id == UserRow.id, SignInRow.last_seen >= bindparam("since")),
    )
)
_AT_SITE = (
    select(UserRow.name, RoleRow.role)
    .join(RoleRow, RoleRow.user_id == UserRow.id)
    .where(RoleRow.site_code == bindparam("site_code"))
    .order_by(UserRow.name)
)
_THIS_SIGN_IN = update(SignInRow).where(SignInRow.token_hash == bindparam("hashed"))
_MARK_SEEN = _THIS_SIGN_IN.values(last_seen=bindparam("at"))
_REVOKE_SIGN_IN = _THIS_SIGN_IN.values(revoked=bindparam("at"))


def add_user(
    session: Session, name: str, roles: Mapping[str, frozenset[Role]], *, created: datetime
) -> User:
    """Add a user with roles by site code."""
    values = {"name": name, "created": created}
    user = session.connection.execute(_ADD, values).scalar_one()
    rows = [
        {"user_id": user, "site_code": site_code, "role": role}
        for site_code, held in roles.items()
        for role in sorted(held)
    ]
    if rows:
        session.connection.execute(_ADD_ROLES, rows)
    return User(name, roles)


def find_user(session: Session, name: str) -> User | None:
    """Return the user with the name."""
    number = session.connection.execute(_ID, {"name": name}).scalar_one_or_none()
    return None if number is None else User(name, _roles(session, number))


def user_id(session: Session, name: str) -> int:
    """Return the number that other rows refer to the user by."""
    return session.connection.execute(_ID, {"name": name}).scalar_one()


def users_at(session: Session, site_code: str) -> tuple[User, ...]:
    """Return who has a role at the clinic, with the roles there, by name."""
    rows = session.connection.execute(_AT_SITE, {"site_code": site_code})
    return _with_roles(site_code, rows)


def users_seen(session: Session, site_code: str, since: datetime) -> tuple[User, ...]:
    """Return who of them has been signed in after the moment."""
    rows = session.connection.execute(_SEEN, {"site_code": site_code, "since": since})
    return _with_roles(site_code, rows)


def _with_roles(site_code: str, rows: Iterable[Sequence[str]]) -> tuple[User, ...]:
    held: dict[str, frozenset[Role]] = {}
    for name, role in rows:
        held[name] = held.get(name, frozenset()) | {Role(role)}
    return tuple(User(name, {site_code: roles}) for name, roles in held.items())


def replace_link(session: Session, user_name: str, token: str, *, created: datetime) -> None:
    """Keep the token as the one link that signs the user in."""
    user = user_id(session, user_name)
    session.connection.execute(_REVOKE_LINKS, {"of_user": user, "at": created})
    link = {"token_hash": _hashed(token), "user_id": user, "created": created}
    session.connection.execute(_ADD_LINK, link)


def find_user_of_link(session: Session, token: str) -> User | None:
    """Return the user whose present link has the token."""
    row = session.connection.execute(_USER_OF_LINK, {"hashed": _hashed(token)}).one_or_none()
    return None if row is None else User(row.name, _roles(session, row.id))


def add_sign_in(session: Session, user_name: str, token: str, *, created: datetime) -> None:
    """Keep the token as that of a signed-in browser."""
    values = {
        "token_hash": _hashed(token),
        "user_id": user_id(session, user_name),
        "created": created,
        "last_seen": created,
    }
    session.connection.execute(_ADD_SIGN_IN, values)


def find_signed_in(session: Session, token: str, *, created_after: datetime) -> User | None:
    """Return the user of a browser that signed in after the moment and has not signed out."""
    wanted = {"hashed": _hashed(token), "created_after": created_after}
    row = session.connection.execute(_SIGNED_IN, wanted).one_or_none()
    return None if row is None else User(row.name, _roles(session, row.id))


def mark_seen(session: Session, token: str, *, at: datetime) -> None:
    """Keep when a signed-in browser was last seen."""
    session.connection.execute(_MARK_SEEN, {"hashed": _hashed(token), "at": at})


def revoke_sign_in(session: Session, token: str, *, at: datetime) -> None:
    """End a sign-in: a copy of its cookie is dead from now on."""
    session.connection.execute(_REVOKE_SIGN_IN, {"hashed": _hashed(token), "at": at})


def _hashed(token: str) -> str:
    # A token is 256 random bits, so a plain hash cannot be guessed back.
    return hashlib.sha256(token.encode()).hexdigest()


def _roles(session: Session, number: int) -> Mapping[str, frozenset[Role]]:
    held: dict[str, frozenset[Role]] = {}
    for site_code, role in session.connection.execute(_ROLES, {"user_id": number}):
        held[site_code] = held.get(site_code, frozenset()) | {Role(role)}
    return held
