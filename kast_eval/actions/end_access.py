"""End somebody's access to a clinic."""

from datetime import datetime

from kast_eval.actions.steps.managed import managed_user
from kast_eval.actions.steps.proofs import forget_every_proof
from kast_eval.store.events import note_event
from kast_eval.store.session import Session
from kast_eval.store.users import end_roles
from kast_eval.study.roles import User


def end_access(session: Session, user: User, now: datetime, *, name: str, site_code: str) -> None:
    """End every role of the person at the clinic; one who has none elsewhere is signed out."""
    ended = managed_user(session, user, site_code, name)
    end_roles(session, ended.name, site_code, ended_by=user.name, ended_at=now)
    if ended.sites == {site_code}:
        forget_every_proof(session, ended.name, now)
    note_event(session, now, user.name, "ended access", ended.name, site_code=site_code)
