"""Note that somebody asked for what is not theirs."""

from datetime import datetime

from kast_eval.store.events import note_event
from kast_eval.store.session import Session
from kast_eval.study.roles import User


def note_refusal(session: Session, user: User, now: datetime, asked: str) -> None:
    """Note that the user was refused; `asked` is the kind of page or command, never an address."""
    sites = sorted(user.sites)
    # Who works at one clinic is refused there; of several, nobody knows which was meant.
    site_code = sites[0] if len(sites) == 1 else None
    note_event(session, now, user.name, "refused", asked, site_code=site_code)
