from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.quality.share import Share
from kast_eval.quality.split_rules import clients_of
from kast_eval.quality.splits import (
    METHODS,
    PARTS,
    Clients,
    Part,
    Split,
)
from kast_eval.quality.unnoted import unnoted_of
from kast_eval.study.expected import SheetFacts
from kast_eval.study.person import BUYS_SEX, OTHER_BEHAVIOUR
from tests.quality.at_work import whole_way
from tests.quality.people import OF_BOTH
from tests.quality.test_picture import waited
from tests.study.sheets import FIRST, closed, log, schedule, sheet

A_YEAR_LATER = FIRST + timedelta(400)
CODE = "XX0001A"


def clients(facts: list[SheetFacts], day: date = A_YEAR_LATER) -> Clients:
    return clients_of(schedule(), facts, day)


def part_of(split: Split, facts: list[SheetFacts], day: date = A_YEAR_LATER) -> Part:
    (found,) = (part for part, count in clients(facts, day).splits[split].items() if count)
    return found


def test_every_client_who_has_ended_is_in_one_part_of_every_split() -> None:
    found = clients([*whole_way("XX0001A"), *whole_way("XX0003C"), log(1, 0, code="XX0002B")])
    assert found.persons == 2
    for split, counts in found.splits.items():
        assert tuple(counts) == PARTS[split]
        assert sum(counts.values()) == 2


def test_a_client_who_comes_back_counts_once_by_the_first_time() -> None:
    found = clients([log(1, 0), closed(10), log(1, 300, episode_no=2)])
    assert found.persons == 1
    assert found.splits[Split.ENDING][Part.YES] == 1


def test_what_sessions_held_is_named_by_the_boxes_of_the_form() -> None:
    columns = schedule().forms["session"].item("m").columns()
    assert list(METHODS) == [one.name for one in columns if one.label is not None]


def at_start(**codes: int) -> list[SheetFacts]:
    return [log(1, 0), sheet("start_staff", 0, codes=codes), closed(9)]


def held(count: int, **codes: int) -> list[SheetFacts]:
    """Return the logs of so many sessions; the last one held this."""
    logs = [log(number, number) for number in range(1, count + 1)]
    return [*logs[:-1], replace(logs[-1], codes={**logs[-1].codes, **codes}), closed(90)]


def came_after(days: int) -> list[SheetFacts]:
    return [*waited(CODE, days), closed(9)]


def answers(before: dict[str, int], after: dict[str, int]) -> list[SheetFacts]:
    return [log(1, 0), sheet("start", 0, codes=before), sheet("closing", 20, codes=after)]


BUYER = {"buy_ever": 1}
NONE, SOME = {"buy_phys_30d_n": 0, "buy_rem_30d_n": 0}, {"buy_phys_30d_n": 0, "buy_rem_30d_n": 2}
NO_FORM = [log(1, 0), closed(9)]


def followed(told: dict[str, int] | None, person_type: int = BUYS_SEX) -> list[SheetFacts]:
    """Return the sheets of a client whose follow-up told this, or did not come."""
    facts = [log(1, 0), sheet("start", 0, codes={"main_days_30d": 5}), closed(9)]
    facts += [] if told is None else [sheet("followup", 190, 6, codes=told)]
    return [replace(one, person_type=person_type) for one in facts]


NOT_HELD = [log(1, 0, attended=3), closed(9)]


@pytest.mark.parametrize(
    ("split", "facts", "part"),
    [
        (Split.SOURCE, at_start(ref_source=1), Part.YES),
        (Split.SOURCE, at_start(ref_source=2), Part.NEXT),
        (Split.SOURCE, at_start(ref_source=3), Part.NEXT),
        (Split.SOURCE, at_start(ref_source=4), Part.NO),
        (Split.SOURCE, at_start(ref_source=-7), Part.NO),
        (Split.SOURCE, NO_FORM, Part.NO),
        (Split.RESIDENCE, at_start(residence_cat=2), Part.YES),
        (Split.RESIDENCE, at_start(residence_cat=1), Part.NO),
        (Split.RESIDENCE, at_start(residence_cat=-3), Part.NO),
        (Split.WAIT, came_after(14), Part.YES),
        (Split.WAIT, came_after(15), Part.NEXT),
        (Split.WAIT, came_after(30), Part.NEXT),
        (Split.WAIT, came_after(31), Part.NO),
        (Split.WAIT, NO_FORM, Part.NO),
        (Split.SESSIONS, NOT_HELD, Part.YES),
        (Split.SESSIONS, held(3), Part.YES),
        (Split.SESSIONS, held(4), Part.NEXT),
        (Split.SESSIONS, held(10), Part.NEXT),
        (Split.SESSIONS, held(11), Part.NO),
        (Split.RP, held(2, m_rp=1), Part.YES),
        (Split.MI, held(2, m_rp=1), Part.NO),
        (Split.MI, held(2, m_mi=-7), Part.NO),
        (Split.MI, held(1, m_mi=1, attended=3), Part.NO),
        (Split.CHECKIN, [*NO_FORM, sheet("checkin", 0, 1)], Part.YES),
        (Split.CHECKIN, NO_FORM, Part.NO),
        (Split.ENDING, [log(1, 0), closed(9, reason=2)], Part.YES),
        (Split.ENDING, [log(1, 0), closed(9, reason=3)], Part.NO),
        (Split.FORMS, NO_FORM, Part.NO),
        (Split.FORMS, [*NO_FORM, sheet("start", 0)], Part.NO),
        (Split.FORMS, [log(1, 0), sheet("closing", 20)], Part.NO),
        (Split.FORMS, answers({}, {}), Part.YES),
        (Split.FOLLOW_UP, whole_way(CODE), Part.YES),
        (Split.FOLLOW_UP, NO_FORM, Part.NO),
        (Split.FOLLOW_UP, [log(1, 0), closed(390)], Part.OUTSIDE),
        (Split.AFTER, followed(None), Part.AWAY),
        (Split.AFTER, followed(None, OTHER_BEHAVIOUR), Part.OTHER_AWAY),
        (Split.AFTER, followed(NONE), Part.YES),
        (Split.AFTER, followed(SOME), Part.NO),
        (Split.AFTER, followed({"buy_phys_30d_n": 0}), Part.NO),
        (Split.AFTER, followed({"main_days_30d": 4}, OTHER_BEHAVIOUR), Part.OTHER_YES),
        (Split.AFTER, followed({"main_days_30d": 5}, OTHER_BEHAVIOUR), Part.OTHER_NO),
        (Split.AFTER, followed(NONE, OTHER_BEHAVIOUR), Part.OTHER_NO),
        (Split.AFTER, [log(1, 0), closed(390), sheet("followup", 395, 3)], Part.OUTSIDE),
        (Split.AFTER, [*NO_FORM, sheet("followup", 100, 3, codes=NONE)], Part.AWAY),
        (Split.BASELINE, answers({"urge_max_7d": 8}, {}), Part.YES),
        (Split.BASELINE, answers({"urge_max_7d": 7}, {}), Part.NO),
        (Split.BASELINE, answers({"urge_max_7d": -4}, {}), Part.NO),
        (Split.BASELINE, [*NO_FORM, sheet("start", 0, codes={"urge_max_7d": 9})], Part.OUTSIDE),
        (Split.BOUGHT, answers({"buy_ever": 0, **NONE}, NONE), Part.OTHER),
        (Split.BOUGHT, answers({**BUYER, **NONE}, SOME), Part.YES),
        (Split.BOUGHT, answers({**BUYER, **SOME}, NONE), Part.NO),
        (Split.BOUGHT, answers(BUYER, NONE), Part.NO),
        (Split.BOUGHT, [*NO_FORM, sheet("start", 0, codes=BUYER)], Part.OUTSIDE),
        (Split.PURCHASES, answers({"buy_ever": 0}, NONE), Part.OTHER),
        (Split.PURCHASES, answers(BUYER, NONE), Part.YES),
        (Split.PURCHASES, answers(BUYER, SOME), Part.NO),
        (Split.PURCHASES, answers(BUYER, {"buy_phys_30d_n": 0}), Part.NO),
        (Split.PURCHASES, [*NO_FORM, sheet("start", 0, codes=BUYER)], Part.OUTSIDE),
        (Split.DAYS, answers(BUYER, {}), Part.OTHER),
        (Split.DAYS, answers({"main_days_30d": 5}, {"main_days_30d": 4}), Part.YES),
        (Split.DAYS, answers({"main_days_30d": 5}, {"main_days_30d": 5}), Part.NO),
        (Split.DAYS, answers({"main_days_30d": -1}, {"main_days_30d": 0}), Part.NO),
        (Split.DAYS, NO_FORM, Part.OUTSIDE),
        (Split.URGE, answers({"urge_max_7d": 8}, {"urge_max_7d": 7}), Part.YES),
        (Split.URGE, answers({"urge_max_7d": 8}, {"urge_max_7d": 8}), Part.NO),
        (Split.URGE, answers({"urge_max_7d": 8}, {"urge_max_7d": -7}), Part.NO),
        (Split.URGE, NO_FORM, Part.OUTSIDE),
    ],
)
def test_each_split_has_its_rule(split: Split, facts: list[SheetFacts], part: Part) -> None:
    assert part_of(split, facts) is part


def test_an_answer_from_an_older_version_that_lacks_the_question_is_no_change() -> None:
    assert part_of(Split.URGE, answers({}, {"urge_max_7d": 2})) is Part.NO


def test_what_counts_as_the_rest_is_told_where_it_was_not_noted() -> None:
    facts = [
        *at_start(ref_source=1, residence_cat=-7),
        *(replace(one, code="XX0003C") for one in answers(BUYER, {**SOME, "urge_max_7d": 3})),
        *(replace(one, code="XX0004D") for one in answers({}, {"main_days_30d": 3})),
    ]
    assert unnoted_of(schedule(), facts, A_YEAR_LATER) == {
        Split.SOURCE: Share(2, 3), Split.RESIDENCE: Share(3, 3), Split.WAIT: Share(3, 3),
        Split.ENDING: Share(2, 3), Split.PURCHASES: Share(0, 1), Split.URGE: Share(2, 2),
        Split.DAYS: Share(1, 1), Split.AFTER: Share(0, 0),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "share"),
    [
        (followed(SOME), Share(0, 1)),
        (followed({"buy_phys_30d_n": 0}), Share(1, 1)),
        (followed(None), Share(0, 0)),
        (followed({}, OTHER_BEHAVIOUR), Share(0, 0)),
    ],
)
def test_a_follow_up_of_a_buyer_is_noted_if_purchases_are(
    facts: list[SheetFacts], share: Share
) -> None:
    assert unnoted_of(schedule(), facts, A_YEAR_LATER)[Split.AFTER] == share


def test_a_follow_up_that_came_before_its_time_was_over_is_not_told_of_yet() -> None:
    facts = followed({"buy_phys_30d_n": 0})
    assert unnoted_of(schedule(), facts, FIRST + timedelta(200))[Split.AFTER] == Share(0, 0)


SESSIONS = {Part.YES: 1, Part.NEXT: 4, Part.NO: 11}
WAITS = {Part.YES: 3, Part.NEXT: 20, Part.NO: 90}
SOURCES = {Part.YES: 1, Part.NEXT: 2, Part.NO: 4}


def sheets_of(told: Mapping[Split, Part]) -> list[SheetFacts]:
    """Return sheets that say this of a client."""
    yes = {split: int(part is Part.YES) for split, part in told.items()}
    first, *later = (log(number, 0) for number in range(1, SESSIONS[told[Split.SESSIONS]] + 1))
    boxes = {str(one): yes[one] for one in METHODS}
    day = 390 if told[Split.FOLLOW_UP] is Part.OUTSIDE else 30
    facts = [
        replace(first, codes={**first.codes, **boxes}),
        *later,
        sheet(
            "start_staff", 0,
            codes={"ref_source": SOURCES[told[Split.SOURCE]],
                   "residence_cat": 1 + yes[Split.RESIDENCE]},
            days={"first_contact_date": FIRST - timedelta(WAITS[told[Split.WAIT]])},
        ),
        closed(day, reason=1 if yes[Split.ENDING] else 3),
    ]  # fmt: skip
    facts += [sheet("checkin", 0, 1)] * yes[Split.CHECKIN]
    before = {"main_days_30d": 10}
    after = told[Split.AFTER]
    if after in {Part.YES, Part.NO, Part.OTHER_YES, Part.OTHER_NO}:
        answered = {**(NONE if after is Part.YES else SOME),
                    "main_days_30d": 5 if after is Part.OTHER_YES else 10}  # fmt: skip
        facts.append(sheet("followup", 200, 6, codes=answered))
    if yes[Split.FORMS]:
        before |= {"urge_max_7d": 5 + 3 * yes[Split.BASELINE],
                  "buy_ever": int(told[Split.PURCHASES] is not Part.OTHER),
                  **(NONE if yes[Split.BOUGHT] else SOME)}  # fmt: skip
        bought = NONE if yes[Split.PURCHASES] else SOME
        then = {"urge_max_7d": 4 if yes[Split.URGE] else 9,
                "main_days_30d": 3 if yes[Split.DAYS] else 12}  # fmt: skip
        facts.append(sheet("closing", day, codes={**bought, **then}))
    if yes[Split.FORMS] or after is Part.OTHER_YES:
        facts.append(sheet("start", 0, codes=before))
    is_other = after in {Part.OTHER_YES, Part.OTHER_NO, Part.OTHER_AWAY}
    return [replace(one, person_type=1 + is_other) for one in facts]


FOLLOWED = {
    Part.AWAY: Part.NO, Part.OTHER_AWAY: Part.NO, Part.OUTSIDE: Part.OUTSIDE,
}  # fmt: skip
"""What a follow-up is by what it told; the rest came."""


@given(st.fixed_dictionaries({split: st.sampled_from(parts) for split, parts in PARTS.items()}))
def test_no_category_of_a_family_says_anything_of_a_category_of_another(
    told: dict[Split, Part],
) -> None:
    """Each combination of them can be somebody's, so that two clients can exchange a family's."""
    if told[Split.FORMS] is Part.NO:
        told |= dict.fromkeys(OF_BOTH, Part.OUTSIDE)
    else:
        told |= {one: Part.NO for one in OF_BOTH if told[one] is Part.OUTSIDE}
    # Who has never bought is no buyer at the start, nor at the end.
    bought = (Split.BOUGHT, Split.PURCHASES)
    if Part.OTHER in {told[one] for one in bought}:
        told |= dict.fromkeys(bought, Part.OTHER)
        told |= {Split.DAYS: Part.NO} if told[Split.DAYS] is Part.OTHER else {}
    elif told[Split.FORMS] is Part.YES:
        told |= {Split.DAYS: Part.OTHER}
    # What a split tells is what the one that refines it tells, in fewer words.
    told |= {Split.FOLLOW_UP: FOLLOWED.get(told[Split.AFTER], Part.YES)}
    assert {split: part_of(split, sheets_of(told)) for split in Split} == told
