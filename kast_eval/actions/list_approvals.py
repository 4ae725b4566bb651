"""List what two people must agree on, or have agreed on."""

from dataclasses import dataclass
from datetime import datetime

from kast_eval.store.approvals import all_approvals
from kast_eval.store.session import Session
from kast_eval.study.approval import Approval, ApprovalState, is_shown, may_decide, subjects_for
from kast_eval.study.roles import NotAllowedError, User


@dataclass(frozen=True)
class ShownApproval:
    """An approval as it stands now, and whether the user is the one to decide it."""

    approval: Approval
    state: ApprovalState
    may_decide: bool


def list_approvals(session: Session, user: User, now: datetime) -> tuple[ShownApproval, ...]:
    """Return the approvals that exist for the user, the open ones first, then the newest."""
    if not subjects_for(user):
        raise NotAllowedError
    shown = [
        ShownApproval(one, one.state(now), may_decide(one, user))
        for one in all_approvals(session)
        if is_shown(one, user)
    ]
    return tuple(sorted(shown, key=lambda one: one.state is not ApprovalState.OPEN))
