import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.quality.flow import flow_of, form_of
from kast_eval.quality.share import Share
from kast_eval.quality.step import FlowStep, Gap, Step
from kast_eval.study.expected import Absence, SheetFacts, State
from tests.quality.at_work import clinics, ledger, row, whole_way
from tests.study.sheets import FIRST, closed, log, schedule, sheet

A_YEAR = 400


def steps_of(
    facts: list[SheetFacts], day: int = A_YEAR, absences: list[Absence] | None = None
) -> dict[Step, FlowStep]:
    flow = flow_of(schedule(), facts, ledger(facts, day, absences or []))
    return {one.step: one for one in (*flow.contacts, *flow.clients)}


@given(clinics(), st.integers(0, 500))
def test_the_steps_never_rise_and_everybody_is_accounted_for(
    clinic: tuple[list[SheetFacts], list[Absence]], day: int
) -> None:
    facts, absences = clinic
    flow = flow_of(schedule(), facts, ledger(facts, day, absences))
    for way in (flow.contacts, flow.clients):
        for before, after in itertools.pairwise(way):
            assert after.before == before.reached >= after.reached
    for one in (*flow.contacts, *flow.clients):
        assert one.before == one.reached + one.waiting + sum(one.missing.values())
        assert one.share.part == one.reached
        assert min(one.waiting, one.outside) >= 0


def test_a_client_who_came_the_whole_way_is_at_every_step() -> None:
    steps = steps_of([*whole_way("XX0001A"), row(1)])
    assert {one.reached for one in steps.values()} == {1}
    assert all(one.share == Share(1, 1) for one in steps.values())


def test_the_contact_log_tells_who_was_eligible_asked_and_consented() -> None:
    rows = [row(1), row(2, consent=2), row(3, asked=0, consent=3), row(4, eligible=6), row(5)]
    rows += [row(6, eligible=-7), row(7, consent=-7)]
    steps = steps_of(rows)
    assert steps[Step.ELIGIBLE].share == Share(5, 7)
    assert steps[Step.ELIGIBLE].missing == {Gap.NO: 1, Gap.BLANK: 1}
    assert steps[Step.ASKED].share == Share(4, 5)
    assert steps[Step.CONSENTED].share == Share(2, 4)
    assert steps[Step.CONSENTED].missing == {Gap.NO: 1, Gap.BLANK: 1}
    # Rows 4 and 6 say that they were asked, though they were not among the eligible.
    assert steps[Step.ASKED].outside == 2


def test_who_did_not_come_is_told_by_the_state_in_the_ledger() -> None:
    facts = [log(1, 0), log(1, 0, code="XX0002B"), log(1, 0, code="XX0003C")]
    facts += [log(1, 300, code="XX0004D"), sheet("start", 0, code="XX0003C")]
    said = Absence(("XX0001A", 1, "start", "t0"), State.DECLINED)
    step = steps_of(facts, 310, [said])[Step.START]
    assert (step.reached, step.before, step.waiting) == (1, 4, 1)
    assert step.missing == {State.DECLINED: 1, State.OVERDUE: 1}
    assert step.share == Share(1, 3)


def test_an_excused_form_leaves_the_denominator() -> None:
    said = Absence(("XX0001A", 1, "start", "t0"), State.EXCUSED)
    step = steps_of([log(1, 0)], absences=[said])[Step.START]
    assert step.missing == {State.EXCUSED: 1}
    assert step.share == Share(0, 0)


def test_one_check_in_is_enough_whatever_became_of_the_others() -> None:
    facts = [log(1, 0), log(2, 7), sheet("start", 0), sheet("checkin", 7, 2)]
    assert steps_of(facts)[Step.CHECKIN].share == Share(1, 1)


def test_an_open_contact_waits_for_its_closing() -> None:
    facts = [log(1, 0), sheet("start", 0), sheet("checkin", 0, 1)]
    step = steps_of(facts)[Step.CLOSED]
    assert (step.before, step.waiting, step.share) == (1, 1, Share(0, 0))


@pytest.mark.parametrize(("day", "waiting"), [(100, 1), (7 + 242, 1), (7 + 243, 0)])
def test_a_follow_up_is_missed_when_its_window_has_ended(day: int, waiting: int) -> None:
    facts = [one for one in whole_way("XX0001A") if one.form != "followup"]
    step = steps_of(facts, day)[Step.FOLLOWED_UP]
    assert (step.before, step.waiting, sum(step.missing.values())) == (1, waiting, 1 - waiting)


def test_a_follow_up_that_the_clinic_need_not_make_is_no_step() -> None:
    facts = [one for one in whole_way("XX0001A") if one.form != "followup"]
    facts.append(sheet("followup", 7 + 91, 3))
    assert steps_of(facts)[Step.FOLLOWED_UP].reached == 0


def test_a_closing_form_without_a_start_form_stands_outside_the_flow() -> None:
    facts = [one for one in whole_way("XX0001A") if one.form != "start"]
    step = steps_of(facts)[Step.CLOSING]
    assert (step.reached, step.outside) == (0, 1)


def test_a_client_counts_once_in_the_first_episode() -> None:
    again = [log(1, 300, episode_no=2), closed(310, episode_no=2)]
    facts = [*whole_way("XX0001A"), *again]
    flow = flow_of(schedule(), facts, ledger(facts, A_YEAR))
    assert flow.step(Step.BEGAN).reached == flow.step(Step.CLOSED).reached == 1
    assert flow.later_episodes == 1


def test_a_relative_is_no_client() -> None:
    facts = [sheet("relative_start", 0, code="RX0001A")]
    assert steps_of(facts)[Step.BEGAN].reached == 0


def test_an_empty_clinic_has_a_flow_of_nobody() -> None:
    flow = flow_of(schedule(), [], ledger([], 0))
    assert (flow.rows, flow.logged_from, flow.began_from) == (0, None, None)
    assert {one.share for one in (*flow.contacts, *flow.clients)} == {Share(0, 0)}
    assert flow.coverage is None


def test_the_coverage_is_start_forms_of_eligible_contacts() -> None:
    facts = [*whole_way("XX0001A"), row(1), row(2)]
    flow = flow_of(schedule(), facts, ledger(facts, A_YEAR))
    assert flow.coverage == Share(1, 2)
    assert (flow.rows, flow.logged_from) == (2, FIRST)
    assert flow.began_from == FIRST


def test_a_client_who_began_before_the_log_is_among_none_of_its_contacts() -> None:
    facts = [*whole_way("XX0001A"), sheet("start", 3, code="XX0002B"), row(2), row(3)]
    facts.append(log(1, 3, code="XX0002B"))
    flow = flow_of(schedule(), facts, ledger(facts, A_YEAR))
    assert flow.step(Step.START).reached == 2
    assert flow.coverage == Share(1, 2)


def test_a_log_with_too_few_rows_gives_no_coverage() -> None:
    facts = [*whole_way("XX0001A"), *whole_way("XX0002B"), row(1)]
    assert flow_of(schedule(), facts, ledger(facts, A_YEAR)).coverage is None


def test_staff_tell_of_clients_who_were_asked_and_consented() -> None:
    told = [(1, 1), (1, 2), (0, 3), (-7, -7)]
    facts = [
        sheet(
            "start_staff",
            code=f"XX000{number}A",
            codes={"start_form_offered": asked, "consent_research": consent},
        )
        for number, (asked, consent) in enumerate(told)
    ]
    flow = flow_of(schedule(), facts, ledger(facts, 0))
    assert flow.asked_at_start == Share(2, 3)
    assert flow.consented_at_start == Share(1, 2)


def test_each_step_with_a_form_knows_which() -> None:
    forms = {step: form_of(schedule(), step) for step in Step}
    assert {step: form for step, form in forms.items() if form} == {
        Step.START: "start",
        Step.CHECKIN: "checkin",
        Step.CLOSING: "closing",
        Step.FOLLOWED_UP: "followup",
    }
