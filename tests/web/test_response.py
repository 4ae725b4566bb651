from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader

from kast_eval import clock
from kast_eval.store.database import Database
from kast_eval.store.users import add_user
from kast_eval.study.roles import Role, User
from tests.actions.at_the_clinic import BOTH, HERE, NEIGHBOUR, RESEARCHER, THERE, entered, noted
from tests.web.visitor import OK, SEE_OTHER, Visitor

FORBIDDEN, NOT_FOUND = 403, 404
PAGE = f"/response/{HERE}"


def visitor_of(app: Flask, database: Database, user: User) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(database, user)
    return visitor


def test_the_menu_leads_to_the_users_own_clinic(anna: Visitor) -> None:
    links = [one.attributes["href"] for one in anna.page("/today").all("a")]
    assert "/response" in links
    led = anna.get("/response")
    assert (led.status_code, led.location) == (SEE_OTHER, PAGE)


def test_an_empty_clinic_has_a_page_that_says_what_to_do(anna: Visitor) -> None:
    assert "Kontaktloggen är tom. Skriv in den" in anna.get(PAGE).text


def test_the_page_has_each_number_in_words_beside_the_drawing(
    anna: Visitor, database: Database
) -> None:
    entered(database)
    page = anna.page(PAGE)
    pictures = page.all("svg", role="img")
    assert len(pictures) == 2 * len(page.all("figure"))
    assert all(one.attributes["aria-label"] for one in pictures)
    assert len(page.all("section", class_="figures")) == 7
    assert noted(database)[-1][1:] == ("read response", "response", HERE)


def test_the_page_has_no_style_and_no_script_of_its_own(anna: Visitor, database: Database) -> None:
    entered(database)
    text = anna.get(PAGE).text
    assert " style=" not in text
    assert "<style" not in text
    assert "<script" not in text


def test_the_same_figures_can_be_printed(anna: Visitor, database: Database) -> None:
    entered(database)
    answer = anna.get(f"{PAGE}.pdf")
    assert answer.mimetype == "application/pdf"
    assert "Övningsmottagningen" in PdfReader(BytesIO(answer.data)).pages[0].extract_text()


def test_another_clinics_page_does_not_exist(app: Flask, database: Database) -> None:
    neighbour = visitor_of(app, database, NEIGHBOUR)
    for path in (PAGE, f"{PAGE}.pdf", "/response/9999"):
        assert neighbour.get(path).status_code == NOT_FOUND


def test_who_works_at_two_clinics_chooses_between_them(app: Flask, database: Database) -> None:
    both = visitor_of(app, database, BOTH)
    chosen = both.page(f"/response/{THERE}").all("a", **{"aria-current": "page"})
    assert [one.attributes["href"] for one in chosen] == [f"/response/{THERE}"]


@pytest.mark.parametrize("role", [Role.RESEARCHER, Role.ADMINISTRATOR])
def test_who_may_not_see_small_numbers_has_no_link_and_no_page(
    app: Flask, database: Database, role: Role
) -> None:
    user = RESEARCHER
    if role is Role.ADMINISTRATOR:
        with database.begin() as session:
            user = add_user(session, "admin", {HERE: frozenset({role})}, created=clock.now())
    visitor = visitor_of(app, database, user)
    assert visitor.get("/response").status_code == FORBIDDEN
    assert visitor.get(PAGE).status_code == FORBIDDEN
    assert "/response" not in visitor.get("/keys").text


def test_a_stranger_is_asked_to_sign_in(stranger: Visitor) -> None:
    assert stranger.get(PAGE).status_code != OK


@pytest.fixture
def country(database: Database) -> User:
    roles = {code: frozenset({Role.COORDINATOR}) for code in (HERE, THERE)}
    with database.begin() as session:
        return add_user(session, "country", roles, created=clock.now())


def test_a_coordinator_is_led_to_the_table_of_all_and_sees_no_clinics_own(
    app: Flask, database: Database, country: User
) -> None:
    visitor = visitor_of(app, database, country)
    led = visitor.get("/response")
    assert (led.status_code, led.location) == (SEE_OTHER, "/comparison")
    assert visitor.page(led.location).all("section", class_="figures")
    assert visitor.get(PAGE).status_code == FORBIDDEN


def test_a_lead_who_compares_too_has_the_own_clinics_and_the_table_of_all(
    app: Flask, database: Database
) -> None:
    roles = {
        HERE: frozenset({Role.LEAD, Role.COORDINATOR}), THERE: frozenset({Role.COORDINATOR}),
    }  # fmt: skip
    with database.begin() as session:
        user = add_user(session, "both roles", roles, created=clock.now())
    visitor = visitor_of(app, database, user)
    links = [one.attributes["href"] for one in visitor.page(PAGE).all("a")]
    assert "/comparison" in links


def test_who_works_at_one_clinic_has_no_table_of_all(anna: Visitor) -> None:
    assert "/comparison" not in anna.get(PAGE).text
    assert anna.get("/comparison").status_code == FORBIDDEN
