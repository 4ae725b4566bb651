"""Somebody who approves a release: shown the recipe and the plan first, as the page does."""

from datetime import datetime
from pathlib import Path

from kast_eval.actions.decide_approval import decide_approval
from kast_eval.actions.read_asked_release import note_asked_release, read_asked_release
from kast_eval.actions.steps.materials import Materials
from kast_eval.store.session import Session
from kast_eval.study.roles import User


def approve_by_sight(
    session: Session, user: User, now: datetime, materials: Materials, file: Path, *, asked: str
) -> None:
    """Approve what was asked about the recipe in the file, having seen it."""
    shown = read_asked_release(session, user, now, materials, file.parent, public_id=asked)
    note_asked_release(session, user, now, shown)
    decide_approval(session, user, now, asked, approved=True, reason="", seen=shown.seen)
