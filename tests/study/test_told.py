from collections.abc import Collection
from datetime import timedelta

import pytest

from kast_eval.study.expected import SheetFacts, State
from kast_eval.study.ledger import ledger_of
from tests.study.sheets import FIRST, closed, log, schedule, sheet


def states(
    facts: Collection[SheetFacts], today: int, *, in_study: bool = False, episode_no: int = 1
) -> dict[str, State]:
    """Return the states of one episode's forms by letter-like name: form and time point."""
    found = ledger_of(
        schedule(), facts, (), (), FIRST + timedelta(today), chosen_points=("f03",),
        in_study=in_study,
    )  # fmt: skip
    return {
        f"{one.form} {one.timepoint}": one.state
        for one in found
        if one.code and one.episode_no == episode_no
    }


def withdrawal(day: int, scope: int | None, *, kind: int = 1, episode_no: int = 1) -> SheetFacts:
    codes = {"deviation_kind": kind} | ({} if scope is None else {"withdraw_scope": scope})
    days = {"deviation_date": FIRST + timedelta(day)}
    return sheet("deviation", day, 1, codes=codes, days=days, episode_no=episode_no)


@pytest.mark.parametrize(
    ("done", "state"),
    [(1, State.OVERDUE), (2, State.DECLINED), (3, State.LEFT), (-7, State.OVERDUE)],
)  # fmt: skip
def test_staff_tell_of_the_closing_form(done: int, state: State) -> None:
    assert states([closed(0, done=done)], 60)["closing t1"] is state


@pytest.mark.parametrize(
    ("used", "state"),
    [(0, State.UNUSED), (1, State.OVERDUE), (2, State.OVERDUE), (-7, State.OVERDUE)],
)
def test_the_log_tells_that_the_check_in_was_not_used(used: int, state: State) -> None:
    first = sheet("session", 0, 1, codes={"attended": 1, "form_c_used": used})
    found = states([first, log(2, 7)], 30)
    assert found["checkin s01"] is state
    # Each log tells of its own session.
    assert found["checkin s02"] is State.OVERDUE
    # The sheet counts more than what the log says of it.
    came = states([first, sheet("checkin", 0, 1)], 30)
    assert came["checkin s01"] is State.RETURNED


def test_who_stayed_away_has_left_before_the_closing_form() -> None:
    found = states([log(1, 0), closed(0, reason=3)], 100)
    assert found["closing t1"] is State.LEFT
    # The client was there once, so that these could have been filled in.
    assert found["start t0"] is found["checkin s01"] is State.OVERDUE


def test_who_never_came_has_left_before_the_start_form() -> None:
    found = states([log(1, 0, attended=3), closed(0, reason=3)], 100)
    assert found["start t0"] is State.LEFT
    # What staff fill in is still to come.
    assert found["start_staff t0"] is State.OVERDUE


def test_who_declines_research_declines_the_clients_own_forms_in_the_study_only() -> None:
    refuses = sheet("start_staff", codes={"consent_research": 2})
    facts = [refuses, log(1, 0), closed(0)]
    found = states(facts, 200, in_study=True)
    own = ("start t0", "checkin s01", "closing t1", "followup f03", "followup f06")
    assert {found[name] for name in own} == {State.DECLINED}
    assert found["session s01"] is found["closing_staff t1"] is State.RETURNED
    assert State.DECLINED not in states(facts, 200).values()
    # A form that is there counts as what it is.
    assert states([*facts, sheet("start")], 200, in_study=True)["start t0"] is State.RETURNED


@pytest.mark.parametrize("consent", [1, 3, -7])
def test_who_does_not_decline_research_declines_nothing(consent: int) -> None:
    facts = [sheet("start_staff", codes={"consent_research": consent}), log(1, 0)]
    assert State.DECLINED not in states(facts, 9, in_study=True).values()


@pytest.mark.parametrize(("answer", "declined"), [(0, True), (1, False), (-4, False)])
def test_who_does_not_want_to_be_asked_again_is_not(answer: int, *, declined: bool) -> None:
    found = states([closed(0), sheet("closing", codes={"fu_ok": answer})], 200)
    assert (found["followup f06"] is State.DECLINED) is declined
    assert (found["followup f03"] is State.DECLINED) is declined


def test_a_withdrawal_from_the_follow_up_ends_that_alone() -> None:
    facts = [log(1, 0), closed(0), withdrawal(150, 1)]
    found = states(facts, 200)
    assert found["followup f06"] is State.WITHDRAWN
    # What was missed before is missing for another reason.
    assert found["followup f03"] is State.OVERDUE
    assert found["closing t1"] is found["start t0"] is State.OVERDUE


@pytest.mark.parametrize("scope", [2, 3, None, -7])
def test_a_withdrawal_from_all_new_forms_ends_all_that_are_open(scope: int | None) -> None:
    facts = [log(1, 0), sheet("checkin", 0, 1), closed(7), withdrawal(10, scope)]
    found = states(facts, 200)
    for name in ("start t0", "closing t1", "followup f03", "followup f06"):
        assert found[name] is State.WITHDRAWN
    assert found["checkin s01"] is State.RETURNED
    # Nothing more is collected of the client, not by staff either.
    assert found["start_staff t0"] is State.WITHDRAWN


def test_a_deviation_of_another_kind_is_no_withdrawal() -> None:
    facts = [log(1, 0), withdrawal(0, 2, kind=7)]
    assert State.WITHDRAWN not in states(facts, 10).values()


def test_a_withdrawal_without_a_day_counts_from_the_day_of_the_sheet() -> None:
    told = sheet("deviation", 150, 1, codes={"deviation_kind": 1, "withdraw_scope": 1})
    found = states([closed(0), told], 200)
    assert found["followup f03"] is State.OVERDUE
    assert found["followup f06"] is State.WITHDRAWN


def test_a_later_episode_is_a_new_consent() -> None:
    facts = [log(1, 0), withdrawal(1, 2), closed(1), log(1, 200, episode_no=2)]
    assert states(facts, 200)["start t0"] is State.WITHDRAWN
    assert states(facts, 200, episode_no=2)["start t0"] is State.DUE
    later = [log(1, 0), closed(1), log(1, 200, episode_no=2), withdrawal(200, 2, episode_no=2)]
    assert states(later, 200)["followup f06"] is State.WITHDRAWN
    assert states(later, 200, episode_no=2)["start t0"] is State.WITHDRAWN


def test_two_withdrawals_count_together() -> None:
    first, second = withdrawal(10, 1), withdrawal(20, 2)
    found = states([log(1, 0), closed(0), first, second], 200)
    assert found["start t0"] is found["followup f06"] is State.WITHDRAWN
