"""Invite somebody to the clinic, by a code that lets the person choose a passphrase."""

from datetime import datetime

from kast_eval.actions.steps.managed import new_invitation, require_giveable
from kast_eval.errors import KastEvalError
from kast_eval.store.events import note_event
from kast_eval.store.session import Session
from kast_eval.store.users import add_roles, add_user, find_user, worked_at
from kast_eval.study.person_name import read_person_name
from kast_eval.study.roles import Permission, Role, User, require


class NameTakenError(KastEvalError):
    """A name that somebody has, or has had elsewhere."""

    def __init__(self) -> None:
        super().__init__(
            "Namnet är upptaget. Skriv det på ett annat sätt, till exempel med mottagningens ort."
        )


def invite_user(
    session: Session,
    user: User,
    now: datetime,
    *,
    name: str,
    site_code: str,
    roles: frozenset[Role],
) -> str:
    """Return the code of the invitation; it is shown once and holds for seven days.

    One who has worked at the clinic before, and works nowhere now, comes back by the same name.
    """
    require(user, Permission.MANAGE_USERS, site_code)
    require_giveable(user, site_code, roles)
    spelt = read_person_name(name)
    found = find_user(session, spelt)
    if found is None:
        add_user(session, spelt, {site_code: roles}, created=now)
    elif found.roles or not worked_at(session, spelt, site_code):
        raise NameTakenError
    else:
        add_roles(session, spelt, site_code, roles)
    code = new_invitation(session, spelt, now, invited_by=user.name)
    told = f"{spelt}: {', '.join(sorted(roles))}"
    note_event(session, now, user.name, "invited", told, site_code=site_code)
    return code
