"""What was asked about packages and is not done yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from kast_eval.actions.list_approvals import ShownApproval, list_approvals
from kast_eval.actions.steps.approved import agreed_by
from kast_eval.dataset.package.asked import Asked, read_asked
from kast_eval.store.session import Session
from kast_eval.study.approval import ApprovalState
from kast_eval.study.roles import NotFoundError, User

What_co = TypeVar("What_co", covariant=True)


@dataclass(frozen=True)
class Waiting(Generic[What_co]):
    """A question that is open or approved, what it is about, and whether the user may do that."""

    shown: ShownApproval
    what: What_co
    may_do: bool


def asked_packages(session: Session, user: User, now: datetime) -> Iterator[Waiting[Asked]]:
    """Give what waits for somebody's decision, or to be done after it."""
    for one in list_approvals(session, user, now):
        what = read_asked(one.approval)
        if what is None or one.state not in {ApprovalState.OPEN, ApprovalState.APPROVED}:
            continue
        agreed = one.state is ApprovalState.APPROVED and user.name in agreed_by(one.approval)
        yield Waiting(one, what, agreed)


def find_asked(session: Session, user: User, now: datetime, public_id: str) -> Asked:
    """Return what a question is about that waits still, or raise NotFoundError."""
    for one in asked_packages(session, user, now):
        if one.shown.approval.public_id == public_id:
            return one.what
    raise NotFoundError
