import json
import re
from collections.abc import Sequence
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kast_eval.analysis.abstinence import AbstinenceChange
from kast_eval.analysis.changes import NumberChange
from kast_eval.analysis.groups import Group
from kast_eval.analysis.paired_shares import Pairs
from kast_eval.analysis.report import AnalysisReport, Flow, analyse, facts_of
from kast_eval.analysis.turnbull import MORE_THAN
from kast_eval.quality.share import Share
from tests.analysis.made import Sheets, buyer, other, study_of


def report(*persons: Sheets) -> AnalysisReport:
    return analyse(study_of(*persons))


def abstinence(found: AnalysisReport, point: str = "t1") -> AbstinenceChange:
    return next(one for one in found.abstinence if one.point == point)


def change(found: AnalysisReport, name: str, point: str = "t1") -> NumberChange:
    return next(one for one in found.changes if (one.outcome.name, one.point) == (name, point))


TEN = [buyer(4, 0), buyer(6, 0), buyer(3, 2), buyer(5, 5), buyer(0, 0), buyer(0, 3)]


def test_missing_answers_are_told_in_three_ways() -> None:
    one = abstinence(report(*TEN, buyer(7, None), buyer(2, None)))
    assert (one.due, one.no_start, one.missing) == (8, 0, 2)
    assert one.known == Pairs(both=1, only_after=2, only_before=1, neither=2)
    assert one.worst == Pairs(both=1, only_after=2, only_before=1, neither=4)
    assert one.filled is not None
    assert one.filled.low < one.filled.value < one.filled.high


def test_who_lacks_an_answer_at_the_start_is_told_and_not_compared() -> None:
    blank = {**buyer(4, 0), ("derived", "t0"): {"abstinent_30d": -7}}
    one = abstinence(report(*TEN, blank))
    assert (one.due, one.no_start, one.known.persons) == (7, 1, 6)


def test_a_late_start_form_is_no_baseline() -> None:
    late = buyer(4, 0, start={"late_flag": 1})
    found = report(*TEN, late)
    assert found.flow.late == 1
    assert abstinence(found).due == len(TEN)


def test_of_four_persons_only_how_many_is_told() -> None:
    found = report(*TEN[:4])
    assert abstinence(found).known.persons == 4
    assert not abstinence(found).says_something
    assert abstinence(found).filled is None
    one = change(found, "buy_total_90d_n")
    assert (one.known, one.worst, one.mean, one.filled, one.model) == (None,) * 5
    assert not one.says_something


@pytest.mark.parametrize(
    "persons",
    [
        [],
        [buyer(4, 0)],
        [buyer(4, None)] * 12,  # Nobody has answered afterwards.
        [buyer(4, 4)] * 12,  # Nobody has changed, and all are alike.
        [buyer(0, 0)] * 12,
        [other(5, 5)] * 12,
        [{("start", "t0"): {}}] * 12,  # Nobody says anything.
    ],
)
def test_a_study_with_nothing_to_compare_is_told_without_an_error(
    persons: Sequence[Sheets],
) -> None:
    assert json.dumps(facts_of(report(*persons)), allow_nan=False)


def test_purchases_are_of_buyers_and_days_of_others() -> None:
    found = report(*TEN, *[other(10, days) for days in range(6)])
    assert len(change(found, "buy_total_90d_n").pairs) == 6
    days = change(found, "main_days_30d")
    assert days.pairs == tuple((10, after) for after in range(6))
    assert days.known is not None
    assert days.known.shift == -7.5


def test_a_missing_number_counts_as_no_change_in_the_worst_case() -> None:
    one = change(report(*TEN, buyer(9, None)), "buy_total_90d_n")
    assert one.known is not None
    assert one.worst is not None
    assert (one.known.differences, one.worst.differences) == (6, 7)
    assert one.worst.zeros == one.known.zeros + 1
    assert one.missing == 1


def test_those_who_never_come_back_do_not_change_the_ratio() -> None:
    # Nobody changes much, and the heavy buyers leave.
    stay = [buyer(2, 2), buyer(1, 2), buyer(2, 1), buyer(3, 3), buyer(4, 4)] * 2
    found = change(report(*stay, *[buyer(9, None)] * 20), "buy_total_90d_n")
    assert found.missing == 20
    assert found.model is not None
    assert found.model.value == pytest.approx(1)
    assert found.model == change(report(*stay), "buy_total_90d_n").model


def test_the_line_counts_answers_without_a_counterpart() -> None:
    moods = [buyer(1, 1, start={"mood_2w": 3 + n % 3}, closing={"mood_2w": 5 + n % 4})
             for n in range(12)]  # fmt: skip
    alone = [buyer(1, None, start={"mood_2w": 9})] * 6
    assert change(report(*moods), "mood_2w").model != change(
        report(*moods, *alone), "mood_2w"
    ).model  # fmt: skip


def test_mood_that_rises_more_than_error_is_counted_by_three_reliabilities() -> None:
    moods = [(2, 9), (3, 3), (4, 4), (5, 5), (6, 6), (2, 2), (3, 3), (4, 4), (5, 5), (8, 1)]
    found = report(
        *(buyer(1, 1, start={"mood_2w": a}, closing={"mood_2w": b}) for a, b in moods)
    )  # fmt: skip
    reliable = change(found, "mood_2w").reliable
    assert [one.reliability for one in reliable] == [0.6, 0.7, 0.8]
    assert [(one.rose, one.fell) for one in reliable] == [(1, 1)] * 3


def test_relapse_has_missing_answers_as_relapses_in_the_worst_case() -> None:
    yes, no = {"relapse": 1, "lapse": 0}, {"relapse": 0, "lapse": 1}
    answered = [buyer(4, 0, later={"f06": yes if place < 2 else no}) for place in range(6)]
    found = report(*answered, buyer(4, 0), buyer(4, None))
    one = next(one for one in found.relapses if one.point == "f06")
    assert (one.due, one.missing) == (8, 2)
    assert (one.known, one.lapse, one.worst) == (Share(2, 6), Share(4, 6), Share(4, 8))
    assert one.filled is not None
    few = next(one for one in report(*answered[:3]).relapses if one.point == "f06")
    assert few.filled is None


def first(later: dict[str, dict[str, float]]) -> Sheets:
    return buyer(4, 0, later=later)


BOUGHT = {"relapse_any": 1.0}
NOT = {"relapse_any": 0.0}


def test_the_first_purchase_lies_where_the_forms_say_and_is_drawn_of_enough_persons() -> None:
    stories = [
        first({"f06": NOT}),
        first({"f03": NOT, "f06": {**BOUGHT, "relapse_first_cat": 3}}),
        first({"f03": BOUGHT}),  # Nobody knows when within three months.
        first({"f03": NOT, "f06": {**BOUGHT, "relapse_first_cat": 1}}),  # The later form counts.
        first({"f12": {**BOUGHT, "relapse_first_cat": 4}}),
        first({"f12": NOT}),
        first({"f06": {"relapse": 0}}),  # Says nothing of purchases.
        other(3, 2),
    ]
    few = report(*stories).first_purchase
    assert (few.persons, few.bought, few.steps) == (6, 4, ())
    many = report(*stories * 7).first_purchase
    assert many.persons > MORE_THAN
    assert sum(one.share for one in many.steps) == pytest.approx(1, abs=0.01)
    assert many.steps[-1].right == inf


def test_purchases_of_a_year_have_a_stratum_for_the_missing() -> None:
    persons = [buyer(1, 1, start={"buy_12m_cat": 4}, closing={"buy_12m_cat": 2}), buyer(1, None)]
    asked_not = {"buy_12m_cat": -9}
    found = report(*persons, buyer(1, 1, later={"f06": asked_not}))
    start, closing, half_year = found.strata
    assert (start.due, dict(start.counts), start.missing) == (3, {4: 1}, 2)
    assert (closing.due, dict(closing.counts), closing.missing) == (3, {2: 1}, 2)
    # Nobody was asked half a year later, so nothing is missing there.
    assert (half_year.due, half_year.missing) == (0, 0)


def checked_in(*answers: int | None) -> Sheets:
    return {
        ("start", "t0"): {},
        **{
            ("checkin", f"s{number:02}"): {} if answer is None else {"sess_useful": answer,
                                                                     "urge_max_7d": answer}
            for number, answer in enumerate(answers, 1)
        },
    }  # fmt: skip


def test_the_last_answer_after_a_session_counts_and_its_top_is_of_those_who_answered() -> None:
    found = report(checked_in(3, 10), checked_in(10, 4), checked_in(None), {("start", "t0"): {}})
    one = next(one for one in found.after_sessions if one.name == "sess_useful")
    assert (one.due, dict(one.counts), one.top, one.missing) == (3, {4: 1, 10: 1}, Share(1, 2), 1)


def test_satisfaction_is_of_those_whose_closing_was_due() -> None:
    found = report(buyer(1, 1, closing={"sat_overall": 5}), buyer(1, None))
    one = next(one for one in found.at_closing if one.name == "sat_overall")
    assert (one.due, one.top, one.missing) == (2, Share(1, 1), 1)


def test_lines_go_from_session_to_session_and_their_slope_is_told() -> None:
    lines = [checked_in(9 - person % 3, 7, 6 - person % 2, 4) for person in range(10)]
    urge = report(*lines, {("start", "t0"): {}}).courses[0]
    assert (urge.persons, urge.answers) == (10, 40)
    assert list(urge.lines[0]) == [(1, 9), (2, 7), (3, 6), (4, 4)]
    assert urge.slope is not None
    assert urge.slope.value == pytest.approx(-1.35, abs=0.1)


def test_groups_are_the_three_that_were_named_and_small_ones_have_no_difference() -> None:
    moods = [{"mood_2w": mood} for mood in (3, 4, 5, 6, 4)]
    by_police = {("start_staff", "t0"): {"ref_source": 1}}
    police = [
        {**buyer(4, 0, start={"mood_2w": 5}, closing=mood), **by_police} for mood in moods
    ]  # fmt: skip
    own = [
        buyer(4, 3, start={"mood_2w": 5}, closing={**mood, "fill_mode": 4}) for mood in moods
    ]  # fmt: skip
    unsaid = [{**own[0], ("start_staff", "t0"): {}, ("closing", "t1"): {}}]
    groups = {one.name: one for one in report(*police, *own, *unsaid).subgroups}
    assert list(groups) == ["police", "alone", "new_clinic"]
    assert groups[Group.POLICE].abstinent == (Share(5, 5), Share(0, 5))
    assert groups[Group.POLICE].abstinent_apart is not None
    assert groups[Group.POLICE].mood_apart is not None
    assert groups[Group.ALONE].abstinent == (Share(5, 5), Share(0, 5))
    assert groups[Group.NEW_CLINIC].abstinent_apart is None
    assert groups[Group.NEW_CLINIC].mood_apart is None


def test_doses_are_of_the_closed_and_told_by_sessions_held() -> None:
    found = report(buyer(4, 0, dose=2), buyer(4, 1, dose=4), buyer(4, 0, dose=30), checked_in(3))
    assert [(one.fewest, one.persons, one.abstinent.part) for one in found.doses] == [
        (0, 1, 1), (4, 1, 0), (11, 1, 1),
    ]  # fmt: skip


def test_who_began_late_is_in_no_group_that_is_compared_with_the_start() -> None:
    on_time = [buyer(4, 0, start={"mood_2w": 4}, closing={"mood_2w": 6})] * 5
    gone = [buyer(4, None, start={"mood_2w": mood}) for mood in (1, 2, 3, 4, 5)]
    late = [buyer(9, 9, start={"late_flag": 1, "mood_2w": 9}, closing={"mood_2w": 0})] * 7
    with_late, without = report(*on_time, *gone, *late), report(*on_time, *gone)
    assert with_late.doses == without.doses
    assert with_late.balances == without.balances
    assert with_late.subgroups == without.subgroups


def test_who_has_no_later_form_is_compared_at_the_start() -> None:
    came = [buyer(4, 0, start={"mood_2w": mood}) for mood in (3, 4, 5, 6, 7)]
    gone = [buyer(4, None, start={"mood_2w": mood}) for mood in (1, 2, 3, 4, 5)]
    found = report(*came, *gone)
    mood = next(one for one in found.balances if (one.name, one.point) == ("mood_2w", "t1"))
    assert (mood.with_form, mood.without) == (5, 5)
    assert mood.apart == pytest.approx(2 / 2.5**0.5)
    few = next(
        one for one in report(*came).balances if (one.name, one.point) == ("mood_2w", "t1")
    )  # fmt: skip
    assert few.apart is None


def test_the_flow_counts_each_form() -> None:
    half_year = buyer(4, 0, later={"f06": NOT})
    found = report(half_year, buyer(4, None), checked_in(3), {("session", "s01"): {}})
    assert found.flow == Flow(
        persons=4, started=3, late=0, checked_in=1, closed=2, closing_due=2, closing=1,
        half_year_due=2, half_year=1,
    )  # fmt: skip


def test_the_forms_of_a_person_are_told_as_patterns() -> None:
    not_yet = {**buyer(4, None), ("episodes", ""): {}}
    found = report(buyer(4, 0), buyer(4, 0), not_yet, checked_in(3))
    assert [(one.forms, one.persons) for one in found.patterns] == [
        ((True, False, True, False), 2),
        ((True, False, None, None), 1),
        ((True, True, None, None), 1),
    ]


SMALL = st.integers(0, 3)
LATER = st.fixed_dictionaries(
    {
        "relapse_any": st.integers(-7, 1),
        "relapse_first_cat": st.integers(-7, 4),
        "relapse": st.integers(-7, 1),
        "lapse": st.integers(-7, 1),
    }
)
PERSONS: st.SearchStrategy[Sheets] = st.one_of(
    st.builds(
        buyer,
        SMALL,
        st.one_of(st.none(), SMALL),
        start=st.fixed_dictionaries({"mood_2w": SMALL, "urge_max_7d": SMALL}),
        closing=st.fixed_dictionaries(
            {"mood_2w": st.integers(-9, 3), "fill_mode": st.integers(1, 7)}
        ),
        later=st.dictionaries(st.sampled_from(["f03", "f06", "f12"]), LATER),
        dose=st.integers(0, 20),
    ),
    st.builds(other, SMALL, SMALL),
    st.just({("session", "s01"): {}}),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(PERSONS, max_size=14))
def test_whatever_few_persons_say_is_told_without_an_error(persons: list[Sheets]) -> None:
    found = report(*persons)
    assert json.dumps(facts_of(found), allow_nan=False)
    assert sum(one.persons for one in found.patterns) == len(persons)


def test_a_file_of_facts_holds_no_row_of_a_person() -> None:
    facts = facts_of(report(*TEN))
    text = json.dumps(facts, allow_nan=False)
    assert "pairs" not in text
    assert "lines" not in text
    assert isinstance(facts, dict)
    assert facts["doses"][-1]["most"] is None
    known = facts["abstinence"][0]["known"]
    assert known["p_value"] == 1.0
    assert known["difference"]["value"] == 0.166667
    assert facts["relapses"][0]["known"] == {
        "part": 0,
        "whole": 0,
        "value": None,
        "interval": [0.0, 1.0],
    }
    assert facts["strata"][0]["missing"] == 6


def test_no_number_in_the_facts_is_as_long_as_that_of_a_person() -> None:
    text = json.dumps(facts_of(report(*TEN, *[other(10, days) for days in range(12)])))
    assert max(map(len, re.findall("[0-9]+", text))) < 10
