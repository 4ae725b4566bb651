"""Give somebody a new invitation: the first ran out, or passphrase or phone are lost."""

from datetime import datetime

from kast_eval.actions.steps.invited import invite_anew
from kast_eval.actions.steps.managed import managed_user, require_giveable
from kast_eval.store.events import note_event
from kast_eval.store.session import Session
from kast_eval.study.roles import User


def invite_again(session: Session, user: User, now: datetime, *, name: str, site_code: str) -> str:
    """Return the code of a new invitation; what the person signed in with before is dead at once.

    Nobody sets another's passphrase: the person chooses it, and a new second factor. Who works at
    several clinics is invited again by one who says who works at each of them: whoever has the
    code has what the person may see everywhere.
    """
    invited = managed_user(session, user, site_code, name)
    for each_site, roles in invited.roles.items():
        require_giveable(user, each_site, roles)
    code = invite_anew(session, now, invited.name, invited_by=user.name)
    note_event(session, now, user.name, "invited again", invited.name, site_code=site_code)
    return code
