"""Queries about signed-in browsers, and about those that have a second factor left to give."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from kast_eval.store.hashed import hashed
from kast_eval.store.session import Session
from kast_eval.store.sites import SITE_COLUMNS
from kast_eval.store.tables import PendingSignInRow, RoleRow, SignInRow, SiteRow, UserRow
from kast_eval.store.users import roles_by_site, roles_of, user_id
from kast_eval.study.roles import User
from kast_eval.study.site import Site


@dataclass(frozen=True)
class BrowserRecord:
    """A browser that somebody is signed in with.

    `browser` says which it is in a word or two; `stepped_up` is when the person last proved anew
    who it is, `locked` since when the screen has been locked by hand.
    """

    public_id: str
    user: User
    method: str
    browser: str
    created: datetime
    last_seen: datetime
    stepped_up: datetime | None
    locked: datetime | None


_ADD = insert(SignInRow)
_COLUMNS = (
    SignInRow.public_id,
    SignInRow.method,
    SignInRow.browser,
    SignInRow.created,
    SignInRow.last_seen,
    SignInRow.stepped_up,
    SignInRow.locked,
    UserRow.name.label("user_name"),
)
_LIVING = (
    select(*_COLUMNS)
    .join(UserRow, UserRow.id == SignInRow.user_id)
    .where(SignInRow.revoked.is_(None), SignInRow.created > bindparam("created_after"))
)
_WITH_ROLES = (
    _LIVING.add_columns(RoleRow.role, *SITE_COLUMNS)
    .outerjoin(RoleRow, RoleRow.user_id == UserRow.id)
    .outerjoin(SiteRow, SiteRow.code == RoleRow.site_code)
    .where(SignInRow.token_hash == bindparam("hashed"))
    .order_by(SiteRow.code)
)
_OF_USER = _LIVING.where(UserRow.name == bindparam("user_name")).order_by(
    SignInRow.last_seen.desc()
)
_THIS = update(SignInRow).where(SignInRow.token_hash == bindparam("hashed"))
_MARK_SEEN = _THIS.values(last_seen=bindparam("at"))
_LOCK = _THIS.where(SignInRow.locked.is_(None)).values(locked=bindparam("at"))
_UNLOCK = _THIS.values(locked=None, last_seen=bindparam("at"))
_STEP_UP = _THIS.values(stepped_up=bindparam("at"), last_seen=bindparam("at"))
_REVOKE = _THIS.values(revoked=bindparam("at"))
_ALL_OF = update(SignInRow).where(
    SignInRow.user_id == bindparam("of_user"), SignInRow.revoked.is_(None)
)
_REVOKE_ALL = _ALL_OF.values(revoked=bindparam("at"))
_REVOKE_ONE = _ALL_OF.where(SignInRow.public_id == bindparam("of_browser")).values(
    revoked=bindparam("at")
)
_REVOKE_OTHERS = _ALL_OF.where(SignInRow.token_hash != bindparam("hashed")).values(
    revoked=bindparam("at")
)
_ADD_PENDING = insert(PendingSignInRow)
_PENDING = (
    select(UserRow.id, UserRow.name)
    .join(PendingSignInRow, PendingSignInRow.user_id == UserRow.id)
    .where(
        PendingSignInRow.token_hash == bindparam("hashed"),
        PendingSignInRow.created > bindparam("created_after"),
    )
)
_END_PENDING = delete(PendingSignInRow).where(PendingSignInRow.user_id == bindparam("of_user"))
_FORGET_PENDING = delete(PendingSignInRow).where(PendingSignInRow.created <= bindparam("before"))


def add_sign_in(
    session: Session,
    user_name: str,
    token: str,
    *,
    created: datetime,
    method: str,
    browser: str = "",
    stepped_up: datetime | None = None,
) -> None:
    """Keep the token as that of a signed-in browser."""
    values = {
        "token_hash": hashed(token),
        "public_id": secrets.token_hex(12),
        "user_id": user_id(session, user_name),
        "method": method,
        "browser": browser,
        "created": created,
        "last_seen": created,
        "stepped_up": stepped_up,
    }
    session.connection.execute(_ADD, values)


def find_browser(
    session: Session, token: str, *, created_after: datetime
) -> tuple[BrowserRecord, tuple[Site, ...]] | None:
    """Return the browser that signed in after the moment and has not signed out.

    With it come the clinics where the user has a role, in the order of their codes.
    """
    wanted = {"hashed": hashed(token), "created_after": created_after}
    # Asked in one go, for it is asked with every page.
    rows = session.connection.execute(_WITH_ROLES, wanted).all()
    if not rows:
        return None
    width = len(_COLUMNS)
    held = [(row.role, Site(*row[width + 1 :])) for row in rows if row.role is not None]
    user = User(rows[0].user_name, roles_by_site((site.code, role) for role, site in held))
    return _record(rows[0], user), tuple(dict.fromkeys(site for _role, site in held))


def browsers_of(
    session: Session, user: User, *, created_after: datetime
) -> tuple[BrowserRecord, ...]:
    """Return where the user is signed in, the latest seen first."""
    wanted = {"user_name": user.name, "created_after": created_after}
    rows = session.connection.execute(_OF_USER, wanted)
    return tuple(_record(row, user) for row in rows)


def mark_seen(session: Session, token: str, *, at: datetime) -> None:
    """Keep when a signed-in browser was last seen."""
    session.connection.execute(_MARK_SEEN, {"hashed": hashed(token), "at": at})


def mark_locked(session: Session, token: str, *, at: datetime) -> None:
    """Keep that the screen was locked; a second time changes nothing."""
    session.connection.execute(_LOCK, {"hashed": hashed(token), "at": at})


def mark_unlocked(session: Session, token: str, *, at: datetime) -> None:
    """Keep that the screen was unlocked."""
    session.connection.execute(_UNLOCK, {"hashed": hashed(token), "at": at})


def mark_stepped_up(session: Session, token: str, *, at: datetime) -> None:
    """Keep that the person has proved anew who it is."""
    session.connection.execute(_STEP_UP, {"hashed": hashed(token), "at": at})


def revoke_sign_in(session: Session, token: str, *, at: datetime) -> None:
    """End a sign-in: a copy of its cookie is dead from now on."""
    session.connection.execute(_REVOKE, {"hashed": hashed(token), "at": at})


def revoke_browser(session: Session, user_name: str, public_id: str, *, at: datetime) -> bool:
    """End one of the user's sign-ins by its public id; tell whether there was one."""
    wanted = {"of_user": user_id(session, user_name), "of_browser": public_id, "at": at}
    return bool(session.connection.execute(_REVOKE_ONE, wanted).rowcount)


def revoke_sign_ins(
    session: Session, user_name: str, *, at: datetime, but: str | None = None
) -> None:
    """End every sign-in of the user, but for that of one token."""
    wanted = {"of_user": user_id(session, user_name), "at": at}
    if but is None:
        session.connection.execute(_REVOKE_ALL, wanted)
    else:
        session.connection.execute(_REVOKE_OTHERS, {**wanted, "hashed": hashed(but)})
    session.connection.execute(_END_PENDING, {"of_user": wanted["of_user"]})


def add_pending(session: Session, user_name: str, token: str, *, created: datetime) -> None:
    """Keep the token as that of a browser whose second factor is awaited."""
    values = {"token_hash": hashed(token), "user_id": user_id(session, user_name)}
    session.connection.execute(_ADD_PENDING, {**values, "created": created})


def find_pending(session: Session, token: str, *, created_after: datetime) -> User | None:
    """Return whose second factor is awaited."""
    wanted = {"hashed": hashed(token), "created_after": created_after}
    row = session.connection.execute(_PENDING, wanted).one_or_none()
    return None if row is None else User(row.name, roles_of(session, row.id))


def end_pending(session: Session, user_name: str, *, older_than: datetime) -> None:
    """Forget that the user's second factor is awaited, and everybody's from before the moment."""
    session.connection.execute(_END_PENDING, {"of_user": user_id(session, user_name)})
    session.connection.execute(_FORGET_PENDING, {"before": older_than})


def _record(row: Sequence[Any], user: User) -> BrowserRecord:
    public_id, *rest = row[: len(_COLUMNS) - 1]
    return BrowserRecord(public_id, user, *rest)
