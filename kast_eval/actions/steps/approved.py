"""What two people have agreed on and what has not been done yet."""

from collections.abc import Collection
from datetime import datetime

from kast_eval.actions.steps.release import PlannedRelease
from kast_eval.store.approvals import all_approvals
from kast_eval.store.session import Session
from kast_eval.study.approval import Approval, ApprovalState, ApprovalSubject, NotApprovedError
from kast_eval.study.roles import User


def find_approved(
    session: Session,
    user: User,
    now: datetime,
    *,
    subject: ApprovalSubject,
    target: str,
    site_codes: Collection[str],
) -> Approval:
    """Return the approval of exactly this, asked for or given by the user, or refuse."""
    wanted = (subject, target, frozenset(site_codes))
    for approval in all_approvals(session):
        if (
            approval.state(now) is ApprovalState.APPROVED
            and (approval.subject, approval.target, approval.site_codes) == wanted
            and user.name in agreed_by(approval)
        ):
            return approval
    raise NotApprovedError


def find_approved_release(
    session: Session, user: User, now: datetime, planned: PlannedRelease
) -> Approval:
    """Return the approval of what is planned, asked for or given by the user, or refuse."""
    return find_approved(
        session,
        user,
        now,
        subject=planned.subject,
        target=planned.target,
        site_codes=[site.code for site in planned.sites],
    )


def agreed_by(approval: Approval) -> frozenset[str]:
    """Return the two people."""
    decided_by = set() if approval.decision is None else {approval.decision.decided_by}
    return frozenset({approval.asked_by, *decided_by})
