from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest

from kast_eval.quality.later import Later, later_of, later_of_all
from kast_eval.quality.splits import PARTS, Part, Split
from kast_eval.study.expected import SheetFacts
from kast_eval.study.person import OTHER_BEHAVIOUR
from tests.study.sheets import FIRST, closed, log, schedule, sheet

NONE = {"buy_phys_30d_n": 0, "buy_rem_30d_n": 0}
DAY = FIRST + timedelta(500)
"""Who ended at first is due at every follow-up, after 200 days at those until six months."""


def ended(code: str, day: int, *, other: bool = False) -> list[SheetFacts]:
    facts = [log(1, 0, code=code), closed(day, code=code)]
    return [replace(one, person_type=OTHER_BEHAVIOUR) for one in facts] if other else facts


def later(facts: list[SheetFacts], day: date = DAY) -> Mapping[str, Later]:
    return later_of(schedule(), facts, day)


def test_clients_are_told_of_at_every_follow_up_that_clinics_may_choose() -> None:
    facts = [*ended("XX0001A", 0), sheet("followup", 370, 12, code="XX0001A", codes=NONE)]
    found = later(facts)
    assert set(found) == {"f03", "f12"}
    assert found["f12"].counts[Part.YES] == 1
    assert found["f03"].counts[Part.AWAY] == 1
    assert tuple(found["f03"].counts) == PARTS[Split.AFTER]


def test_who_is_due_at_one_of_two_follow_ups_is_between_them() -> None:
    facts = [*ended("XX0001A", 0), *ended("XX0002B", 200), *ended("XX0003C", 200, other=True)]
    found = later(facts)
    assert found["f12"].between == (1, 1)
    assert found["f12"].counts[Part.OUTSIDE] == 2
    assert found["f03"].between == (0, 0)
    soon = later([*ended("XX0001A", 300), *ended("XX0002B", 490)])
    assert soon["f03"].between == (1, 0)


def test_an_open_contact_and_a_second_one_do_not_count() -> None:
    again = [log(1, 300, episode_no=2), closed(310, episode_no=2)]
    found = later([log(1, 0), closed(10), *again, log(1, 0, code="XX0002B")])
    assert sum(found["f12"].counts.values()) == 1


def clinic(*between: int, **counts: int) -> Mapping[str, Later]:
    few = {Part[name]: count for name, count in counts.items()}
    first, second = between or (6, 6)
    return {"f12": Later({**dict.fromkeys(PARTS[Split.AFTER], 6), **few}, (first, second))}


def test_all_clinics_that_have_chosen_a_follow_up_are_told_of_together() -> None:
    found = later_of_all([clinic(), clinic(YES=9), clinic(), {}])
    assert found == {"f12": {**dict.fromkeys(PARTS[Split.AFTER][:-1], 18), Part.YES: 21}}
    assert Part.OUTSIDE not in found["f12"]


@pytest.mark.parametrize(
    "clinics",
    [
        [],
        [clinic(30, 30, YES=30)] * 2,
        [clinic(), clinic(), clinic(AWAY=4)],
        [clinic(), clinic(), clinic(OTHER_NO=0)],
        [clinic(), clinic(), clinic(OUTSIDE=0)],
        [clinic(), clinic(), clinic(4, 6)],
        [clinic(), clinic(), clinic(6, 4)],
    ],
)
def test_of_too_few_in_any_category_or_between_nothing_is_told(
    clinics: list[Mapping[str, Later]],
) -> None:
    assert later_of_all(clinics) == {}
