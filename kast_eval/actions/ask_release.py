"""Ask another person to approve a release of coded data."""

from datetime import datetime
from pathlib import Path

from kast_eval.actions.ask_approval import ask_approval
from kast_eval.actions.steps.materials import Materials
from kast_eval.actions.steps.release import PlannedRelease, planned_release
from kast_eval.dataset.release.refusal import ReleaseRefusedError
from kast_eval.store.session import Session
from kast_eval.study.roles import User


def ask_release(
    session: Session,
    user: User,
    now: datetime,
    materials: Materials,
    recipe_file: Path,
    *,
    reason: str,
) -> str:
    """Keep the question and return its public id; what would be refused is not asked about."""
    planned = planned_release(session, user, now, materials, recipe_file)
    return ask_planned(session, user, now, planned, reason=reason)


def ask_planned(
    session: Session, user: User, now: datetime, planned: PlannedRelease, *, reason: str
) -> str:
    """Keep the question about what was planned and looked at."""
    if planned.plan.refusals:
        raise ReleaseRefusedError(planned.plan.refusals)
    return ask_approval(
        session,
        user,
        now,
        subject=planned.subject,
        target=planned.target,
        site_codes=[site.code for site in planned.sites],
        reason=reason,
    )
