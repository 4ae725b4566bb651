"""Change what somebody is at a clinic."""

from datetime import datetime

from kast_eval.actions.steps.managed import managed_user, require_giveable
from kast_eval.store.events import note_event
from kast_eval.store.session import Session
from kast_eval.store.users import add_roles, end_roles
from kast_eval.study.roles import Role, User


def change_roles(
    session: Session,
    user: User,
    now: datetime,
    *,
    name: str,
    site_code: str,
    roles: frozenset[Role],
) -> None:
    """Give the person these roles at the clinic in place of those before."""
    changed = managed_user(session, user, site_code, name)
    require_giveable(user, site_code, roles)
    before = changed.roles[site_code]
    if before == roles:
        return
    end_roles(session, changed.name, site_code, ended_by=user.name, ended_at=now)
    add_roles(session, changed.name, site_code, roles)
    told = f"{changed.name}: {', '.join(sorted(before))} → {', '.join(sorted(roles))}"
    note_event(session, now, user.name, "changed roles", told, site_code=site_code)
