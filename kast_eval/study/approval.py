"""What two people must agree on before it is done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from kast_eval.errors import KastEvalError
from kast_eval.study.roles import Permission, User
from kast_eval.wording import marked

VALID = timedelta(days=14)
"""So long a question waits, and so long what was approved may be done."""


class ApprovalSubject(StrEnum):
    """What needs two people."""

    RELEASE_A = "release A"
    RELEASE_B = "release B"
    ERASURE = "erasure"
    KEY_EXPORT = "key export"


SUBJECT_WORDS: Mapping[ApprovalSubject, str] = {
    ApprovalSubject.RELEASE_A: marked("Lämna ut en kodad arbetsfil (nivå A)"),
    ApprovalSubject.RELEASE_B: marked("Lämna ut en anonymiserad fil (nivå B)"),
    ApprovalSubject.ERASURE: marked("Radera uppgifter om en klient"),
    ApprovalSubject.KEY_EXPORT: marked("Ta ut en nyckel ur programmet"),
}

_ASKED_BY: Mapping[ApprovalSubject, frozenset[Permission]] = {
    ApprovalSubject.RELEASE_A: frozenset({Permission.EXPORT, Permission.EXPORT_STUDY}),
    ApprovalSubject.RELEASE_B: frozenset({Permission.EXPORT, Permission.EXPORT_STUDY}),
    ApprovalSubject.ERASURE: frozenset({Permission.READ}),
    ApprovalSubject.KEY_EXPORT: frozenset({Permission.KEEP_MACHINE, Permission.APPROVE}),
}
"""Who may ask, and see what was asked: an administrator sees no client code."""

_DECIDED_BY: Mapping[ApprovalSubject, Permission] = {
    ApprovalSubject.RELEASE_A: Permission.APPROVE_RELEASE,
    ApprovalSubject.RELEASE_B: Permission.APPROVE_RELEASE,
    ApprovalSubject.ERASURE: Permission.APPROVE,
    ApprovalSubject.KEY_EXPORT: Permission.APPROVE,
}


class ApprovalState(StrEnum):
    """How far it has come."""

    OPEN = "open"
    APPROVED = "approved"
    DECLINED = "declined"
    EXPIRED = "expired"
    USED = "used"


@dataclass(frozen=True)
class Decision:
    """What the other person said."""

    approved: bool
    reason: str
    decided_by: str
    decided_at: datetime


@dataclass(frozen=True)
class Approval:
    """Something that one person has asked another to approve, and what became of it.

    `target` says exactly what: a recipe, a client code, a key. It holds for nothing else.
    """

    public_id: str
    subject: ApprovalSubject
    target: str
    site_codes: frozenset[str]
    reason: str
    asked_by: str
    asked_at: datetime
    decision: Decision | None = None
    used_at: datetime | None = None

    def state(self, now: datetime) -> ApprovalState:
        """Return how far it has come; what waited too long for either is over."""
        if self.used_at is not None:
            return ApprovalState.USED
        if self.decision is not None and not self.decision.approved:
            return ApprovalState.DECLINED
        since = self.asked_at if self.decision is None else self.decision.decided_at
        if now >= since + VALID:
            return ApprovalState.EXPIRED
        return ApprovalState.OPEN if self.decision is None else ApprovalState.APPROVED


class OwnApprovalError(KastEvalError):
    """Somebody who would approve what they have asked for themselves."""

    def __init__(self) -> None:
        super().__init__("Du har själv bett om det här. Någon annan behöver besluta.")


class DecidedBeforeError(KastEvalError):
    """A question that is not open any more."""

    def __init__(self) -> None:
        super().__init__("Frågan är redan avgjord, eller så har den väntat för länge.")


class NotApprovedError(KastEvalError):
    """Something that two people have not agreed on, or not for this, or not in time."""

    def __init__(self) -> None:
        super().__init__(
            "Det här behöver två personers beslut, och det finns inget som gäller. Be om ett under "
            "«Beslut av två»."
        )


def may_ask(user: User, subject: ApprovalSubject, site_code: str) -> bool:
    """Tell whether the user may ask for such a thing at a clinic."""
    return any(user.may(permission, site_code) for permission in _ASKED_BY[subject])


def subjects_for(user: User) -> tuple[ApprovalSubject, ...]:
    """Return what the user may ask for at some clinic."""
    return tuple(
        subject
        for subject in ApprovalSubject
        if any(may_ask(user, subject, site_code) for site_code in user.sites)
    )


def may_decide(approval: Approval, user: User) -> bool:
    """Tell whether the user, who is another, decides such things at every clinic it is about."""
    permission = _DECIDED_BY[approval.subject]
    everywhere = all(user.may(permission, site_code) for site_code in approval.site_codes)
    return everywhere and approval.asked_by != user.name


def is_shown(approval: Approval, user: User) -> bool:
    """Tell whether the approval exists for the user: one that the user might have asked for."""
    return all(may_ask(user, approval.subject, site_code) for site_code in approval.site_codes)


def require_open(approval: Approval, user: User, now: datetime) -> None:
    """Refuse a decision by who asked, and one about what is not open."""
    if approval.asked_by == user.name:
        raise OwnApprovalError
    if approval.state(now) is not ApprovalState.OPEN:
        raise DecidedBeforeError
