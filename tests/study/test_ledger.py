from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.study.expected import (
    OPEN,
    SAYABLE,
    TAKEN_BACK,
    Absence,
    Expected,
    Reminder,
    SheetFacts,
    State,
)
from kast_eval.study.ledger import ledger_of, new_episode_is_likely, proposed_closings
from kast_eval.study.schedule import Schedule
from tests.study.sheets import CODE, FIRST, closed, log, schedule, sheet

RELATIVE = "RX0001A"


def ledger(
    facts: Collection[SheetFacts],
    today: int | date = 0,
    *,
    absences: Collection[Absence] = (),
    reminders: Iterable[Reminder] = (),
    chosen: Collection[str] = (),
    by: Schedule | None = None,
) -> tuple[Expected, ...]:
    day = FIRST + timedelta(today) if isinstance(today, int) else today
    return ledger_of(
        by or schedule(), facts, absences, reminders, day, chosen_points=chosen, in_study=False
    )


def states(expected: Iterable[Expected]) -> dict[tuple[str, str], State]:
    """Return the states of people's forms, without those of the clinic."""
    return {(one.form, one.timepoint): one.state for one in expected if one.code}


def at(expected: Iterable[Expected], form: str, timepoint: str) -> Expected:
    (found,) = (one for one in expected if (one.form, one.timepoint) == (form, timepoint))
    return found


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (-15, None), (-14, State.SOON), (-1, State.SOON), (0, State.DUE), (28, State.DUE),
        (29, State.OVERDUE), (900, State.OVERDUE),
    ],
)  # fmt: skip
def test_a_form_is_soon_due_and_overdue_by_its_window(today: int, state: State | None) -> None:
    # The clock of the machine may have been set back after the first sheet was saved.
    found = states(ledger([log(1, 0)], today))
    assert found.get(("start", "t0")) == found.get(("start_staff", "t0")) == state


def test_a_start_form_is_overdue_when_the_third_session_is_held() -> None:
    facts = [log(1, 0), log(2, 7), log(3, 14)]
    start = at(ledger(facts, 14), "start", "t0")
    assert (start.state, start.last_day) == (State.OVERDUE, FIRST + timedelta(13))
    missed = [log(1, 0), log(2, 7), log(3, 14, attended=3)]
    assert at(ledger(missed, 14), "start", "t0").state is State.DUE


def test_three_sessions_on_one_day_leave_that_day_for_the_start_form() -> None:
    facts = [log(number, 0) for number in (1, 2, 3)]
    assert at(ledger(facts, 0), "start", "t0").state is State.DUE
    late = at(ledger([*facts, sheet("start", 0)], 0), "start", "t0")
    assert (late.state, late.late) == (State.RETURNED, True)


def test_nothing_is_expected_of_nobody() -> None:
    assert ledger([]) == ()


def test_a_start_form_alone_lets_expect_what_goes_with_it() -> None:
    assert states(ledger([sheet("start", 3)], 3)) == {
        ("start", "t0"): State.RETURNED,
        ("start_staff", "t0"): State.DUE,
    }


def test_a_missing_log_shows_when_a_later_session_is_known() -> None:
    found = ledger([sheet("checkin", 14, 3), log(4, 21)], 21)
    assert {key: one for key, one in states(found).items() if key[0] in {"session", "checkin"}} == {
        ("session", "s01"): State.OVERDUE,
        ("session", "s02"): State.OVERDUE,
        ("session", "s03"): State.OVERDUE,
        ("session", "s04"): State.RETURNED,
        ("checkin", "s03"): State.RETURNED,
        ("checkin", "s04"): State.DUE,
    }
    # A session that no sheet tells of was at the latest when the next one was.
    assert at(found, "session", "s02").last_day == FIRST + timedelta(14)


def test_only_a_session_that_was_held_lets_a_check_in_expect() -> None:
    found = states(ledger([log(1, 0), log(2, 7, attended=3), log(3, 8, attended=-7)], 8))
    assert [key for key in found if key[0] == "checkin"] == [("checkin", "s01")]


def test_the_log_says_when_a_session_was_whichever_came_first() -> None:
    both = [sheet("checkin", 1, 1), log(1, 0)]
    for facts in (both, both[::-1]):
        found = at(ledger(facts, 1), "checkin", "s01")
        assert (found.state, found.target_day) == (State.RETURNED, FIRST)
        # Another day on the check-in is a question to answer, and no lateness.
        assert not found.late


def test_a_check_in_of_a_session_that_was_not_held_still_counts() -> None:
    found = states(ledger([log(1, 0, attended=3), sheet("checkin", 0, 1)], 0))
    assert found["checkin", "s01"] is State.RETURNED


def test_each_closing_form_lets_expect_the_other() -> None:
    assert states(ledger([closed(30)], 30))["closing", "t1"] is State.DUE
    assert states(ledger([sheet("closing", 30)], 30))["closing_staff", "t1"] is State.DUE
    assert ("closing", "t1") not in states(ledger([log(1, 0)], 30))
    assert states(ledger([closed(30)], 59))["closing", "t1"] is State.OVERDUE


def test_a_closing_day_that_is_missing_is_that_of_the_paper() -> None:
    found = ledger([sheet("closing_staff", 30), sheet("closing", 33)], 33)
    assert at(found, "closing", "t1").target_day == FIRST + timedelta(30)


def test_a_sheet_without_a_day_stands_on_the_day_of_its_save() -> None:
    facts = [sheet("session", None, 1, codes={"attended": 1}, saved_on=FIRST)]
    found = at(ledger(facts, 0), "session", "s01")
    assert (found.target_day, found.late) == (FIRST, False)


@pytest.mark.parametrize(
    ("chosen", "points"),
    [((), ["f06"]), (("f03",), ["f03", "f06"]), (("f03", "f12"), ["f03", "f06", "f12"])],
)
def test_optional_follow_ups_are_expected_where_they_are_chosen(
    chosen: Collection[str], points: list[str]
) -> None:
    found = states(ledger([closed(0)], 400, chosen=chosen))
    assert sorted(point for form, point in found if form == "followup") == points


def test_a_follow_up_that_nobody_expected_still_counts() -> None:
    found = at(ledger([closed(0), sheet("followup", 91, 3)], 91), "followup", "f03")
    assert (found.state, found.late, found.number) == (State.RETURNED, False, 3)
    # So does one of a contact that nobody has closed, which has no window.
    for day, known in ((91, 91), (None, 0)):
        unclosed = at(ledger([sheet("followup", day, 6)], 91), "followup", "f06")
        assert (unclosed.state, unclosed.late) == (State.RETURNED, False)
        assert unclosed.first_day == unclosed.last_day == FIRST + timedelta(known)


def test_reminders_stand_with_their_follow_up() -> None:
    sent = [FIRST + timedelta(day) for day in (170, 180)]
    reminders = [Reminder(CODE, 1, "f06", day) for day in sent]
    found = ledger([closed(0)], 190, reminders=reminders)
    assert at(found, "followup", "f06").reminders == tuple(sent)
    assert at(found, "closing", "t1").reminders == ()


def test_a_sheet_that_is_partly_filled_in_is_partly_returned() -> None:
    assert states(ledger([sheet("start", 0, status=2)]))["start", "t0"] is State.PARTLY


def test_staffs_own_closing_of_a_silent_contact_has_until_it_was_silent() -> None:
    came = replace(closed(0, reason=3), day=FIRST + timedelta(100))
    assert not at(ledger([came], 100), "closing_staff", "t1").late
    assert at(ledger([replace(came, day=FIRST + timedelta(119))], 119), "closing_staff", "t1").late
    planned = replace(closed(0), day=FIRST + timedelta(29))
    assert at(ledger([planned], 29), "closing_staff", "t1").late


def test_relatives_have_a_series_of_their_own() -> None:
    start = sheet("relative_start", 0, code=RELATIVE)
    assert states(ledger([start], 99)) == {("relative_start", "t0"): State.RETURNED}
    closing = sheet("relative_closing", 50, code=RELATIVE)
    assert states(ledger([closing], 99)) == {
        ("relative_start", "t0"): State.OVERDUE,
        ("relative_closing", "t1"): State.RETURNED,
    }
    assert proposed_closings(schedule(), [start], FIRST + timedelta(999)) == ()


def test_the_clinics_own_form_comes_once_a_year() -> None:
    facts = [log(1, 0), sheet("clinic_year", date(2027, 2, 1), 2026)]
    found = [one for one in ledger(facts, date(2028, 4, 1)) if one.code is None]
    assert [(one.number, one.state, one.late) for one in found] == [
        (2027, State.OVERDUE, False),
        (2026, State.RETURNED, False),
    ]
    assert found[0].first_day == date(2028, 1, 1)
    assert [one.number for one in ledger(facts, date(2028, 3, 30)) if one.state is State.DUE] == [
        2027
    ]
    late = [sheet("clinic_year", date(2027, 6, 1), 2026), sheet("clinic_year", None, 2020)]
    assert {one.number: one.late for one in ledger(late, date(2027, 6, 1))} == {
        2026: True,
        2020: False,
    }


def test_a_clock_that_was_years_behind_makes_up_no_years() -> None:
    behind = replace(log(1, 0), saved_on=date(1970, 1, 1))
    years = [one.number for one in ledger([behind], date(2010, 6, 1)) if one.code is None]
    assert years == [2009]


def test_sheets_that_no_schedule_names_are_left_alone() -> None:
    facts = [
        sheet("deviation", 0, 1),
        sheet("contact_log", 0, 1),
        replace(sheet("start", 0), form="withdrawn_form", timepoint="t9"),
    ]
    assert set(states(ledger(facts, 0))) == {("start", "t0"), ("start_staff", "t0")}


def test_the_most_urgent_of_the_open_ones_comes_first() -> None:
    facts = [log(1, 0), log(2, 7), closed(14)]
    found = ledger(facts, 14 + 160)
    assert [one.form for one in found if one.is_open] == [
        "checkin", "checkin", "start", "start_staff", "closing", "followup",
    ]  # fmt: skip
    assert [one.state for one in found][-3:] == [State.RETURNED] * 3


def test_each_episode_has_its_own_forms() -> None:
    facts = [log(1, 0), closed(0), log(1, 200, episode_no=2)]
    found = ledger(facts, 200)
    logs = {(one.episode_no, one.target_day) for one in found if one.form == "session"}
    assert logs == {(1, FIRST), (2, FIRST + timedelta(200))}
    assert {one.episode_no for one in found if one.form == "followup"} == {1}


@pytest.mark.parametrize("state", sorted(SAYABLE))
def test_what_staff_say_counts_until_it_is_taken_back_or_the_sheet_comes(state: State) -> None:
    place = (CODE, 1, "start", "t0")
    said = [Absence(place, State.LOST), Absence(place, state, 3)]
    found = at(ledger([log(1, 0)], 99, absences=said), "start", "t0")
    assert (found.state, found.reason, found.said) == (state, 3, True)
    back = [*said, Absence(place, TAKEN_BACK)]
    assert at(ledger([log(1, 0)], 99, absences=back), "start", "t0").state is State.OVERDUE
    came = at(ledger([log(1, 0), sheet("start")], 99, absences=said), "start", "t0")
    assert (came.state, came.reason, came.said) == (State.RETURNED, None, False)


def test_what_is_said_of_a_form_that_is_far_ahead_is_not_forgotten() -> None:
    said = [Absence((CODE, 1, "followup", "f06"), State.DECLINED)]
    assert ("followup", "f06") not in states(ledger([closed(0)], 0))
    assert states(ledger([closed(0)], 0, absences=said))["followup", "f06"] is State.DECLINED


def test_the_ledger_follows_a_schedule_that_is_changed_while_forms_are_due() -> None:
    facts = [log(1, 0)]
    longer = replace(
        schedule(),
        points=tuple(
            replace(point, latest=40) if point.name == "t0" else point
            for point in schedule().points
        ),
    )
    assert at(ledger(facts, 35), "start", "t0").state is State.OVERDUE
    assert at(ledger(facts, 35, by=longer), "start", "t0").state is State.DUE


def test_a_contact_that_was_silent_for_too_long_is_proposed_for_closing() -> None:
    facts = [sheet("start"), log(1, 0), log(2, 50, attended=3)]
    today = FIRST + timedelta(91)
    (proposed,) = proposed_closings(schedule(), facts, today)
    assert (proposed.code, proposed.episode_no, proposed.last_contact) == (CODE, 1, FIRST)
    assert proposed_closings(schedule(), facts, today - timedelta(1)) == ()
    assert proposed_closings(schedule(), [*facts, closed(0)], today) == ()
    # A check-in tells that the client was there, though the log is missing.
    assert proposed_closings(schedule(), [*facts, sheet("checkin", 60, 3)], today) == ()
    # One who never came is silent from the first sheet on.
    (never,) = proposed_closings(schedule(), [sheet("start_staff", 5)], today + timedelta(5))
    assert never.last_contact == FIRST + timedelta(5)


@pytest.mark.parametrize(("days", "likely"), [(90, False), (91, True), (-5, False)])
def test_who_comes_back_after_three_months_begins_anew(days: int, *, likely: bool) -> None:
    assert new_episode_is_likely(schedule(), FIRST, FIRST + timedelta(days)) is likely


_DAYS = st.integers(-30, 700)
_NUMBERS = st.integers(1, 6)
_EPISODES = st.integers(1, 2)
_SHEETS = st.one_of(
    st.builds(log, _NUMBERS, _DAYS, attended=st.sampled_from((1, 2, 3, -7)), episode_no=_EPISODES),
    st.builds(
        closed, _DAYS, reason=st.sampled_from((1, 3)), done=st.integers(1, 3), episode_no=_EPISODES
    ),
    st.builds(
        sheet,
        st.sampled_from(("checkin", "session")),
        _DAYS | st.none(),
        _NUMBERS,
        episode_no=_EPISODES,
    ),
    st.builds(
        sheet,
        st.sampled_from(("start", "start_staff", "closing")),
        _DAYS | st.none(),
        status=st.integers(1, 2),
        episode_no=_EPISODES,
        codes=st.dictionaries(st.sampled_from(("consent_research", "fu_ok")), st.integers(0, 3)),
    ),
    st.builds(sheet, st.just("followup"), _DAYS, st.sampled_from((3, 6, 12)), episode_no=_EPISODES),
    st.builds(
        sheet, st.just("deviation"), _DAYS, _NUMBERS,
        codes=st.fixed_dictionaries(
            {"deviation_kind": st.integers(1, 2), "withdraw_scope": st.integers(-7, 3)}
        ),
        episode_no=_EPISODES,
    ),
)  # fmt: skip


def _of_one_place(sheets: Sequence[SheetFacts]) -> list[SheetFacts]:
    return list({(one.episode_no, one.form, one.timepoint): one for one in sheets}.values())


_HISTORIES = st.lists(_SHEETS, max_size=14).map(_of_one_place)
_SAID = st.lists(
    st.builds(
        Absence,
        st.tuples(
            st.just(CODE), _EPISODES, st.sampled_from(("start", "checkin", "followup")),
            st.sampled_from(("t0", "s01", "s02", "f06")),
        ),
        st.sampled_from([*SAYABLE, TAKEN_BACK]),
    ),
    max_size=4,
)  # fmt: skip


@given(_HISTORIES, _SAID, _DAYS, st.booleans(), st.sampled_from(((), ("f03", "f12"))))
def test_each_form_is_expected_once_and_in_one_state(
    facts: list[SheetFacts],
    said: list[Absence],
    today: int,
    in_study: bool,  # noqa: FBT001 - Hypothesis gives arguments by place.
    chosen: Collection[str],
) -> None:
    found = ledger_of(
        schedule(), facts, said, (), FIRST + timedelta(today),
        chosen_points=chosen, in_study=in_study,
    )  # fmt: skip
    assert max(Counter(one.place for one in found).values(), default=1) == 1
    sheets = {(one.code, one.episode_no, one.form, one.timepoint): one for one in facts}
    for one in found:
        there = sheets.get(one.place)
        assert one.sheet == (None if there is None else there.public_id)
        assert (one.state in {State.RETURNED, State.PARTLY}) == (there is not None)
        assert one.first_day <= one.target_day <= one.last_day
        assert not (one.said and one.is_open)
        assert not (one.late and there is None)
    scheduled = {form for point in schedule().points for form in point.forms}
    assert {place for place in sheets if place[2] in scheduled} <= {one.place for one in found}


@given(_HISTORIES, _DAYS)
def test_what_has_once_been_listed_stays_listed(facts: list[SheetFacts], today: int) -> None:
    before = {one.place: one.state for one in ledger(facts, today)}
    after = {one.place: one.state for one in ledger(facts, today + 1)}
    assert before.keys() <= after.keys()
    order = [State.SOON, State.DUE, State.OVERDUE]
    for place, state in before.items():
        if state in OPEN:
            assert order.index(state) <= order.index(after[place])
        else:
            assert after[place] is state
