"""Ask another person to approve that a package of coded rows leaves the clinic."""

from collections.abc import Sequence
from datetime import datetime

from kast_eval.actions.ask_approval import ask_approval
from kast_eval.actions.steps.materials import Materials
from kast_eval.actions.steps.package import planned_package
from kast_eval.store.session import Session
from kast_eval.study.approval import ApprovalSubject
from kast_eval.study.roles import User


def ask_package(
    session: Session,
    user: User,
    now: datetime,
    materials: Materials,
    *,
    site_code: str,
    recipients: Sequence[str],
    reason: str,
) -> str:
    """Keep the question and return its public id."""
    planned = planned_package(session, user, now, materials, site_code=site_code)
    return ask_approval(
        session,
        user,
        now,
        subject=ApprovalSubject.RELEASE_A,
        target=planned.target(recipients),
        site_codes=[site_code],
        reason=reason,
    )
