from hypothesis import given
from hypothesis import strategies as st

from kast_eval.quality.flow import flow_of
from kast_eval.quality.reach import CLIENT_STEPS, OTHERS, Reach, reach_of, together
from kast_eval.quality.step import Step
from kast_eval.study.expected import Absence, SheetFacts
from tests.quality.at_work import clinics, ledger, whole_way
from tests.study.sheets import log, schedule


def reach(closed: int) -> Reach:
    return Reach({Step.BEGAN: closed}, closed)


@given(clinics(), st.integers(0, 500))
def test_every_client_is_counted_at_one_step(
    clinic: tuple[list[SheetFacts], list[Absence]], day: int
) -> None:
    facts, absences = clinic
    flow = flow_of(schedule(), facts, ledger(facts, day, absences))
    found = reach_of(flow)
    assert found.persons == flow.step(Step.BEGAN).reached
    assert set(found.last) == set(CLIENT_STEPS)
    assert min(found.last.values()) >= 0


def test_a_client_counts_at_the_last_step_of_the_way() -> None:
    facts = [*whole_way("XX0001A"), log(1, 0, code="XX0002B")]
    found = reach_of(flow_of(schedule(), facts, ledger(facts, 400)))
    assert {step: count for step, count in found.last.items() if count} == {
        Step.BEGAN: 1,
        Step.FOLLOWED_UP: 1,
    }
    assert found.closed == 1


def test_clinics_with_few_closed_clients_stand_together() -> None:
    reaches = {"1480": reach(30), "0180": reach(9), "1280": reach(2), "2480": reach(10)}
    found = together(reaches)
    assert list(found) == ["1480", "2480", OTHERS]
    assert found[OTHERS] == Reach({Step.BEGAN: 11}, 11)


def test_a_small_clinic_is_never_told_of_as_the_others() -> None:
    found = together({"1480": reach(30), "0180": reach(9), "2480": reach(12)})
    assert list(found) == ["1480", OTHERS]
    assert found[OTHERS].persons == 21
    assert together({"0180": reach(9)}) == {OTHERS: reach(9)}


@given(st.dictionaries(st.sampled_from(["0180", "0680", "1280", "1480"]), st.integers(0, 30)))
def test_putting_clinics_together_loses_nobody(sizes: dict[str, int]) -> None:
    found = together({code: reach(size) for code, size in sizes.items()})
    assert sum(one.persons for one in found.values()) == sum(sizes.values())
    assert all(one.closed >= 10 for code, one in found.items() if code != OTHERS)
