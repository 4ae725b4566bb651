from datetime import date

import pytest

from kast_eval.actions.read_conversation import ConversationView, read_conversation
from kast_eval.kinds.answer import Missing
from kast_eval.store.clients import add_client
from kast_eval.store.database import Database
from kast_eval.study.client_code import ClientCodeError
from kast_eval.study.roles import NotAllowedError, NotFoundError, User
from tests.actions.at_the_clinic import (
    ANNA,
    BOTH,
    HERE,
    LEAD,
    NEIGHBOUR,
    NOW,
    RESEARCHER,
    Sent,
    code,
    entered,
    noted,
    plan,
)

ANSWERS = {"fill_date": "2026-03-09", "fill_mode": "1", "since_main": "0", "urge_max_7d": "7"}


def read(
    database: Database,
    user: User = ANNA,
    *,
    client_code: str = "",
    sheet: str = "",
    episode: int | None = None,
) -> ConversationView:
    with database.begin() as session:
        return read_conversation(
            session, user, NOW, plan(), code=client_code, sheet=sheet, episode=episode
        )


@pytest.mark.parametrize("user", [ANNA, LEAD, BOTH])
def test_a_client_is_found_by_the_code_and_by_a_sheet(database: Database, user: User) -> None:
    sheet = entered(database, Sent(), ANSWERS)
    by_code, by_sheet = read(database, user, client_code=code(1)), read(database, user, sheet=sheet)
    assert by_code == by_sheet
    assert by_code.course.days == {1: date(2026, 3, 9)}
    assert {one.line.item: one.at(1) for one in by_code.course.curves} == {
        "urge_max_7d": 7, "confidence": None, "mood_7d": None,
    }  # fmt: skip


def test_only_the_clients_own_sheets_are_read(database: Database) -> None:
    entered(database, Sent(), ANSWERS)
    other = Sent(code=code(2), number=3, submission="page 2")
    entered(database, other, {**ANSWERS, "urge_max_7d": "1"})
    assert read(database, client_code=code(1)).course.sessions == range(1, 2)


def test_start_form_and_logs_are_told_of_too(database: Database) -> None:
    start = Sent(form="start", number=None, submission="page 2")
    entered(database, start, {"goal_main": "1", "buy_ever": "0"})
    entered(database, Sent(), ANSWERS)
    entered(
        database,
        Sent(form="session", number=2, submission="page 3"),
        {"session_date": "2026-03-09", "attended": "1"},
    )
    staff = Sent(form="start_staff", number=None, submission="page 4")
    entered(database, staff, {"incl_buyer": "1"})
    course = read(database, client_code=code(1)).course
    assert (list(course.sessions), list(course.days)) == ([1, 2], [1])
    assert [one.wording.en for one in course.own] == ["stopping altogether"]


def test_a_sheet_without_its_day_has_none(database: Database) -> None:
    sheet = entered(database, Sent(), {"since_main": "0"})
    assert read(database, sheet=sheet).course.days == {1: None}


def test_the_sheets_own_episode_is_shown_first(database: Database) -> None:
    sheet = entered(database, Sent(), ANSWERS)
    assert read(database, sheet=sheet).course.episode == 1
    assert read(database, sheet=sheet, episode=9).course.episode == 1


@pytest.mark.parametrize("user", [NEIGHBOUR])
def test_another_clinics_client_does_not_exist(database: Database, user: User) -> None:
    sheet = entered(database, Sent(), ANSWERS)
    with pytest.raises(NotFoundError):
        read(database, user, sheet=sheet)
    with pytest.raises(ClientCodeError, match="hör inte till din mottagning"):
        read(database, user, client_code=code(1))


def test_a_researcher_of_the_clinic_sees_no_client(database: Database) -> None:
    sheet = entered(database, Sent(), ANSWERS)
    with pytest.raises(NotAllowedError):
        read(database, RESEARCHER, sheet=sheet)


def test_a_code_without_a_sheet_has_nothing_to_show(database: Database) -> None:
    with pytest.raises(ClientCodeError, match="Inget ark är inskrivet"):
        read(database, client_code=code(1))


def test_a_client_whose_sheets_were_moved_away_has_nothing_to_show(database: Database) -> None:
    with database.begin() as session:
        add_client(session, HERE, code(3), person_type=1, first_seen=NOW)
    with pytest.raises(ClientCodeError, match="Inget ark är inskrivet"):
        read(database, client_code=code(3))


def test_a_sheet_of_the_clinic_itself_is_no_clients(database: Database) -> None:
    own = Sent(form="clinic_year", code="", number=2025, person_type=None)
    sheet = entered(database, own, {"host_type": "1"})
    with pytest.raises(NotFoundError):
        read(database, sheet=sheet)


def test_that_it_was_shown_is_noted_without_the_code(database: Database) -> None:
    sheet = entered(database, Sent(), ANSWERS)
    read(database, client_code=code(1))
    assert noted(database)[-1][:3] == ("anna", "read conversation", sheet)


def test_a_relatives_code_is_told_what_to_do_instead(database: Database) -> None:
    with pytest.raises(ClientCodeError, match="Ta fram den anhörigas ark"):
        read(database, client_code=code(1, "RX"))


def test_not_wanting_to_say_whether_is_not_wanting_to_say_how_many(database: Database) -> None:
    sheet = entered(database, Sent(), {**ANSWERS, "since_buy": "v", "since_main": "v"})
    (purchases, _) = read(database, sheet=sheet).course.since
    assert [point.code for point in purchases.points] == [Missing.REFUSED.value]
