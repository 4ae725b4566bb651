from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy.exc import DatabaseError

from kast_eval.actions.ask_approval import ApprovalTextError, ask_approval
from kast_eval.actions.decide_approval import decide_approval
from kast_eval.actions.list_approvals import ShownApproval, list_approvals
from kast_eval.actions.require_approved import require_approved
from kast_eval.actions.steps.sight import UnseenError
from kast_eval.store.approvals import add_use, all_approvals
from kast_eval.store.database import Database
from kast_eval.study.approval import (
    VALID,
    ApprovalState,
    ApprovalSubject,
    DecidedBeforeError,
    NotApprovedError,
    OwnApprovalError,
)
from kast_eval.study.roles import NotAllowedError, NotFoundError, Role, User
from tests.actions.at_the_clinic import (
    ANNA,
    BERIT,
    HERE,
    LEAD,
    NEIGHBOUR,
    NOW,
    RESEARCHER,
    THERE,
    noted,
)

ERASURE, RELEASE = ApprovalSubject.ERASURE, ApprovalSubject.RELEASE_A
TARGET = "XX0001D"


def ask(
    database: Database,
    user: User = ANNA,
    *,
    subject: ApprovalSubject = ERASURE,
    target: str = TARGET,
    sites: Collection[str] = (HERE,),
    reason: str = "klienten vill det",
) -> str:
    with database.begin() as session:
        return ask_approval(
            session, user, NOW, subject=subject, target=target, site_codes=sites, reason=reason
        )


def decide(
    database: Database,
    public_id: str,
    user: User = LEAD,
    *,
    approved: bool = True,
    reason: str = "",
    now: datetime = NOW,
) -> None:
    with database.begin() as session:
        decide_approval(session, user, now, public_id, approved=approved, reason=reason)


def do(
    database: Database,
    user: User = ANNA,
    *,
    subject: ApprovalSubject = ERASURE,
    target: str = TARGET,
    sites: Collection[str] = (HERE,),
    now: datetime = NOW,
) -> None:
    with database.begin() as session:
        require_approved(session, user, now, subject=subject, target=target, site_codes=sites)


def listed(database: Database, user: User, now: datetime = NOW) -> tuple[ShownApproval, ...]:
    with database.read() as session:
        return list_approvals(session, user, now)


def test_what_two_agree_on_is_done_once(database: Database) -> None:
    public_id = ask(database)
    with pytest.raises(NotApprovedError):
        do(database)
    decide(database, public_id)
    do(database)
    with pytest.raises(NotApprovedError):
        do(database)
    (one,) = listed(database, LEAD)
    assert (one.state, one.may_decide) == (ApprovalState.USED, True)
    assert noted(database) == [
        ("anna", "asked approval", public_id, HERE), ("lead", "approved", public_id, HERE),
        ("anna", "used approval", public_id, HERE),
    ]  # fmt: skip


def test_who_asked_cannot_approve_not_even_a_lead(database: Database) -> None:
    public_id = ask(database, LEAD)
    with pytest.raises(OwnApprovalError):
        decide(database, public_id)
    with pytest.raises(NotAllowedError):
        decide(database, public_id, BERIT)
    with pytest.raises(NotFoundError):
        decide(database, public_id, NEIGHBOUR)
    with pytest.raises(NotFoundError):
        decide(database, "f" * 24)


def test_an_approval_holds_for_exactly_what_was_asked(database: Database) -> None:
    decide(database, ask(database))
    for other in (
        partial(do, database, target="XX0002B"),
        partial(do, database, subject=ApprovalSubject.KEY_EXPORT),
        partial(do, database, sites=(HERE, THERE)),
        # It is for the two who agreed.
        partial(do, database, BERIT),
        partial(do, database, now=NOW + VALID),
    ):
        with pytest.raises(NotApprovedError):
            other()
    do(database, LEAD)


def test_a_no_needs_its_reason_and_is_the_last_word(database: Database) -> None:
    public_id = ask(database)
    with pytest.raises(ApprovalTextError):
        decide(database, public_id, approved=False, reason=" ")
    with pytest.raises(ApprovalTextError):
        decide(database, public_id, reason="a" * 201)
    decide(database, public_id, approved=False, reason="fel kod")
    with pytest.raises(DecidedBeforeError):
        decide(database, public_id)
    with pytest.raises(NotApprovedError):
        do(database)
    (one,) = listed(database, ANNA)
    assert one.state is ApprovalState.DECLINED
    # Asked again it is another question.
    assert ask(database) != public_id


def test_what_nobody_decides_expires(database: Database) -> None:
    public_id = ask(database)
    with pytest.raises(DecidedBeforeError):
        decide(database, public_id, now=NOW + VALID)
    (one,) = listed(database, LEAD, NOW + VALID)
    assert one.state is ApprovalState.EXPIRED


def test_a_question_says_what_it_is_about_and_stands_once(database: Database) -> None:
    for target, reason in (("", "skäl"), (TARGET, " "), ("a" * 201, "skäl")):
        with pytest.raises(ApprovalTextError):
            ask(database, target=target, reason=reason)
    public_id = ask(database)
    assert ask(database) == public_id
    assert ask(database, BERIT) != public_id
    assert len(noted(database)) == 2


def test_only_who_may_asks_and_only_at_own_clinics(database: Database) -> None:
    with pytest.raises(NotFoundError):
        ask(database, sites=(HERE, THERE))
    with pytest.raises(NotFoundError):
        ask(database, sites=())
    with pytest.raises(NotAllowedError):
        ask(database, RESEARCHER)
    with pytest.raises(NotAllowedError):
        listed(database, User("auditor", {HERE: frozenset({Role.AUDITOR})}))
    ask(database, RESEARCHER, subject=RELEASE, target="recipe 1f3a")
    assert listed(database, NEIGHBOUR) == ()
    assert [one.approval.subject for one in listed(database, RESEARCHER)] == [RELEASE]


@pytest.mark.parametrize("seen", ["", f"5 {'b' * 64}", f"1–4 {'b' * 64}", "\0", "5 " * 99])
def test_a_recipe_is_approved_by_nobody_who_has_not_been_shown_it(
    database: Database, seen: str
) -> None:
    public_id = ask(database, RESEARCHER, subject=RELEASE, target=f"huvudanalys {'a' * 64}")
    with pytest.raises(UnseenError), database.begin() as session:
        decide_approval(session, LEAD, NOW, public_id, approved=True, reason="", seen=seen)
    # A no needs no look.
    decide(database, public_id, approved=False, reason="för brett")


def test_the_open_ones_stand_first(database: Database) -> None:
    first = ask(database)
    second = ask(database, target="XX0002B")
    decide(database, second)
    assert [one.approval.public_id for one in listed(database, LEAD)] == [first, second]


def test_the_table_itself_lets_nothing_be_done_twice(database: Database) -> None:
    decide(database, ask(database))
    do(database)
    with database.read() as session:
        (approval,) = all_approvals(session)
    with pytest.raises(DatabaseError), database.begin() as session:
        add_use(session, approval, used_by="anna", used_at=NOW + timedelta(days=1))
