"""Invite somebody to the clinic, by a code that lets the person choose a passphrase."""

from datetime import datetime

from kast_eval.actions.steps.invited import invite_to_site
from kast_eval.actions.steps.managed import require_giveable
from kast_eval.store.session import Session
from kast_eval.study.roles import Permission, Role, User, require


def invite_user(
    session: Session,
    user: User,
    now: datetime,
    *,
    name: str,
    site_code: str,
    roles: frozenset[Role],
) -> str:
    """Return the code of the invitation; it is shown once and holds for seven days."""
    require(user, Permission.MANAGE_USERS, site_code)
    require_giveable(user, site_code, roles)
    return invite_to_site(session, now, name, site_code, roles=roles, invited_by=user.name)
