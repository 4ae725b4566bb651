"""How a person comes in by an invitation: for the first time, or anew."""

from datetime import datetime

from kast_eval.actions.steps.managed import new_invitation
from kast_eval.actions.steps.proofs import forget_every_proof
from kast_eval.errors import KastEvalError
from kast_eval.store.events import note_event
from kast_eval.store.session import Session
from kast_eval.store.users import add_roles, add_user, find_user, worked_at
from kast_eval.study.person_name import read_person_name
from kast_eval.study.roles import Role


class NameTakenError(KastEvalError):
    """A name that somebody has, or has had elsewhere."""

    def __init__(self) -> None:
        super().__init__(
            "Namnet är upptaget. Skriv det på ett annat sätt, till exempel med mottagningens ort."
        )


def invite_to_site(
    session: Session,
    now: datetime,
    name: str,
    site_code: str,
    *,
    roles: frozenset[Role],
    invited_by: str,
) -> str:
    """Give the person the roles at the clinic, and return the code of the invitation.

    One who has worked at the clinic before, and works nowhere now, comes back by the same name.
    """
    spelt = read_person_name(name)
    found = find_user(session, spelt)
    if found is None:
        add_user(session, spelt, {site_code: roles}, created=now)
    elif found.roles or not worked_at(session, spelt, site_code):
        raise NameTakenError
    else:
        add_roles(session, spelt, site_code, roles)
    code = new_invitation(session, spelt, now, invited_by=invited_by)
    told = f"{spelt}: {', '.join(sorted(roles))}"
    note_event(session, now, invited_by, "invited", told, site_code=site_code)
    return code


def invite_anew(session: Session, now: datetime, name: str, *, invited_by: str) -> str:
    """Return the code of a new invitation; what the person signed in with before is dead."""
    forget_every_proof(session, name, now)
    return new_invitation(session, name, now, invited_by=invited_by)
