"""Queries about users, their roles, and how they are signed in."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select, update

from kast_eval.store.session import Session
from kast_eval.store.tables import LinkTokenRow, RoleRow, SignInRow, UserRow
from kast_eval.study.roles import Role, User


def add_user(
    session: Session, name: str, roles: Mapping[str, frozenset[Role]], *, created: datetime
) -> User:
    """Add a user with roles by site code."""
    row = UserRow(name=name, created=created)
    session.add(row)
    session.flush()
    for site_code, held in roles.items():
        session.add_all(
            RoleRow(user_id=row.id, site_code=site_code, role=role) for role in sorted(held)
        )
    session.flush()
    return User(name, roles)


def find_user(session: Session, name: str) -> User | None:
    """Return the user with the name."""
    row = session.scalars(select(UserRow).where(UserRow.name == name)).one_or_none()
    return None if row is None else _user(session, row)


def user_id(session: Session, name: str) -> int:
    """Return the number that other rows refer to the user by."""
    return session.scalars(select(UserRow.id).where(UserRow.name == name)).one()


def replace_link(session: Session, user_name: str, token: str, *, created: datetime) -> None:
    """Keep the token as the one link that signs the user in."""
    user = user_id(session, user_name)
    earlier = update(LinkTokenRow).where(
        LinkTokenRow.user_id == user, LinkTokenRow.revoked.is_(None)
    )
    session.execute(earlier.values(revoked=created))
    session.add(LinkTokenRow(token_hash=_hashed(token), user_id=user, created=created))
    session.flush()


def find_user_of_link(session: Session, token: str) -> User | None:
    """Return the user whose present link has the token."""
    statement = (
        select(UserRow)
        .join(LinkTokenRow, LinkTokenRow.user_id == UserRow.id)
        .where(LinkTokenRow.token_hash == _hashed(token), LinkTokenRow.revoked.is_(None))
    )
    row = session.scalars(statement).one_or_none()
    return None if row is None else _user(session, row)


def add_sign_in(session: Session, user_name: str, token: str, *, created: datetime) -> None:
    """Keep the token as that of a signed-in browser."""
    session.add(
        SignInRow(
            token_hash=_hashed(token),
            user_id=user_id(session, user_name),
            created=created,
            last_seen=created,
        )
    )
    session.flush()


def find_signed_in(session: Session, token: str, *, created_after: datetime) -> User | None:
    """Return the user of a browser that signed in after the moment and has not signed out."""
    statement = (
        select(UserRow)
        .join(SignInRow, SignInRow.user_id == UserRow.id)
        .where(
            SignInRow.token_hash == _hashed(token),
            SignInRow.revoked.is_(None),
            SignInRow.created > created_after,
        )
    )
    row = session.scalars(statement).one_or_none()
    return None if row is None else _user(session, row)


def mark_seen(session: Session, token: str, *, at: datetime) -> None:
    """Keep when a signed-in browser was last seen."""
    statement = update(SignInRow).where(SignInRow.token_hash == _hashed(token))
    session.execute(statement.values(last_seen=at))


def revoke_sign_in(session: Session, token: str, *, at: datetime) -> None:
    """End a sign-in: a copy of its cookie is dead from now on."""
    statement = update(SignInRow).where(SignInRow.token_hash == _hashed(token))
    session.execute(statement.values(revoked=at))


def _hashed(token: str) -> str:
    # A token is 256 random bits, so a plain hash cannot be guessed back.
    return hashlib.sha256(token.encode()).hexdigest()


def _user(session: Session, row: UserRow) -> User:
    held: dict[str, frozenset[Role]] = {}
    for role in session.scalars(select(RoleRow).where(RoleRow.user_id == row.id)):
        held[role.site_code] = held.get(role.site_code, frozenset()) | {Role(role.role)}
    return User(row.name, held)
