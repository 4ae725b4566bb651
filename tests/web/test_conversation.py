import re
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from kast_eval.store.database import Database
from kast_eval.web.pages.conversation import SECONDS, TWO_MINUTES
from kast_eval.web.parts import EXTENSION, parts_of
from kast_eval.web.shown_once import ShownOnce
from tests.actions.accounts import KARIN
from tests.actions.at_the_clinic import ANNA, LEAD, Sent, code, entered, noted
from tests.web.reading import fields_of, read_html
from tests.web.visitor import Visitor

OK, NOT_SIGNED_IN, NOT_FOUND, GONE, UNREADABLE, TOO_MANY = 200, 401, 404, 410, 422, 429


@pytest.fixture
def saved(database: Database) -> str:
    """Return the last of four check-ins of the first client."""
    texts = {"fill_mode": "2", "since_main": "0", "sess_useful": "9"}
    sheets = [
        entered(
            database,
            Sent(number=number, submission=f"page {number}"),
            texts | {"urge_max_7d": urge},
        )
        for number, urge in enumerate("8753", start=1)
    ]
    return sheets[-1]


def ask(visitor: Visitor, path: str = "/conversation", **fields: str) -> TestResponse:
    return visitor.send(path, **{"token": fresh(visitor), **fields})


def fresh(visitor: Visitor) -> str:
    """Return the token of a page that asks for a code."""
    form = visitor.page("/conversation").one("form", action="/conversation")
    return form.one("input", name="token").attributes["value"]


@pytest.mark.usefixtures("saved")
def test_a_typed_code_shows_that_client_alone(anna: Visitor, database: Database) -> None:
    other = Sent(code=code(2), submission="other")
    elsewhere = entered(database, other, {"since_main": "0", "urge_max_7d": "1"})
    answer = ask(anna, client_code=code(1))
    page = read_html(answer.text)
    assert "Mest ändrat sedan samtal 3: Sug, 2 steg ned." in page.one("main").text
    assert "Vad gjorde att suget blev 3 och inte 5?" in page.one("main").text
    assert elsewhere not in answer.text
    assert code(2) not in answer.text
    assert page.all("input", name="sheet")[0].attributes["value"] in {
        sheet for _, action, sheet, *_ in noted(database) if action == "entered"
    }


def test_the_code_stands_neither_on_the_page_nor_in_its_address(anna: Visitor, saved: str) -> None:
    answer = ask(anna, sheet=saved)
    assert code(1) not in answer.text
    assert f"Kod som slutar på {code(1)[-3:]}." in read_html(answer.text).one("main").text
    assert answer.request.path == "/conversation"
    assert not answer.request.query_string


def test_it_closes_itself_and_is_kept_nowhere(anna: Visitor, app: Flask, saved: str) -> None:
    answer = ask(anna, sheet=saved)
    assert answer.headers["Refresh"] == "120; url=/conversation/closed"
    assert answer.headers["Cache-Control"] == "no-store"
    app.config[SECONDS] = 2
    assert ask(anna, sheet=saved).headers["Refresh"].startswith("2;")
    closed = anna.page("/conversation/closed").one("main").text
    assert closed == "Underlaget är stängt. Visa ett underlag"


def test_when_its_time_is_up_behind_a_locked_screen_the_screen_stays_locked(
    clinic_app: Flask, clinic: Database
) -> None:
    visitor = Visitor(clinic_app)
    visitor.be(clinic, KARIN, ago=timedelta(hours=1))
    assert visitor.get("/conversation/closed").location.startswith("/locked?")


def test_what_was_sent_once_shows_nothing_again(
    anna: Visitor, database: Database, saved: str
) -> None:
    token = fresh(anna)
    assert ask(anna, sheet=saved, token=token).status_code == OK
    before = len(noted(database))
    again = ask(anna, sheet=saved, token=token)
    assert again.status_code == GONE
    assert "Underlaget är stängt." in again.text
    assert "Sug" not in again.text
    assert len(noted(database)) == before
    assert ask(anna, sheet=saved, token="").status_code == GONE


def test_each_button_of_the_page_asks_with_a_new_token(anna: Visitor, saved: str) -> None:
    page = read_html(ask(anna, sheet=saved).text)
    shown = [one for one in page.all("form") if one.attributes.get("action") == "/conversation"]
    tokens = {one.one("input", name="token").attributes["value"] for one in shown}
    (token,) = tokens
    larger = ask(anna, sheet=saved, token=token, size="larger")
    assert "conversation--larger" in larger.text
    english = ask(anna, sheet=saved, language="en", episode="1")
    assert "Most changed since session 3: Urge, down by 2." in english.text


def test_the_sheet_speaks_the_clients_language_and_the_program_its_users(
    anna: Visitor, saved: str
) -> None:
    english = read_html(ask(anna, sheet=saved, language="en").text)
    assert "Show two minutes more" in english.text
    assert anna.page("/today").one("html").attributes["lang"] == "sv"
    forms = [
        form
        for form in english.all("form")
        if form.attributes.get("action", "").startswith("/conversation")
    ]
    spoken = [fields_of(form)["language"] for form in forms]
    assert spoken == ["sv", "en", "en", "en", "en", "en"]
    for form in forms[:2]:
        answer = anna.post(form.attributes["action"], fields_of(form))
        assert read_html(answer.text).one("html").attributes["lang"] == fields_of(form)["language"]


def test_a_wrong_code_is_told_beside_the_field(anna: Visitor, database: Database) -> None:
    entered(database)
    for typed, says in (("", "Skriv"), (code(9), "Inget ark"), (code(1, "XY"), "hör inte till")):
        answer = ask(anna, client_code=typed)
        assert answer.status_code == UNREADABLE
        assert says in read_html(answer.text).one(class_="error").text


def test_the_rating_in_an_envelope_is_not_shown(
    anna: Visitor, database: Database, saved: str
) -> None:
    assert "till nytta" not in ask(anna, sheet=saved).text
    handed = {"fill_mode": "1", "since_main": "0", "sess_useful": "9"}
    entered(database, Sent(number=5, submission="page 5"), handed)
    assert "till nytta" in ask(anna, sheet=saved).text


def test_a_saved_clients_sheet_offers_it_and_no_other_does(
    anna: Visitor, database: Database, saved: str
) -> None:
    form = anna.page(f"/sheet/{saved}").one("form", class_="inline")
    assert form.one("button").attributes["data-key"] == "u"
    fields = {one.attributes["name"]: one.attributes["value"] for one in form.all("input")}
    assert anna.post("/conversation", fields).status_code == OK
    own = Sent(form="clinic_year", code="", number=2025, person_type=None, submission="year")
    clinics = entered(database, own, {"host_type": "1"})
    assert not anna.page(f"/sheet/{clinics}").all("form", class_="inline")


def test_the_page_that_asks_for_an_episode_offers_it(anna: Visitor, database: Database) -> None:
    entered(database)
    closing = {"close_date": "2026-03-09", "close_reason": "1"}
    entered(database, Sent(form="closing_staff", number=None, submission="closed"), closing)
    answer = anna.send("/today", client_code=code(1), form="c", number="2")
    form = read_html(answer.text).one("form", class_="inline")
    assert form.all("input", name="client_code")[0].attributes["value"] == code(1)


def papers(visitor: Visitor, sheet: str, **fields: str) -> str:
    """Print, and return what is on the papers."""
    page = read_html(ask(visitor, "/conversation/print", sheet=sheet, **fields).text)
    return " ".join(one.text for one in page.all("svg"))


def test_it_is_printed_whole_and_as_a_half_page(
    anna: Visitor, database: Database, saved: str
) -> None:
    assert code(1) in papers(anna, saved)
    assert noted(database)[-1][:3] == ("anna", "printed", saved)
    half = papers(anna, saved, half="plain")
    assert "Dina svar" in half
    assert code(1) not in half


def test_larger_type_is_kept_on_what_the_client_takes_home(anna: Visitor, saved: str) -> None:
    shown = ask(anna, sheet=saved, size="larger").text
    assert "En sida att ta med" in shown
    assert "Halv sida" not in shown
    drawn = [
        ask(anna, "/conversation/print", sheet=saved, half="plain", size=size).text
        for size in ("", "larger")
    ]
    wide = [
        float(re.findall(r'class="chart paper" viewBox="0 0 ([0-9.]+)', one)[0]) for one in drawn
    ]
    assert wide[1] < wide[0]


def test_a_half_page_with_own_words_is_offered_to_whoever_wrote_some(
    anna: Visitor, database: Database, saved: str
) -> None:
    assert "egna ord" not in ask(anna, sheet=saved).text
    start = {"goal_main": "97", "goal_main_txt": "lugn & ro", "buy_ever": "0"}
    entered(database, Sent(form="start", number=None, submission="start"), start)
    assert "Halv sida med egna ord" in ask(anna, sheet=saved).text
    assert "lugn" not in papers(anna, saved, half="plain")
    assert "lugn & ro" in papers(anna, saved, half="own")


def test_a_window_with_a_paper_closes_itself(anna: Visitor, saved: str) -> None:
    answer = ask(anna, "/conversation/print", sheet=saved)
    assert answer.headers["Refresh"] == "120; url=/conversation/closed"
    assert answer.headers["Cache-Control"] == "no-store"


def test_no_file_is_made_of_a_paper(anna: Visitor, saved: str) -> None:
    page = read_html(ask(anna, "/conversation/print", sheet=saved).text)
    assert not [*page.all("object"), *page.all("iframe"), *page.all("embed")]
    assert not [one for one in page.all("a") if "download" in one.attributes]


def test_what_can_be_done_with_a_sheet_stands_before_it(anna: Visitor, saved: str) -> None:
    text = read_html(ask(anna, sheet=saved).text).one("main").text
    parts = [
        "Samtalsunderlag", "Samtal 4", "Skriv ut", "Halv sida att ta med", "Stäng", "Större text",
        "Stängs av sig själv", "Visa två minuter till", "Mest ändrat", "Frågor att börja med",
        "I ord", "De senaste avstämningarna", "Underlaget stängs om en halv minut.",
    ]  # fmt: skip
    assert [text.index(part) for part in parts] == sorted(text.index(part) for part in parts)


def test_that_it_closes_is_said_half_a_minute_before_without_a_script_too(
    anna: Visitor, saved: str
) -> None:
    look = anna.get("/static/look.css").text
    assert f"animation: conversation-soon 1ms {TWO_MINUTES - 30}s both;" in look
    page = read_html(ask(anna, sheet=saved).text)
    assert page.one(class_="conversation__soon").one("button").text == "Visa två minuter till M"
    assert page.one(class_="conversation__head").attributes["data-seconds"] == str(TWO_MINUTES)


def test_a_page_that_nobody_is_signed_in_at_says_so_to_the_other_tabs(anna: Visitor) -> None:
    assert "signed-out.js" not in anna.get("/today").text
    anna.send("/sign-out")
    assert "signed-out.js" in anna.get("/").text


def test_a_paper_needs_a_new_token(anna: Visitor, database: Database, saved: str) -> None:
    used = fresh(anna)
    assert ask(anna, "/conversation/print", sheet=saved, token=used).status_code == OK
    before = len(noted(database))
    for token in (used, ""):
        assert ask(anna, "/conversation/print", sheet=saved, token=token).status_code == GONE
    assert len(noted(database)) == before


def test_the_buttons_that_print_leave_the_page_its_own_token(anna: Visitor, saved: str) -> None:
    page = read_html(ask(anna, sheet=saved).text)
    tokens = [
        form.one("input", name="token").attributes["value"]
        for form in page.all("form")
        if form.attributes.get("action") == "/conversation/print"
    ]
    assert len({*tokens, page.all("input", name="token")[0].attributes["value"]}) == 3


def test_what_is_printed_asks_anew_who_it_is(clinic_app: Flask, clinic: Database) -> None:
    visitor = Visitor(clinic_app)
    visitor.be(clinic, KARIN, ago=timedelta(minutes=11))
    assert ask(visitor, "/conversation/print", sheet="f" * 24).location.startswith("/step-up")
    visitor.be(clinic, KARIN)
    assert ask(visitor, "/conversation/print", sheet="f" * 24).status_code == NOT_FOUND


def test_a_clinic_outside_the_study_has_it_too(app: Flask, database: Database, saved: str) -> None:
    lead = Visitor(app)
    lead.sign_in(database, LEAD)
    assert ask(lead, sheet=saved).status_code == OK


def test_who_has_signed_out_gets_nothing_of_it(anna: Visitor, saved: str) -> None:
    fields = {"token": fresh(anna), "sheet": saved}
    anna.send("/sign-out")
    assert anna.post("/conversation", fields).status_code in {400, 401}


def test_a_token_of_an_earlier_sign_in_shows_nothing(
    anna: Visitor, database: Database, saved: str
) -> None:
    token = fresh(anna)
    anna.send("/sign-out")
    anna.sign_in(database, ANNA)
    assert ask(anna, sheet=saved, token=token).status_code == GONE


def test_nor_does_a_token_after_the_program_was_started_anew(
    anna: Visitor, app: Flask, saved: str
) -> None:
    token = fresh(anna)
    held = parts_of(app)
    app.extensions[EXTENSION] = replace(held, shown=ShownOnce())
    assert ask(anna, sheet=saved, token=token).status_code == GONE


def test_what_a_sheet_asks_with_ends_with_it(anna: Visitor, app: Flask, saved: str) -> None:
    app.config[SECONDS] = -1
    page = read_html(ask(anna, sheet=saved).text)
    for form in page.all("form"):
        if "conversation" in form.attributes.get("action", ""):
            token = form.one("input", name="token").attributes["value"]
            assert (
                ask(anna, form.attributes["action"], sheet=saved, token=token).status_code == GONE
            )


def test_who_guesses_codes_waits_and_it_is_noted_without_them(
    anna: Visitor, database: Database, saved: str
) -> None:
    found = [ask(anna, client_code=code(number)).status_code for number in range(20, 27)]
    assert found == [UNREADABLE] * 5 + [TOO_MANY] * 2
    missed = [one for one in noted(database) if one[1] == "missed a code"]
    assert missed == [("anna", "missed a code", "conversation", None)] * 5
    assert ask(anna, client_code=code(1)).status_code == TOO_MANY
    assert ask(anna, sheet=saved).status_code == OK


def test_no_page_carries_a_clients_answers_in_its_title(anna: Visitor, saved: str) -> None:
    title = read_html(ask(anna, sheet=saved).text).one("title").text
    assert re.fullmatch(r"Samtalsunderlag – KAST", title)
