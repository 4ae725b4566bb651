"""A proof that is asked for: each question is drawn anew, holds for a while, and has one answer."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from kast_eval.actions.steps.second_factor import draw_token
from kast_eval.store.challenges import add_challenge, take_challenge
from kast_eval.store.session import Session

LONGEST_CHALLENGE = timedelta(minutes=10)
"""How long an answer is waited for."""


def ask(session: Session, now: datetime, purpose: str, facts: Mapping[str, str]) -> str:
    """Keep what is asked for; return the token that its answer comes with."""
    token = draw_token()
    add_challenge(
        session, token, purpose, facts, created=now, forget_before=now - LONGEST_CHALLENGE
    )
    return token


def asked(session: Session, now: datetime, purpose: str, token: str) -> Mapping[str, str] | None:
    """Return what was asked, once; None if that is too long ago or was never asked."""
    return take_challenge(session, token, purpose, created_after=now - LONGEST_CHALLENGE)
