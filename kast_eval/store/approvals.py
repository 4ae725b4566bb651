"""Queries about what two people must agree on."""

import secrets
from datetime import datetime

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import aliased

from kast_eval.store.session import Session
from kast_eval.store.tables import ApprovalDecisionRow, ApprovalRow, ApprovalUseRow, UserRow
from kast_eval.store.users import user_id
from kast_eval.study.approval import Approval, ApprovalSubject, Decision

_ASKER, _DECIDER = aliased(UserRow), aliased(UserRow)
_ALL = (
    select(
        ApprovalRow.public_id,
        ApprovalRow.subject,
        ApprovalRow.target,
        ApprovalRow.site_codes,
        ApprovalRow.reason,
        _ASKER.name.label("asked_by"),
        ApprovalRow.asked_at,
        ApprovalDecisionRow.approved,
        ApprovalDecisionRow.reason.label("why"),
        _DECIDER.name.label("decided_by"),
        ApprovalDecisionRow.decided_at,
        ApprovalUseRow.used_at,
    )
    .join(_ASKER, _ASKER.id == ApprovalRow.asked_by)
    .outerjoin(ApprovalDecisionRow, ApprovalDecisionRow.approval_id == ApprovalRow.id)
    .outerjoin(_DECIDER, _DECIDER.id == ApprovalDecisionRow.decided_by)
    .outerjoin(ApprovalUseRow, ApprovalUseRow.approval_id == ApprovalRow.id)
    .order_by(ApprovalRow.id.desc())
)
_ID = select(ApprovalRow.id).where(ApprovalRow.public_id == bindparam("public_id"))
_ADD = insert(ApprovalRow)
_DECIDE = insert(ApprovalDecisionRow)
_USE = insert(ApprovalUseRow)


def new_approval_id() -> str:
    """Return an address that nobody can guess."""
    return secrets.token_hex(12)


def add_approval(session: Session, approval: Approval) -> None:
    """Keep what somebody has asked for."""
    values = {
        "public_id": approval.public_id,
        "subject": approval.subject,
        "target": approval.target,
        "site_codes": approval.site_codes,
        "reason": approval.reason,
        "asked_by": user_id(session, approval.asked_by),
        "asked_at": approval.asked_at,
    }
    session.connection.execute(_ADD, values)


def add_decision(session: Session, approval: Approval, decision: Decision) -> None:
    """Keep what the other person said."""
    values = {
        "approval_id": _number(session, approval),
        "approved": decision.approved,
        "reason": decision.reason,
        "decided_by": user_id(session, decision.decided_by),
        "decided_at": decision.decided_at,
    }
    session.connection.execute(_DECIDE, values)


def add_use(session: Session, approval: Approval, *, used_by: str, used_at: datetime) -> None:
    """Keep that it was done; a second time is refused by the table."""
    values = {
        "approval_id": _number(session, approval),
        "used_by": user_id(session, used_by),
        "used_at": used_at,
    }
    session.connection.execute(_USE, values)


def all_approvals(session: Session) -> tuple[Approval, ...]:
    """Return everything that was ever asked for, the newest first; there are few."""
    return tuple(
        Approval(
            row.public_id,
            ApprovalSubject(row.subject),
            row.target,
            row.site_codes,
            row.reason,
            row.asked_by,
            row.asked_at,
            None
            if row.decided_at is None
            else Decision(row.approved, row.why, row.decided_by, row.decided_at),
            row.used_at,
        )
        for row in session.connection.execute(_ALL)
    )


def _number(session: Session, approval: Approval) -> int:
    return session.connection.execute(_ID, {"public_id": approval.public_id}).scalar_one()
