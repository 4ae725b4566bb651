"""Refuse what two people have not agreed on."""

from collections.abc import Collection
from datetime import datetime

from kast_eval.store.approvals import add_use, all_approvals
from kast_eval.store.events import note_event
from kast_eval.store.session import Session
from kast_eval.study.approval import Approval, ApprovalState, ApprovalSubject, NotApprovedError
from kast_eval.study.roles import User


def require_approved(
    session: Session,
    user: User,
    now: datetime,
    *,
    subject: ApprovalSubject,
    target: str,
    site_codes: Collection[str],
) -> Approval:
    """Use up the approval of exactly this, asked for or given by the user, or refuse.

    It belongs to the transaction of what is done: if that fails, the approval holds still.
    """
    for approval in all_approvals(session):
        wanted = (subject, target, frozenset(site_codes))
        if (
            approval.state(now) is ApprovalState.APPROVED
            and (approval.subject, approval.target, approval.site_codes) == wanted
            and user.name in _agreed(approval)
        ):
            add_use(session, approval, used_by=user.name, used_at=now)
            for site_code in sorted(approval.site_codes):
                note_event(
                    session, now, user.name, "used approval", approval.public_id,
                    site_code=site_code,
                )  # fmt: skip
            return approval
    raise NotApprovedError


def _agreed(approval: Approval) -> frozenset[str]:
    """Return the two people."""
    decided_by = set() if approval.decision is None else {approval.decision.decided_by}
    return frozenset({approval.asked_by, *decided_by})
