"""Read how it stands with a client's withdrawal, and which releases hold the client."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from kast_eval.actions.steps.withdrawal import (
    CodeKeys,
    ToldWithdrawal,
    key_is_gone,
    withdrawal_at,
)
from kast_eval.store.approvals import all_approvals
from kast_eval.store.events import note_event
from kast_eval.store.packages import packages_made
from kast_eval.store.releases import ReleaseRecord, releases_of
from kast_eval.store.session import Session
from kast_eval.store.sites import all_sites, is_training
from kast_eval.study.approval import Approval, ApprovalState, ApprovalSubject
from kast_eval.study.plan import Plan
from kast_eval.study.roles import Permission, User
from kast_eval.study.site import Site
from kast_eval.study.told import Scope


class Standing(StrEnum):
    """How far a withdrawal has come."""

    STOPPED = "stopped"
    """Nothing more is collected, and the answers stay."""
    UNSAID = "unsaid"
    NO_KEY = "no key"
    TO_ASK = "to ask"
    ASKED = "asked"
    AGREED = "agreed"
    ERASED = "erased"


@dataclass(frozen=True)
class WithdrawalView:
    """A withdrawal, how far it has come, what two have decided, which releases hold the client.

    `may_erase` tells whether the user is one who carries it out.
    """

    public_id: str
    site: Site
    told: ToldWithdrawal
    standing: Standing
    approval: Approval | None
    releases: tuple[ReleaseRecord, ...]
    may_erase: bool
    key_in_computer: bool
    sends_packages: bool

    @property
    def code(self) -> str:
        """Return whose it is."""
        return self.told.client.code


def read_withdrawal(
    session: Session, user: User, now: datetime, plan: Plan, public_id: str, *, code_keys: CodeKeys
) -> WithdrawalView:
    """Return how it stands, and note that it was read; NotFoundError for another clinic's."""
    told = withdrawal_at(session, user, Permission.READ, plan, public_id)
    (site,) = (one for one in all_sites(session) if one.code == told.client.site_code)
    key = code_keys(site.code)
    approval = _approval(session, now, told)
    gone = key_is_gone(session, site.code, key)
    note_event(session, now, user.name, "read withdrawal", public_id, site_code=site.code)
    return WithdrawalView(
        public_id,
        site,
        told,
        _standing(session, now, told, approval, gone=gone),
        approval,
        releases_of(session, site.code, told.client.code),
        user.may(Permission.APPROVE, site.code),
        key.there,
        bool(packages_made(session, site.code)),
    )


def _approval(session: Session, now: datetime, told: ToldWithdrawal) -> Approval | None:
    """Return what two have decided, or one waits for, of this very client; the newest."""
    waiting = {ApprovalState.OPEN, ApprovalState.APPROVED}
    wanted = (ApprovalSubject.ERASURE, told.client.code, frozenset({told.client.site_code}))
    for one in all_approvals(session):
        if (one.subject, one.target, one.site_codes) == wanted and one.state(now) in waiting:
            return one
    return None


def _standing(
    session: Session, now: datetime, told: ToldWithdrawal, approval: Approval | None, *, gone: bool
) -> Standing:
    if told.erasure is not None:
        return Standing.ERASED
    match told.scope:
        case Scope.FOLLOW_UP | Scope.KEEP:
            return Standing.STOPPED
        case Scope.UNSAID:
            return Standing.UNSAID
        case Scope.ERASE:
            if gone:
                return Standing.NO_KEY
            if is_training(session):
                return Standing.AGREED
            if approval is None:
                return Standing.TO_ASK
            is_open = approval.state(now) is ApprovalState.OPEN
            return Standing.ASKED if is_open else Standing.AGREED
        case _:
            assert_never(told.scope)
