"""Queries about users, their roles, and the link of a training clinic."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, exists, func, insert, select, update

from kast_eval.store.hashed import hashed
from kast_eval.store.session import Session
from kast_eval.store.tables import EndedRoleRow, LinkTokenRow, RoleRow, SignInRow, UserRow
from kast_eval.study.roles import Role, User

_ADD = insert(UserRow).returning(UserRow.id)
_ADD_ROLES = insert(RoleRow)
_ID = select(UserRow.id).where(UserRow.name == bindparam("name"))
ID_BY_NAME = select(UserRow.id).where(UserRow.name == bindparam("of_name")).scalar_subquery()
"""The number of the user with a name, to be put in where rows refer to it."""

_COUNT = select(func.count()).select_from(UserRow)
_ROLES = select(RoleRow.site_code, RoleRow.role).where(RoleRow.user_id == bindparam("user_id"))

_END_ROLES = (
    delete(RoleRow)
    .where(RoleRow.user_id == bindparam("of_user"), RoleRow.site_code == bindparam("at_site"))
    .returning(RoleRow.role)
)
_ADD_ENDED = insert(EndedRoleRow)

_ENDED = (
    select(UserRow.name)
    .join(EndedRoleRow, EndedRoleRow.user_id == UserRow.id)
    .where(EndedRoleRow.site_code == bindparam("site_code"))
)
_WORKED = _ENDED.where(UserRow.name == bindparam("name")).limit(1)
_FORMER = (
    _ENDED.where(~exists().where(RoleRow.user_id == UserRow.id)).distinct().order_by(UserRow.name)
)
_LAST_SEEN = (
    select(func.max(SignInRow.last_seen))
    .join(UserRow, UserRow.id == SignInRow.user_id)
    .where(UserRow.name == bindparam("name"))
)

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


def add_roles(session: Session, name: str, site_code: str, roles: Iterable[Role]) -> None:
    """Give a user roles at a clinic."""
    user = user_id(session, name)
    rows = [{"user_id": user, "site_code": site_code, "role": role} for role in sorted(roles)]
    session.connection.execute(_ADD_ROLES, rows)


def end_roles(
    session: Session, name: str, site_code: str, *, ended_by: str, ended_at: datetime
) -> None:
    """End every role of a user at a clinic, and keep that there were such."""
    user = user_id(session, name)
    ended = session.connection.execute(_END_ROLES, {"of_user": user, "at_site": site_code})
    rows = [
        {
            "user_id": user,
            "site_code": site_code,
            "role": role,
            "ended_by": user_id(session, ended_by),
            "ended_at": ended_at,
        }
        for role in sorted(ended.scalars())
    ]
    if rows:
        session.connection.execute(_ADD_ENDED, rows)


def find_user(session: Session, name: str) -> User | None:
    """Return the user with the name."""
    number = session.connection.execute(_ID, {"name": name}).scalar_one_or_none()
    return None if number is None else User(name, roles_of(session, number))


def user_id(session: Session, name: str) -> int:
    """Return the number that other rows refer to the user by."""
    return session.connection.execute(_ID, {"name": name}).scalar_one()


def count_users(session: Session) -> int:
    """Return how many people have ever been users."""
    return session.connection.execute(_COUNT).scalar_one()


def users_at(session: Session, site_code: str) -> tuple[User, ...]:
    """Return who has a role at the clinic, with the roles there, by name."""
    rows = session.connection.execute(_AT_SITE, {"site_code": site_code})
    return _with_roles(site_code, rows)


def users_seen(session: Session, site_code: str, since: datetime) -> tuple[User, ...]:
    """Return who of them has been signed in after the moment."""
    rows = session.connection.execute(_SEEN, {"site_code": site_code, "since": since})
    return _with_roles(site_code, rows)


def worked_at(session: Session, name: str, site_code: str) -> bool:
    """Tell whether a role of the user at the clinic has ended."""
    wanted = {"name": name, "site_code": site_code}
    return session.connection.execute(_WORKED, wanted).one_or_none() is not None


def former_users(session: Session, site_code: str) -> tuple[str, ...]:
    """Return the names of those who worked at the clinic and work nowhere now."""
    return tuple(session.connection.execute(_FORMER, {"site_code": site_code}).scalars())


def last_seen(session: Session, name: str) -> datetime | None:
    """Return when the user was last seen in any browser."""
    return session.connection.execute(_LAST_SEEN, {"name": name}).scalar_one()


def _with_roles(site_code: str, rows: Iterable[Sequence[str]]) -> tuple[User, ...]:
    held: dict[str, frozenset[Role]] = {}
    for name, role in rows:
        held[name] = held.get(name, frozenset()) | {Role(role)}
    return tuple(User(name, {site_code: roles}) for name, roles in held.items())


def replace_link(session: Session, user_name: str, token: str, *, created: datetime) -> None:
    """Keep the token as the one link that signs the user in."""
    user = user_id(session, user_name)
    session.connection.execute(_REVOKE_LINKS, {"of_user": user, "at": created})
    link = {"token_hash": hashed(token), "user_id": user, "created": created}
    session.connection.execute(_ADD_LINK, link)


def find_user_of_link(session: Session, token: str) -> User | None:
    """Return the user whose present link has the token."""
    row = session.connection.execute(_USER_OF_LINK, {"hashed": hashed(token)}).one_or_none()
    return None if row is None else User(row.name, roles_of(session, row.id))


def roles_of(session: Session, number: int) -> Mapping[str, frozenset[Role]]:
    """Return the roles by site code of the user with the number."""
    rows = session.connection.execute(_ROLES, {"user_id": number})
    return roles_by_site((site_code, role) for site_code, role in rows)


def roles_by_site(held: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[Role]]:
    """Return the roles by site code, given in pairs."""
    roles: dict[str, frozenset[Role]] = {}
    for site_code, role in held:
        roles[site_code] = roles.get(site_code, frozenset()) | {Role(role)}
    return roles
