from dataclasses import replace
from datetime import date, timedelta

import pytest

from kast_eval.quality.inflow import (
    Way,
    inflow_of,
    logging_clinics,
    offered_of,
    operations_of,
    summed,
    ways_of,
)
from kast_eval.quality.quarter import Quarter
from kast_eval.quality.share import Share
from kast_eval.quality.structure import (
    MONTHS,
    Milestone,
    Reached,
    StartUp,
    start_up_of,
    structure_of,
)
from kast_eval.study.expected import SheetFacts
from tests.quality.at_work import row
from tests.quality.test_picture import contact
from tests.study.sheets import FIRST, log, schedule, sheet

SPRING = Quarter.of(FIRST)
A_YEAR = FIRST + timedelta(366)


def year(
    number: int, day: int = 0, *, codes: dict[str, int], days: dict[str, date] | None = None
) -> SheetFacts:
    return sheet("clinic_year", day, number, codes=codes, days=days)


def start_up(facts: list[SheetFacts], day: date = A_YEAR) -> StartUp:
    found = start_up_of(facts, day)
    assert found is not None
    return found


def reached(facts: list[SheetFacts], milestone: Milestone, day: date = A_YEAR) -> list[Reached]:
    return [start_up(facts, day).reached[milestone][months] for months in MONTHS]


def test_the_newest_year_counts_and_what_was_not_told_is_left_out() -> None:
    found = structure_of([year(2024, codes={"host_type": 1}),
                          year(2025, codes={"host_type": 2, "funding": -3})])  # fmt: skip
    assert (found.year, found.codes) == (2025, {"host_type": 2})
    assert structure_of([log(1, 0)]).year is None


def test_what_sheets_tell_is_reached_by_their_days() -> None:
    keyed_late = replace(sheet("checkin", 100, 1), saved_on=FIRST + timedelta(190))
    facts = [contact(1, 0), replace(log(1, 100), saved_on=FIRST + timedelta(190)), keyed_late]
    assert reached(facts, Milestone.FIRST_CONTACT) == [Reached.YES] * 3
    assert reached(facts, Milestone.FORMS) == [Reached.NO, Reached.NO, Reached.YES]
    nobody = [contact(1, 0)]
    assert reached(nobody, Milestone.FORMS) == [Reached.NO] * 3


def test_no_form_of_clients_is_told_of_alone() -> None:
    """Without a check-in yet, the start of a clinic says nothing of how many have one."""
    facts = [contact(1, 0), log(1, 10)]
    assert reached(facts, Milestone.FORMS) == [Reached.YES] * 3
    assert not {"closing", "checkin", "start"} & {str(one) for one in Milestone}


def test_a_month_that_has_not_come_is_neither_yes_nor_no() -> None:
    young = reached([contact(1, 0)], Milestone.FORMS, FIRST + timedelta(100))
    assert young == [Reached.NO, Reached.NOT_YET, Reached.NOT_YET]


@pytest.mark.parametrize(
    ("milestone", "codes"),
    [
        (Milestone.TRAINED, {"training_mi": 1}),
        (Milestone.POLICE, {"agreement_police": 1}),
        (Milestone.MATERIALS, {"marketing_leaflet": 1}),
        (Milestone.BOARD, {"board_decision_doc": 1}),
    ],
)
def test_what_has_no_day_is_told_by_the_form_that_there_was_or_the_first_that_came_later(
    milestone: Milestone, codes: dict[str, int]
) -> None:
    facts = [contact(1, 0), year(2025, 100, codes=dict.fromkeys(codes, 0)),
             year(2026, 200, codes=codes)]  # fmt: skip
    assert reached(facts, milestone) == [Reached.NO_LATER, Reached.NO, Reached.YES]
    late = [contact(1, 0), year(2025, 100, codes=codes)]
    assert reached(late, milestone) == [Reached.YES_LATER, Reached.YES, Reached.YES]
    assert reached([contact(1, 0)], milestone) == [Reached.NOT_TOLD] * 3


def test_a_decision_of_the_board_has_a_day() -> None:
    decided = {"board_decision_date": FIRST + timedelta(120)}
    codes = {"board_decision_doc": 1}
    facts = [year(2025, 0, codes=codes, days=decided)]
    assert reached(facts, Milestone.BOARD) == [Reached.NO, Reached.YES, Reached.YES]
    keyed_later = [contact(1, 0), year(2025, 360, codes=codes, days=decided)]
    assert reached(keyed_later, Milestone.BOARD) == [Reached.NO, Reached.YES, Reached.YES]


def test_a_clinic_is_new_for_two_years_unless_it_is_older_than_its_first_sheet() -> None:
    facts = [contact(1, 0)]
    assert start_up(facts).begun == FIRST
    assert start_up_of(facts, FIRST + timedelta(731)) is None
    assert start_up_of([], A_YEAR) is None
    old = [*facts, year(2025, codes={"start_year": 2011})]
    assert start_up_of(old, A_YEAR) is None
    unknown = [*facts, year(2025, codes={"start_year": -3})]
    assert start_up_of(unknown, A_YEAR) is not None


def test_contacts_are_counted_by_quarter_and_way() -> None:
    rows = [contact(1, 0), contact(2, 0, source=5), contact(3, 0, source=-7),
            contact(4, 100, source=2), contact(5, 3000)]  # fmt: skip
    found = inflow_of(rows, SPRING.after)
    assert found == {
        (SPRING, Way.POLICE): 1, (SPRING, Way.AUTHORITY): 1, (SPRING, Way.OTHER): 1,
        (SPRING.after, Way.SELF): 1,
    }  # fmt: skip
    assert summed([found, found])[SPRING, Way.POLICE] == 2
    ways = ways_of([*rows, log(1, 0)])
    assert tuple(ways) == tuple(Way)
    assert ways == {Way.POLICE: 2, Way.SELF: 1, Way.CLOSE: 0, Way.AUTHORITY: 1, Way.OTHER: 1}


def test_quarters_are_told_of_from_the_last_one_in_which_fewer_than_three_clinics_logged() -> None:
    last = SPRING.after.after.after
    both = {(SPRING, Way.SELF): 1, (SPRING.after.after, Way.SELF): 2, (last, Way.POLICE): 1}
    third = {(SPRING, Way.SELF): 1, (last, Way.SELF): 1, (last, Way.POLICE): 1}
    assert logging_clinics([both, both, third, {}], last) == {last: 3}
    quarter = SPRING.after.after
    assert logging_clinics([both, both, third, both], last) == {quarter: 3, last: 4}
    assert logging_clinics([both, both], last) == {}


def test_operations_with_the_police_are_noted_by_year() -> None:
    rows = [year(2024, codes={"joint_ops_n": 3}), year(2025, codes={"joint_ops_n": 0}),
            year(2026, codes={"joint_ops_n": -3}), log(1, 0)]  # fmt: skip
    assert operations_of(rows) == {2024: 3, 2025: 0}


def test_forms_are_offered_to_those_who_can_take_part() -> None:
    rows = [row(1), row(2, asked=0), row(3, asked=-7), row(4, eligible=3, asked=1), log(1, 0)]
    assert offered_of(schedule(), rows) == Share(1, 3)
