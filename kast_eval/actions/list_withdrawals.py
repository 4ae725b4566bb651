"""List the clients who have taken their consent back, and find or begin one by a code."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from kast_eval.actions.open_sheet import OpenSheet, open_sheet
from kast_eval.actions.steps.meant import meant_by
from kast_eval.actions.steps.withdrawal import counting, withdrawals_by
from kast_eval.definition.form import Subject
from kast_eval.store.clients import find_client
from kast_eval.store.erasures import erasure_of, erasures
from kast_eval.store.session import Session
from kast_eval.store.sheet_facts import client_facts, site_facts
from kast_eval.study.approval import Approval, ApprovalSubject
from kast_eval.study.client_code import read_client_code
from kast_eval.study.plan import Plan
from kast_eval.study.roles import Permission, User, require_somewhere
from kast_eval.study.signs import Sign
from kast_eval.study.told import Scope, withdrawals_of


@dataclass(frozen=True)
class ListedWithdrawal:
    """A client who has withdrawn: where, since when, how far; `erased` tells that it is done."""

    public_id: str
    site_code: str
    code: str
    day: date | None
    scope: Scope
    erased: bool


def list_withdrawals(session: Session, user: User, plan: Plan) -> tuple[ListedWithdrawal, ...]:
    """Return every withdrawal at the user's clinics, those that are to be erased first."""
    found = [
        one
        for site_code in sorted(require_somewhere(user, Permission.READ))
        for one in _at(session, plan, site_code)
    ]
    return tuple(sorted(found, key=lambda one: (one.erased, one.scope is not Scope.ERASE)))


def _at(session: Session, plan: Plan, site_code: str) -> Iterator[ListedWithdrawal]:
    for code, told in sorted(withdrawals_of(plan.schedule, site_facts(session, site_code)).items()):
        one = counting(told)
        yield ListedWithdrawal(one.sheet, site_code, code, one.day, one.scope, erased=False)
    for erasure in erasures(session, (site_code,)):
        yield ListedWithdrawal(
            erasure.public_id, site_code, erasure.client_code, erasure.withdrawn_on,
            Scope.ERASE, erased=True,
        )  # fmt: skip


def withdrawal_of_approval(session: Session, plan: Plan, approval: Approval) -> str | None:
    """Return what the withdrawal is found by that two have decided about; None for other things."""
    if approval.subject is not ApprovalSubject.ERASURE:
        return None
    for site_code in approval.site_codes:
        erasure = erasure_of(session, site_code, approval.target)
        if erasure is not None:
            return erasure.public_id
        client = find_client(session, (site_code,), approval.target)
        told = withdrawals_by(session, plan, client) if client else ()
        if told:
            return counting(told).sheet
    return None


def withdrawal_of_code(
    session: Session, user: User, now: datetime, plan: Plan, *, code: str
) -> str | OpenSheet:
    """Return what the client's withdrawal is found by or, if there is none, its sheet to key."""
    canonical = read_client_code(code)
    for site_code in sorted(require_somewhere(user, Permission.ENTER)):
        erasure = erasure_of(session, site_code, canonical)
        if erasure is not None:
            return erasure.public_id
    meant = meant_by(session, user, Permission.ENTER, code, Subject.CLIENT)
    told = withdrawals_by(session, plan, meant.client) if meant.client else ()
    if told:
        return counting(told).sheet
    form = plan.schedule.signs.codes[Sign.WITHDREW].form
    return open_sheet(
        session, user, now, plan,
        code=code, form=form, number=_next(session, meant.site.code, canonical, form),
    )  # fmt: skip


def _next(session: Session, site_code: str, code: str, form: str) -> int:
    client = find_client(session, (site_code,), code)
    facts = client_facts(session, client) if client else ()
    return 1 + max((one.number or 0 for one in facts if one.form == form), default=0)
