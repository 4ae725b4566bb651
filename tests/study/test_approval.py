from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kast_eval.study.approval import (
    SUBJECT_WORDS,
    VALID,
    Approval,
    ApprovalState,
    ApprovalSubject,
    DecidedBeforeError,
    Decision,
    OwnApprovalError,
    is_shown,
    may_ask,
    may_decide,
    require_open,
    subjects_for,
)
from kast_eval.study.roles import Role, User

NOW = datetime(2026, 3, 9, 12, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HERE, THERE = "0000", "0001"
ASKED = Approval(
    "a" * 24, ApprovalSubject.ERASURE, "XX0001D", frozenset({HERE}), "vill det", "anna", NOW
)
YES = Decision(approved=True, reason="", decided_by="lead", decided_at=NOW + timedelta(days=10))


def person(role: Role, *sites: str, name: str = "other") -> User:
    return User(name, {site: frozenset({role}) for site in sites or (HERE,)})


LEAD = person(Role.LEAD)


@pytest.mark.parametrize(
    ("approval", "at", "state"),
    [
        (ASKED, NOW, ApprovalState.OPEN),
        (ASKED, NOW + VALID - SECOND, ApprovalState.OPEN),
        (ASKED, NOW + VALID, ApprovalState.EXPIRED),
        # What is approved holds as long again from the decision on.
        (replace(ASKED, decision=YES), NOW + VALID, ApprovalState.APPROVED),
        (replace(ASKED, decision=YES), YES.decided_at + VALID, ApprovalState.EXPIRED),
        (replace(ASKED, decision=replace(YES, approved=False)), NOW, ApprovalState.DECLINED),
        (replace(ASKED, decision=YES, used_at=NOW), NOW + 9 * VALID, ApprovalState.USED),
    ],
)
def test_an_approval_is_in_one_state(
    approval: Approval, at: datetime, state: ApprovalState
) -> None:
    assert approval.state(at) is state


def test_who_asked_never_decides() -> None:
    asker = person(Role.LEAD, name="anna")
    assert not may_decide(ASKED, asker)
    with pytest.raises(OwnApprovalError):
        require_open(ASKED, asker, NOW)
    require_open(ASKED, LEAD, NOW)
    assert may_decide(ASKED, LEAD)


@pytest.mark.parametrize("at", [NOW + VALID, NOW + 2 * VALID])
def test_what_is_not_open_is_not_decided(at: datetime) -> None:
    with pytest.raises(DecidedBeforeError):
        require_open(ASKED, LEAD, at)
    with pytest.raises(DecidedBeforeError):
        require_open(replace(ASKED, decision=YES), LEAD, NOW)


def test_each_subject_has_words_and_people_who_decide_it() -> None:
    assert set(SUBJECT_WORDS) == set(ApprovalSubject)
    deciders = {
        subject: {
            role for role in Role if may_decide(replace(ASKED, subject=subject), person(role))
        }
        for subject in ApprovalSubject
    }
    assert deciders == {
        ApprovalSubject.RELEASE_A: {Role.LEAD, Role.RESEARCHER},
        ApprovalSubject.RELEASE_B: {Role.LEAD, Role.RESEARCHER},
        ApprovalSubject.ERASURE: {Role.LEAD},
        ApprovalSubject.KEY_EXPORT: {Role.LEAD},
    }


def test_an_administrator_asks_for_keys_and_sees_no_clients_code() -> None:
    administrator = person(Role.ADMINISTRATOR)
    assert subjects_for(administrator) == (ApprovalSubject.KEY_EXPORT,)
    assert not is_shown(ASKED, administrator)
    assert is_shown(replace(ASKED, subject=ApprovalSubject.KEY_EXPORT), administrator)
    assert may_ask(administrator, ApprovalSubject.KEY_EXPORT, HERE)
    assert not may_ask(administrator, ApprovalSubject.KEY_EXPORT, THERE)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.COORDINATOR])
def test_who_only_looks_asks_for_nothing(role: Role) -> None:
    assert subjects_for(person(role)) == ()


def test_what_is_about_two_clinics_is_decided_by_who_may_at_both() -> None:
    both = replace(ASKED, site_codes=frozenset({HERE, THERE}))
    assert not may_decide(both, LEAD)
    assert not is_shown(both, LEAD)
    assert may_decide(both, person(Role.LEAD, HERE, THERE))
