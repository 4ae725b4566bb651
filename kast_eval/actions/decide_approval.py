"""Approve, or not, what another person has asked for."""

from datetime import datetime

from kast_eval.actions.ask_approval import ApprovalTextError
from kast_eval.actions.steps.sight import APPROVED, require_seen
from kast_eval.kinds.text import LONGEST_TEXT, clean_text
from kast_eval.store.approvals import add_decision, all_approvals
from kast_eval.store.events import note_event
from kast_eval.store.session import Session
from kast_eval.study.approval import Approval, Decision, is_shown, may_decide, require_open
from kast_eval.study.roles import NotAllowedError, NotFoundError, User


def decide_approval(
    session: Session,
    user: User,
    now: datetime,
    public_id: str,
    *,
    approved: bool,
    reason: str,
    seen: str = "",
) -> None:
    """Keep the decision; who asked cannot take it, and a no needs its reason.

    Who approves a release names what they have been shown of it (`seen_of`).
    """
    approval = _found(session, user, public_id)
    require_open(approval, user, now)
    if not may_decide(approval, user):
        raise NotAllowedError
    why = clean_text(reason)
    if not why and not approved:
        raise ApprovalTextError("Skriv varför du säger nej.")
    if len(why) > LONGEST_TEXT:
        raise ApprovalTextError(
            "Texten är längre än {largest} tecken. Korta den.", largest=LONGEST_TEXT
        )
    about = require_seen(session, user, now, approval, seen) if approved else public_id
    add_decision(session, approval, Decision(approved, why, user.name, now))
    action = APPROVED if approved else "declined"
    for site_code in sorted(approval.site_codes):
        note_event(session, now, user.name, action, about, site_code=site_code)


def _found(session: Session, user: User, public_id: str) -> Approval:
    for approval in all_approvals(session):
        if approval.public_id == public_id and is_shown(approval, user):
            return approval
    raise NotFoundError
