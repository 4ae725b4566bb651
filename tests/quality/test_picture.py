from collections.abc import Collection
from datetime import timedelta

import pytest

from kast_eval.quality.inflow import Way
from kast_eval.quality.picture import Middle, Picture, picture_of
from kast_eval.quality.quarter import Quarter
from kast_eval.quality.returns import returns_of
from kast_eval.quality.seen import wait_of
from kast_eval.quality.share import Share
from kast_eval.study.episode import episodes_of
from kast_eval.study.expected import SheetFacts
from tests.quality.at_work import ledger
from tests.study.sheets import FIRST, closed, log, schedule, sheet

SPRING = Quarter.of(FIRST)
SUMMER = SPRING.after


def picture(facts: Collection[SheetFacts], quarter: Quarter = SPRING, day: int = 300) -> Picture:
    returns = returns_of(ledger(facts, day), FIRST + timedelta(day))
    return picture_of(schedule(), facts, returns, quarter)


def contact(number: int, day: int, mode: int = 1, source: int = 1) -> SheetFacts:
    codes = {"first_contact_mode": mode, "ref_source": source}
    return sheet("contact_log", day, number, codes=codes)


def waited(code: str, days: int) -> list[SheetFacts]:
    told = {"first_contact_date": FIRST - timedelta(days)}
    return [log(1, 0, code=code), sheet("start_staff", 0, code=code, days=told)]


def checkin(code: str, day: int, number: int, urge: int) -> SheetFacts:
    return sheet("checkin", day, number, code=code, codes={"urge_max_7d": urge})


def test_a_clinic_without_sheets_has_an_empty_quarter() -> None:
    found = picture([])
    assert found.now.is_empty
    assert [one.quarter for one in found.quarters] == [SPRING]
    assert found.clients == 0


def test_a_quarter_without_sheets_is_empty_beside_one_that_has_some() -> None:
    found = picture([contact(1, 0)], SUMMER)
    assert [one.is_empty for one in found.quarters] == [False, True]
    assert not found.modes


def test_contacts_are_counted_by_how_and_through_whom_they_came() -> None:
    found = picture([contact(1, 0), contact(2, 1), contact(3, 2, mode=-7, source=3)])
    assert found.now.contacts == 3
    assert found.modes == {1: 2, None: 1}
    assert found.sources == {1: 2, 3: 1}


def test_before_a_log_was_kept_nobody_knows_how_many_got_in_touch() -> None:
    found = picture([log(1, 0), contact(1, 100)], SUMMER)
    assert [one.contacts for one in found.quarters] == [None, 1]
    assert [one.ways and one.ways[Way.POLICE] for one in found.quarters] == [None, 1]


def test_operations_with_the_police_are_those_that_the_clinic_has_noted() -> None:
    year = sheet("clinic_year", 0, 2025, codes={"joint_ops_n": 4})
    assert picture([contact(1, 0), year]).operations == {2025: 4}
    assert picture([contact(1, 0)]).operations == {}


def test_clients_begin_and_end_in_the_quarters_of_those_days() -> None:
    found = picture([log(1, 0), closed(100)], SUMMER)
    assert [(one.began, one.closed) for one in found.quarters] == [(1, 0), (0, 1)]
    assert found.reasons == {1: 1}


def test_a_client_who_comes_back_begins_anew_but_is_one_client() -> None:
    again = log(1, 200, episode_no=2)
    found = picture([log(1, 0), closed(10), again], Quarter.of(FIRST + timedelta(200)))
    assert found.now.began == 1
    assert found.clients == 1


def test_a_closing_that_only_the_client_tells_of_has_no_reason() -> None:
    assert picture([log(1, 0), sheet("closing", 5)]).reasons == {None: 1}


def test_relatives_are_counted_for_themselves() -> None:
    found = picture([sheet("relative_start", 0, code="RX0001A")])
    assert (found.now.relatives, found.now.began, found.clients) == (1, 0, 0)
    assert not found.now.is_empty


def test_only_held_sessions_are_counted_and_what_they_held() -> None:
    held = sheet("session", 0, 1, codes={"attended": 1, "m_mi": 1, "m_cbt": 0})
    missed = sheet("session", 7, 2, codes={"attended": 3, "m_mi": 1})
    found = picture([held, missed])
    assert found.now.held == 1
    assert found.content == {"m_mi": 1}


def test_what_helped_is_of_those_who_answered() -> None:
    told = {"help_talk": 1, "help_plan": 0}
    first = sheet("closing", 5, codes=told, code="XX0001A")
    blank = sheet("closing", 5, codes={"help_talk": -7}, code="XX0002B")
    found = picture([first, blank])
    assert (found.helped, found.asked) == ({"help_talk": 1}, 1)


def test_the_wait_is_from_the_first_contact_to_the_first_session() -> None:
    assert [wait_of(one) for one in episodes_of(schedule(), waited("XX0001A", 12))] == [12]


@pytest.mark.parametrize(
    ("sessions", "wait"),
    [
        ([log(1, 0, attended=3), log(2, 40)], 45),  # The client did not come the first time.
        ([log(1, 0, attended=4)], None),  # The clinic cancelled, and nobody has been seen yet.
        ([log(3, 40)], None),  # The logs of two sessions are lost: either can have been the first.
        ([sheet("checkin", 2, 1), log(2, 9)], 7),  # Who filled in a sheet was there.
    ],
)
def test_the_wait_is_to_the_first_session_that_was_held(
    sessions: list[SheetFacts], wait: int | None
) -> None:
    contact = {"first_contact_date": FIRST - timedelta(5)}
    (episode,) = episodes_of(schedule(), [*sessions, sheet("start_staff", 40, days=contact)])
    assert wait_of(episode) == wait


def test_a_first_contact_after_the_first_session_is_no_wait() -> None:
    for facts in (waited("XX0001A", -3), [log(1, 0)], waited("XX0001A", 5)[1:]):
        assert [wait_of(one) for one in episodes_of(schedule(), facts)] == [None]


def test_waits_are_counted_in_bands_and_a_median_needs_ten_persons() -> None:
    few = [one for number in range(9) for one in waited(f"XX{number:04}A", 7)]
    found = picture(few)
    assert found.waits == {0: 9}
    assert found.now.wait == Middle(9, None)
    enough = picture([*few, *waited("XX0009A", 40), log(1, 0, code="XX0010A")])
    assert enough.waits == {0: 9, 3: 1, None: 1}
    assert enough.now.wait == Middle(10, 7)


def test_a_mean_counts_each_client_once_by_the_last_answer() -> None:
    sheets = [checkin(f"XX{number:04}A", 0, 1, 8) for number in range(10)]
    sheets += [checkin("XX0000A", 7, 2, 3), checkin("XX0001A", 7, 2, -7)]
    assert picture(sheets).now.courses["urge_max_7d"] == Middle(10, 7.5)
    assert picture(sheets).now.courses["mood_7d"] == Middle(0, None)


def test_forms_are_due_in_the_quarter_in_which_their_window_ended() -> None:
    found = picture([log(1, 0), sheet("checkin", 0, 1)])
    assert found.now.due == Share(2, 4)


def test_quarters_before_the_first_sheet_are_not_drawn_nor_more_than_two_years() -> None:
    assert len(picture([log(1, 0)], Quarter(2029, 1)).quarters) == 8
    assert len(picture([log(1, 0)], SUMMER).quarters) == 2
    assert len(picture([log(1, 0)], SPRING.before).quarters) == 1
