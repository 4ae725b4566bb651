from dataclasses import replace
from datetime import date, timedelta

import pytest

from kast_eval.actions.move_sheet import move_sheet
from kast_eval.actions.open_sheet import OpenSheet, open_sheet
from kast_eval.actions.steps.episode import EpisodeError, EpisodeQuestion
from kast_eval.store.database import Database
from kast_eval.store.sheets import find_sheet, newest_sheets
from tests.actions.at_the_clinic import ANNA, HERE, NOW, Sent, code, entered, plan

CLOSED = date(2025, 11, 3)
CLOSING = Sent("closing_staff", number=None, submission="closing")
CLOSING_TEXTS = {"fill_date": "2025-11-03", "close_date": "2025-11-03", "sessions_total": "4"}
START = Sent("start", number=None, submission="start")
RELATIVE = Sent("relative_start", code(1, "RX"), None, None, "relative")


def _open(
    database: Database,
    form: str,
    episode_no: int | None = None,
    *,
    days: int = 0,
    number: int | None = 1,
) -> OpenSheet:
    with database.begin() as session:
        return open_sheet(
            session,
            ANNA,
            NOW + timedelta(days),
            plan(),
            code=code(1),
            form=form,
            number=number,
            episode_no=episode_no,
        )


def _episode(database: Database, public_id: str) -> int:
    with database.read() as session:
        sheet = find_sheet(session, (HERE,), public_id)
    assert sheet is not None
    return sheet.episode_no


@pytest.fixture
def closed(database: Database) -> Database:
    entered(database, CLOSING, CLOSING_TEXTS)
    return database


@pytest.mark.parametrize(("days", "likely"), [(-36, False), (-35, True), (0, True)])
def test_a_form_that_could_begin_a_new_episode_asks_for_it(
    closed: Database, days: int, *, likely: bool
) -> None:
    question = EpisodeQuestion({1: CLOSED}, 2, 2 if likely else 1)
    for form in ("start", "start_staff", "session", "checkin"):
        assert _open(closed, form, days=days).question == question


@pytest.mark.parametrize(("number", "likely"), [(1, True), (2, False), (3, True), (4, True)])
def test_a_later_session_that_the_closed_episode_misses_is_not_taken_for_a_new_one(
    closed: Database, number: int, *, likely: bool
) -> None:
    log = Sent("session", number=3, submission="log 3")
    entered(closed, log, {"session_date": "2025-10-01", "attended": "1"})
    entered(closed, Sent(number=3, submission="checkin 3"))
    question = _open(closed, "checkin", number=number).question
    assert question is not None
    assert question.likely == (2 if likely else 1)


def test_nothing_is_asked_where_it_is_plain(closed: Database) -> None:
    for form in ("closing", "followup", "deviation"):
        if form != "followup":
            assert _open(closed, form).question is None
    assert _open(closed, "start", 1).question is None
    assert _open(closed, "start", 2).question is None


def test_a_contact_that_goes_on_asks_nothing(database: Database) -> None:
    assert _open(database, "checkin").question is None
    entered(database)
    assert _open(database, "session").question is None


def test_a_client_who_comes_back_has_a_new_episode_and_the_same_code(closed: Database) -> None:
    opened = _open(closed, "start", 2)
    assert (opened.episode_no, opened.new_client, opened.existing) == (2, False, None)
    sheet = entered(closed, replace(START, episode_no=2), {"gender": "2"})
    assert _episode(closed, sheet) == 2
    # From now on the new episode is the present one.
    assert _open(closed, "checkin").episode_no == 2
    assert _open(closed, "start").existing == sheet


def test_a_late_sheet_of_the_closed_episode_stays_with_it(closed: Database) -> None:
    entered(closed, replace(START, episode_no=2), {"gender": "2"})
    late = entered(closed, replace(START, episode_no=1, submission="late"), {"gender": "1"})
    assert _episode(closed, late) == 1
    assert _open(closed, "start", 1).existing == late


@pytest.fixture
def back(closed: Database) -> Database:
    """A client who came back while form E and four logs were missing from before."""
    log = Sent("session", submission="log 1")
    entered(closed, replace(log, number=5), {"session_date": "2025-11-03", "attended": "1"})
    for number in (1, 2):
        page = replace(log, number=number, submission=f"new {number}", episode_no=2)
        entered(closed, page, {"session_date": f"2026-03-0{number}", "attended": "1"})
    return closed


@pytest.mark.parametrize(
    ("form", "number", "likely"),
    [
        # The present episode has its log 2 already, and comes to its closing some day.
        ("session", 2, 1), ("closing", None, 2),
        # The next log can be of either, the one after that only of the first.
        ("session", 3, 2), ("session", 4, 1),
        # No follow-up comes before the closing.
        ("followup", 6, 1),
    ],
)  # fmt: skip
def test_a_form_that_an_earlier_episode_misses_is_asked_about(
    back: Database, form: str, number: int | None, likely: int
) -> None:
    question = EpisodeQuestion({1: CLOSED, 2: None}, None, likely)
    assert _open(back, form, days=60, number=number).question == question


@pytest.mark.parametrize(("form", "number"), [("session", 5), ("session", 6), ("closing_staff", 1)])
def test_nothing_is_asked_of_what_the_earlier_episode_has(
    back: Database, form: str, number: int
) -> None:
    assert _open(back, form, number=number).question is None


def test_who_was_closed_twice_can_have_a_sheet_in_three_episodes(back: Database) -> None:
    again = replace(CLOSING, submission="again", episode_no=2)
    entered(back, again, {**CLOSING_TEXTS, "fill_date": "2026-03-02", "close_date": "2026-03-02"})
    later = _open(back, "session", number=1).question
    # The first log of the second episode is there, that of the first one is not.
    assert later == EpisodeQuestion({1: CLOSED, 2: date(2026, 3, 2)}, 3, 1)
    assert _open(back, "session", days=200, number=1).question == replace(later, likely=3)


def test_the_first_sheet_of_an_episode_sent_twice_is_saved_once(closed: Database) -> None:
    page = replace(START, episode_no=2)
    assert entered(closed, page, {"gender": "2"}) == entered(closed, page, {"gender": "2"})


@pytest.mark.parametrize("episode_no", [0, -1, 3])
def test_no_episode_is_left_out(closed: Database, episode_no: int) -> None:
    with pytest.raises(EpisodeError, match="insatsperiod"):
        _open(closed, "start", episode_no)
    with pytest.raises(EpisodeError, match="insatsperiod"):
        entered(closed, replace(START, episode_no=episode_no), {"gender": "2"})


def test_a_client_whose_only_sheet_was_moved_away_is_asked_nothing(closed: Database) -> None:
    with closed.begin() as session:
        (sheet,) = newest_sheets(session, (HERE,), limit=1)
        move_sheet(
            session, ANNA, NOW, plan(),
            public_id=sheet.public_id, code=code(2), number=None, reason="fel kod", person_type=1,
        )  # fmt: skip
    assert _open(closed, "start").question is None


def test_a_new_client_has_no_second_episode(database: Database) -> None:
    with pytest.raises(EpisodeError, match="insatsperiod"):
        _open(database, "start", 2)
