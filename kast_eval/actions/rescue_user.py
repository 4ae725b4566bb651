"""Let somebody in again whom nobody is left to invite: who has the database's secret does it."""

from datetime import datetime

from kast_eval.actions.steps.invited import invite_anew
from kast_eval.errors import KastEvalError
from kast_eval.store.events import PROGRAM, note_event
from kast_eval.store.session import Session
from kast_eval.store.users import find_user
from kast_eval.study.person_name import spelt_name


class NobodyToRescueError(KastEvalError):
    """A name that nobody works by."""

    def __init__(self) -> None:
        super().__init__(
            "Ingen arbetar här med det namnet. Skriv det som vid inloggning, med citattecken om "
            "det har blanksteg; stora och små bokstäver är olika."
        )


def rescue_user(session: Session, now: datetime, *, name: str) -> str:
    """Return the code of a new invitation; what the person signed in with before is dead at once.

    No user asks for it, so each clinic of the person sees in its events that the program did it.
    """
    rescued = find_user(session, spelt_name(name))
    if rescued is None or not rescued.roles:
        raise NobodyToRescueError
    code = invite_anew(session, now, rescued.name, invited_by=PROGRAM)
    for site_code in sorted(rescued.sites):
        note_event(session, now, PROGRAM, "rescued", rescued.name, site_code=site_code)
    return code
