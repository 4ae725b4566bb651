"""Print the codes for a lost phone anew."""

from datetime import datetime

from kast_eval.actions.steps.paper_codes import make_paper_codes
from kast_eval.store.events import note_event
from kast_eval.store.session import Session
from kast_eval.study.roles import User


def new_recovery_codes(session: Session, user: User, now: datetime) -> tuple[str, ...]:
    """Return new codes of the user; the caller asks for a step-up first."""
    codes = make_paper_codes(session, user.name, now)
    note_event(session, now, user.name, "made recovery codes", "second factor")
    return codes
