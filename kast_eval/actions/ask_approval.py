"""Ask another person to approve something."""

from collections.abc import Collection
from datetime import datetime

from kast_eval.errors import KastEvalError
from kast_eval.kinds.text import LONGEST_TEXT, clean_text
from kast_eval.store.approvals import add_approval, all_approvals, new_approval_id
from kast_eval.store.events import note_event
from kast_eval.store.session import Session
from kast_eval.study.approval import Approval, ApprovalState, ApprovalSubject, may_ask
from kast_eval.study.roles import NotAllowedError, NotFoundError, User


class ApprovalTextError(KastEvalError):
    """A question that does not say what it is about, or why."""


def ask_approval(
    session: Session,
    user: User,
    now: datetime,
    *,
    subject: ApprovalSubject,
    target: str,
    site_codes: Collection[str],
    reason: str,
) -> str:
    """Keep the question and return its public id; the same one that is open already is that one."""
    if not site_codes:
        raise NotFoundError
    for site_code in sorted(site_codes):
        if site_code not in user.sites:
            raise NotFoundError
        if not may_ask(user, subject, site_code):
            raise NotAllowedError
    what, why = clean_text(target), clean_text(reason)
    if not what or not why:
        raise ApprovalTextError("Skriv vad det gäller och varför, utan namn.")
    if max(len(what), len(why)) > LONGEST_TEXT:
        raise ApprovalTextError(
            "Texten är längre än {largest} tecken. Korta den.", largest=LONGEST_TEXT
        )
    asked = Approval(new_approval_id(), subject, what, frozenset(site_codes), why, user.name, now)
    for known in all_approvals(session):
        if known.state(now) is ApprovalState.OPEN and _same(known, asked):
            return known.public_id
    add_approval(session, asked)
    for site_code in sorted(site_codes):
        note_event(session, now, user.name, "asked approval", asked.public_id, site_code=site_code)
    return asked.public_id


def _same(known: Approval, asked: Approval) -> bool:
    return (known.subject, known.target, known.site_codes, known.asked_by) == (
        asked.subject, asked.target, asked.site_codes, asked.asked_by,
    )  # fmt: skip
