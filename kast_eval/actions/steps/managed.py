"""Whom a lead or an administrator may say something about, and which roles they may give."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from kast_eval.actions.steps.typed_code import draw_code
from kast_eval.errors import KastEvalError
from kast_eval.store.events import PROGRAM
from kast_eval.store.invitations import add_invitation
from kast_eval.store.session import Session
from kast_eval.store.users import find_user
from kast_eval.study.roles import NotAllowedError, NotFoundError, Permission, Role, User, require

INVITATION_GROUPS = 4
"""Eighty random bits, in sixteen signs to type."""

INVITATION_LASTS = timedelta(days=7)

_GIVEN_BY: Mapping[Role, frozenset[Role]] = {
    # Who keeps the machine is for the administrators to say.
    Role.LEAD: frozenset(Role) - {Role.ADMINISTRATOR, Role.COORDINATOR},
    # An administrator sees nobody's answers, and must not become somebody who does by inviting
    # anew whoever does.
    Role.ADMINISTRATOR: frozenset({Role.ADMINISTRATOR, Role.AUDITOR, Role.COORDINATOR}),
}


class RolesError(KastEvalError):
    """Roles that cannot be given so."""


class OwnRolesError(RolesError):
    """Roles or access of one's own, which another decides about."""

    def __init__(self) -> None:
        super().__init__("Dina egna roller och din egen inloggning ändrar någon annan.")


def roles_given_by(user: User, site_code: str) -> frozenset[Role]:
    """Return the roles that the user may give at the clinic."""
    held = user.roles.get(site_code, frozenset())
    return frozenset(role for own in held for role in _GIVEN_BY.get(own, ()))


def require_giveable(user: User, site_code: str, roles: frozenset[Role]) -> None:
    """Refuse no role at all, and one that the user may not give."""
    if not roles:
        raise RolesError("Välj minst en roll.")
    if not roles <= roles_given_by(user, site_code):
        raise NotAllowedError


def managed_user(session: Session, user: User, site_code: str, name: str) -> User:
    """Return somebody else with a role at the clinic, whom the user may say something about.

    Who has a role that the user may not give is beyond the user.
    """
    require(user, Permission.MANAGE_USERS, site_code)
    found = find_user(session, name)
    if found is None or site_code not in found.sites:
        raise NotFoundError
    if found.name == user.name:
        raise OwnRolesError
    if not found.roles[site_code] <= roles_given_by(user, site_code):
        raise NotAllowedError
    return found


def new_invitation(session: Session, name: str, now: datetime, *, invited_by: str) -> str:
    """Return the code of a new invitation, the only one of the user that holds."""
    code = draw_code(INVITATION_GROUPS)
    expires = now + INVITATION_LASTS
    # An invitation names a user as the inviter. Where the program invites there is none but the
    # invited person; the event says who it was.
    inviter = name if invited_by == PROGRAM else invited_by
    add_invitation(session, name, code, created_by=inviter, created=now, expires=expires)
    return code
