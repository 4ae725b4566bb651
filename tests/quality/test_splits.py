from datetime import date, timedelta

import pytest

from kast_eval.quality.share import Share
from kast_eval.quality.splits import (
    FAMILIES,
    PARTS,
    Clients,
    Part,
    Split,
    clients_of,
    share_of_split,
)
from kast_eval.study.expected import SheetFacts
from tests.quality.at_work import whole_way
from tests.quality.test_picture import waited
from tests.study.sheets import FIRST, closed, log, schedule, sheet

A_YEAR_LATER = FIRST + timedelta(400)
CODE = "XX0001A"


def clients(facts: list[SheetFacts], day: date = A_YEAR_LATER) -> Clients:
    return clients_of(schedule(), facts, day)


def part_of(split: Split, facts: list[SheetFacts], day: date = A_YEAR_LATER) -> Part:
    (found,) = (part for part, count in clients(facts, day).splits[split].items() if count)
    return found


def test_every_client_is_in_one_part_of_every_split() -> None:
    found = clients([*whole_way("XX0001A"), log(1, 0, code="XX0002B")])
    assert found.persons == 2
    assert found.closed == 1
    for split, counts in found.splits.items():
        assert tuple(counts) == PARTS[split]
        assert sum(counts.values()) == 2


def test_every_split_is_in_one_family() -> None:
    assert sorted(split for family in FAMILIES for split in family) == sorted(Split)


def test_a_client_who_comes_back_counts_once_by_the_first_time() -> None:
    found = clients([log(1, 0), closed(10), log(1, 300, episode_no=2)])
    assert found.persons == 1
    assert found.splits[Split.ENDING][Part.YES] == 1


def at_start(**codes: int) -> list[SheetFacts]:
    return [log(1, 0), sheet("start_staff", 0, codes=codes)]


def answers(before: dict[str, int], after: dict[str, int] | None = None) -> list[SheetFacts]:
    facts = [log(1, 0), sheet("start", 0, codes=before)]
    return facts if after is None else [*facts, sheet("closing", 20, codes=after)]


BUYER = {"buy_ever": 1}
NONE, SOME = {"buy_phys_30d_n": 0, "buy_rem_30d_n": 0}, {"buy_phys_30d_n": 0, "buy_rem_30d_n": 2}


@pytest.mark.parametrize(
    ("split", "facts", "part"),
    [
        (Split.SOURCE, at_start(ref_source=1), Part.YES),
        (Split.SOURCE, at_start(ref_source=2), Part.NO),
        (Split.SOURCE, at_start(ref_source=-7), Part.NO),
        (Split.SOURCE, [log(1, 0)], Part.NO),
        (Split.RESIDENCE, at_start(residence_cat=2), Part.YES),
        (Split.RESIDENCE, at_start(residence_cat=1), Part.NO),
        (Split.RESIDENCE, at_start(residence_cat=-3), Part.NO),
        (Split.WAIT, waited(CODE, 14), Part.YES),
        (Split.WAIT, waited(CODE, 15), Part.NO),
        (Split.WAIT, [log(1, 0)], Part.NO),
        (Split.START, answers({}), Part.YES),
        (Split.START, [log(1, 0)], Part.NO),
        (Split.CHECKIN, [log(1, 0), sheet("checkin", 0, 1)], Part.YES),
        (Split.ENDING, [log(1, 0)], Part.OUTSIDE),
        (Split.ENDING, [log(1, 0), closed(9, reason=2)], Part.YES),
        (Split.ENDING, [log(1, 0), closed(9, reason=3)], Part.NO),
        (Split.CLOSING, [log(1, 0)], Part.OUTSIDE),
        (Split.CLOSING, [log(1, 0), closed(9)], Part.NO),
        (Split.CLOSING, answers({}, {}), Part.YES),
        (Split.FOLLOW_UP, whole_way(CODE), Part.YES),
        (Split.FOLLOW_UP, [log(1, 0), closed(9)], Part.NO),
        (Split.FOLLOW_UP, [log(1, 0), closed(390)], Part.OUTSIDE),
        (Split.FOLLOW_UP, [log(1, 0)], Part.OUTSIDE),
        (Split.BASELINE, answers({"urge_max_7d": 8}), Part.YES),
        (Split.BASELINE, answers({"urge_max_7d": 7}), Part.NO),
        (Split.BASELINE, answers({"urge_max_7d": -4}), Part.NO),
        (Split.PURCHASES, answers({"buy_ever": 0}, NONE), Part.OUTSIDE),
        (Split.PURCHASES, answers(BUYER, NONE), Part.YES),
        (Split.PURCHASES, answers(BUYER, SOME), Part.NO),
        (Split.PURCHASES, answers(BUYER, {"buy_phys_30d_n": 0}), Part.MISSING),
        (Split.PURCHASES, answers(BUYER), Part.MISSING),
        (Split.URGE, answers({"urge_max_7d": 8}, {"urge_max_7d": 7}), Part.YES),
        (Split.URGE, answers({"urge_max_7d": 8}, {"urge_max_7d": 8}), Part.NO),
        (Split.URGE, answers({"urge_max_7d": 8}), Part.MISSING),
    ],
)
def test_each_split_has_its_rule(split: Split, facts: list[SheetFacts], part: Part) -> None:
    assert part_of(split, facts) is part


def test_an_answer_from_an_older_version_that_lacks_the_question_is_missing() -> None:
    assert part_of(Split.URGE, answers({}, {"urge_max_7d": 2})) is Part.MISSING


def test_a_share_is_of_those_whom_the_question_is_about() -> None:
    counts = {Part.YES: 5, Part.NO: 15, Part.OUTSIDE: 40}
    assert share_of_split(counts) == Share(5, 20)
