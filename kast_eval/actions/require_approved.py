"""Refuse what two people have not agreed on."""

from collections.abc import Collection
from datetime import datetime

from kast_eval.actions.steps.approved import find_approved
from kast_eval.store.approvals import add_use
from kast_eval.store.events import note_event
from kast_eval.store.session import Session
from kast_eval.study.approval import Approval, ApprovalSubject
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
    approval = find_approved(
        session, user, now, subject=subject, target=target, site_codes=site_codes
    )
    add_use(session, approval, used_by=user.name, used_at=now)
    for site_code in sorted(approval.site_codes):
        note_event(
            session, now, user.name, "used approval", approval.public_id, site_code=site_code
        )
    return approval
