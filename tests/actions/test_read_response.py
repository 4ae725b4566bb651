import pytest

from kast_eval.actions.enter_form import enter_form
from kast_eval.actions.read_response import SiteResponse, read_response
from kast_eval.quality.share import Share
from kast_eval.quality.step import Step
from kast_eval.store.database import Database
from kast_eval.study.roles import NotAllowedError, NotFoundError, User
from tests.actions.at_the_clinic import (
    ANNA,
    HERE,
    LEAD,
    NEIGHBOUR,
    NOW,
    RESEARCHER,
    Correcting,
    Sent,
    code,
    correct,
    entered,
    library,
    noted,
    plan,
)

NEXT_DOOR = Sent(code=code(1, "XY"))
LOG = Sent(form="session", submission="log")


def read(database: Database, user: User = ANNA, site_code: str = HERE) -> SiteResponse:
    with database.begin() as session:
        return read_response(session, user, NOW, plan(), site_code=site_code)


def test_an_empty_clinic_has_figures_of_nothing(database: Database) -> None:
    found = read(database)
    assert (found.site.code, found.response.sheets, found.response.items) == (HERE, 0, ())


def test_a_clinic_with_one_sheet_sees_it_whole(database: Database) -> None:
    entered(database)
    response = read(database).response
    assert response.sheets == 1
    assert response.flow.step(Step.BEGAN).reached == 1
    mood = next(one for one in response.items if one.item.name == "mood_7d")
    assert (mood.asked, mood.blank) == (1, 0)


def test_sheets_of_one_form_are_counted_together(database: Database) -> None:
    entered(database)
    entered(database, Sent(number=2, submission="page 2"), {"since_main": "1", "mood_7d": "v"})
    mood = next(one for one in read(database).response.items if one.item.name == "mood_7d")
    assert (mood.asked, sum(mood.missing.values())) == (2, 1)


def test_what_counts_is_what_was_corrected_last(database: Database) -> None:
    sheet = entered(database)
    correct(database, sheet, {"since_main": "0", "mood_7d": ""}, Correcting(confirmed=()))
    mood = next(one for one in read(database).response.items if one.item.name == "mood_7d")
    assert (mood.asked, mood.blank) == (1, 1)


def test_a_clinic_sees_nothing_of_another(database: Database) -> None:
    with database.begin() as session:
        definition = library().newest("checkin").as_asked()
        enter_form(
            session, NEIGHBOUR, NOW, definition, {"mood_7d": "7", "since_main": "0"}, plan=plan(),
            notes={}, code=NEXT_DOOR.code, number=1, person_type=1, submission="there",
        )  # fmt: skip
    assert read(database).response.sheets == 0
    with pytest.raises(NotFoundError):
        read(database, NEIGHBOUR)


def test_a_log_that_is_there_and_a_check_in_that_is_not_are_both_told(database: Database) -> None:
    entered(database, LOG, {"session_date": "2026-03-02", "attended": "1"})
    returns = {one.form: one for one in read(database).response.returns}
    assert returns["session"].due == Share(1, 1)
    assert returns["checkin"].due == Share(0, 1)


def test_counsellors_and_leads_may_read_them_and_it_is_noted(database: Database) -> None:
    for user in (ANNA, LEAD):
        read(database, user)
        assert noted(database)[-1] == (user.name, "read response", "response", HERE)


def test_a_researcher_sees_no_clinics_own_small_numbers(database: Database) -> None:
    with pytest.raises(NotAllowedError):
        read(database, RESEARCHER)
