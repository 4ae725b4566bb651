"""Sign out of one browser from another, or of all at once."""

from datetime import datetime

from kast_eval.store.events import note_event
from kast_eval.store.session import Session
from kast_eval.store.sign_ins import revoke_browser, revoke_sign_ins
from kast_eval.study.roles import NotFoundError, User


def sign_out_browser(session: Session, user: User, now: datetime, public_id: str) -> None:
    """End one of the user's own sign-ins, or raise NotFoundError."""
    if not revoke_browser(session, user.name, public_id, at=now):
        raise NotFoundError
    note_event(session, now, user.name, "signed out", "other browser")


def sign_out_everywhere(session: Session, user: User, now: datetime) -> None:
    """End every sign-in of the user, this one too."""
    revoke_sign_ins(session, user.name, at=now)
    note_event(session, now, user.name, "signed out", "everywhere")
