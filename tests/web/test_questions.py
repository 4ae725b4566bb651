from dataclasses import replace

import pytest
from flask import Flask

from kast_eval import clock
from kast_eval.store.database import Database
from kast_eval.store.users import add_user
from kast_eval.study.roles import Role, User
from kast_eval.web.app import create_app
from tests.actions.at_the_clinic import (
    BOTH,
    HERE,
    LEAD,
    THERE,
    library,
    noted,
    overgrown,
    plan,
)
from tests.paper.pictures import page_texts
from tests.web.reading import Element, read_html
from tests.web.visitor import SEE_OTHER, Visitor

UNPROCESSABLE = 422
CHECKIN = f"/questions/{HERE}/checkin"
START = f"/questions/{HERE}/start"


@pytest.fixture
def lead(app: Flask, database: Database) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(database, LEAD)
    return visitor


@pytest.fixture
def made_lead_of_two(database: Database) -> User:
    roles = {code: frozenset({Role.LEAD}) for code in (HERE, THERE)}
    with database.begin() as session:
        return add_user(session, "lead of two", roles, created=clock.now())


def form_of(page: Element, action: str) -> Element:
    return page.one("form", action=action)


def ticked(page: Element, action: str) -> set[str]:
    boxes = form_of(page, action).all("input", type="checkbox")
    return {box.attributes["value"] for box in boxes if "checked" in box.attributes}


def choose(visitor: Visitor, action: str, *names: str) -> tuple[int, Element]:
    answer = visitor.post(action, {"csrf_token": visitor.token(), "name": list(names)})
    page = visitor.page("/questions") if answer.status_code == SEE_OTHER else None
    return answer.status_code, page or read_html(answer.text)


def test_every_form_with_optional_questions_is_there(lead: Visitor) -> None:
    actions = {one.attributes["action"] for one in lead.page("/questions").all(class_="questions")}
    assert actions == {
        f"/questions/{HERE}/{form.form}" for form in library().newest_forms if form.optional_items
    }


def test_the_default_print_is_ticked_until_something_is_chosen(lead: Visitor) -> None:
    assert ticked(lead.page("/questions"), START) == set()
    assert "confidence" in ticked(lead.page("/questions"), CHECKIN)


def test_a_choice_is_kept_and_shown(lead: Visitor, database: Database) -> None:
    status, page = choose(lead, CHECKIN, "confidence")
    assert status == SEE_OTHER
    assert ticked(page, CHECKIN) == {"confidence"}
    assert "Valet är sparat" in page.text
    assert noted(database)[-1][1] == "chose items"


def test_the_page_says_what_a_question_takes_and_what_is_left(lead: Visitor) -> None:
    before = form_of(lead.page("/questions"), CHECKIN).text
    assert "mm kvar" in before
    assert "tar " in before
    _, page = choose(lead, CHECKIN)
    assert form_of(page, CHECKIN).text != before


def test_what_has_no_room_is_said_to_stand_on_an_extra_page(lead: Visitor) -> None:
    assert "Tilläggsfrågor" not in form_of(lead.page("/questions"), START).text
    status, page = choose(lead, START, "readiness", "told_anyone")
    assert status == SEE_OTHER
    told = form_of(page, START).text
    assert "på en egen sida sist: Tilläggsfrågor" in told
    assert "Sida 3:" in told
    assert told.count("på sida 3") == 2
    assert "Tilläggsfrågor" in page_texts(lead.get("/forms/start-sv.pdf").data)[2]


def test_added_questions_are_keyed_where_they_stand_on_the_paper(
    lead: Visitor, anna: Visitor
) -> None:
    choose(lead, START, "buy_last_cat")
    page = anna.page(anna.open("a", number=""))
    headings = [one.text for one in page.all("h2")]
    assert headings.index("Tilläggsfrågor") > headings.index("Den senaste tiden")


def test_a_choice_that_fits_nowhere_is_refused_and_stays_on_the_page(database: Database) -> None:
    lead = Visitor(create_app(database, replace(plan(), library=overgrown())))
    lead.sign_in(database, LEAD)
    every = [
        question.items[0].name
        for question in overgrown().newest("start").questions
        if question.items[0].name in overgrown().newest("start").optional_items
    ]
    status, page = choose(lead, START, *every)
    assert status == UNPROCESSABLE
    assert "mm för högt" in form_of(page, START).one(class_="error").text
    assert ticked(page, START) == set(every)
    assert ticked(lead.page("/questions"), START) == set()


def test_the_blank_form_follows_the_choice_of_the_own_clinic(
    lead: Visitor, stranger: Visitor
) -> None:
    path = "/forms/checkin-sv.pdf"
    assert lead.get(path).data == stranger.get(path).data
    choose(lead, CHECKIN)
    assert lead.get(path).data != stranger.get(path).data


def test_who_works_at_two_clinics_prints_the_default(app: Flask, database: Database) -> None:
    visitor, stranger = Visitor(app), Visitor(app)
    visitor.sign_in(database, BOTH)
    path = "/forms/checkin-sv.pdf"
    assert visitor.get(path).data == stranger.get(path).data


def test_only_a_lead_is_shown_the_way_there(lead: Visitor, anna: Visitor) -> None:
    assert lead.page("/today").all("a", href="/questions")
    assert not anna.page("/today").all("a", href="/questions")


def test_a_lead_of_two_clinics_chooses_for_each(
    app: Flask, database: Database, made_lead_of_two: User
) -> None:
    visitor = Visitor(app)
    visitor.sign_in(database, made_lead_of_two)
    actions = [
        one.attributes["action"] for one in visitor.page("/questions").all(class_="questions")
    ]
    assert {action.split("/")[2] for action in actions} == {HERE, THERE}
    headings = [one.text for one in visitor.page("/questions").all("h2")]
    assert {"Övningsmottagningen", "Grannmottagningen"} <= set(headings)


POINTS = f"/questions/{HERE}/points"


def choose_points(visitor: Visitor, *points: str) -> int:
    answer = visitor.post(POINTS, {"csrf_token": visitor.token(), "point": list(points)})
    return answer.status_code


def test_the_optional_follow_ups_can_be_chosen_and_left_out_again(
    lead: Visitor, database: Database
) -> None:
    assert ticked(lead.page("/questions"), POINTS) == set()
    assert choose_points(lead, "f03", "f12") == SEE_OTHER
    page = lead.page("/questions")
    assert ticked(page, POINTS) == {"f03", "f12"}
    assert "följer det genast" in page.text
    assert noted(database)[-1][1] == "chose points"
    assert choose_points(lead) == SEE_OTHER
    assert ticked(lead.page("/questions"), POINTS) == set()


def test_a_follow_up_that_every_clinic_makes_is_none_to_choose(lead: Visitor) -> None:
    values = {
        box.attributes["value"]
        for box in form_of(lead.page("/questions"), POINTS).all("input", type="checkbox")
    }
    assert values == {"f03", "f12"}
    assert choose_points(lead, "f06") in {400, UNPROCESSABLE}


def test_without_optional_follow_ups_none_are_offered(database: Database) -> None:
    schedule = plan().schedule
    fixed = replace(
        plan(),
        schedule=replace(
            schedule, points=tuple(replace(point, optional=False) for point in schedule.points)
        ),
    )
    visitor = Visitor(create_app(database, fixed))
    visitor.sign_in(database, LEAD)
    assert visitor.page("/questions").all("form", action=POINTS) == []
