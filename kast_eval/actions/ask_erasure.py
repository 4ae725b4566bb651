"""Ask another person to approve that a client's answers are erased."""

from datetime import datetime

from kast_eval.actions.ask_approval import ask_approval
from kast_eval.actions.steps.erasable import require_erasable
from kast_eval.actions.steps.withdrawal import CodeKeys, withdrawal_at
from kast_eval.store.session import Session
from kast_eval.study.approval import ApprovalSubject
from kast_eval.study.plan import Plan
from kast_eval.study.roles import Permission, User


def ask_erasure(
    session: Session,
    user: User,
    now: datetime,
    plan: Plan,
    public_id: str,
    *,
    reason: str,
    code_keys: CodeKeys,
) -> str:
    """Keep the question and return its public id; what is not to be erased is not asked about."""
    told = withdrawal_at(session, user, Permission.READ, plan, public_id)
    require_erasable(session, told, code_keys)
    return ask_approval(
        session,
        user,
        now,
        subject=ApprovalSubject.ERASURE,
        target=told.client.code,
        site_codes=[told.client.site_code],
        reason=reason,
    )
