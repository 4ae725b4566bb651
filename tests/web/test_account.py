from datetime import timedelta

import pytest
from flask import Flask

from kast_eval import clock
from kast_eval.actions.steps.tries import FREE
from kast_eval.store.database import Database
from tests.actions.accounts import KARIN, PASSPHRASE, shown
from tests.actions.at_the_clinic import noted
from tests.web.reading import fields_of, read_html, told_wrong
from tests.web.visitor import Visitor

OK, LED_ON, UNREADABLE, WAIT, NOT_FOUND, FORBIDDEN = 200, 303, 422, 429, 404, 403
NEW = "sju trappsteg och en igelkott"


@pytest.fixture
def settled(clinic_app: Flask, clinic: Database) -> Visitor:
    """Karin, who signed in eleven minutes ago."""
    visitor = Visitor(clinic_app)
    visitor.be(clinic, KARIN, ago=timedelta(minutes=11))
    return visitor


def test_the_passphrase_is_changed(karin: Visitor) -> None:
    fields = {"present": PASSPHRASE, "new_passphrase": NEW, "again_passphrase": NEW}
    assert karin.send("/account/passphrase", **fields).location == "/account"
    assert "Lösenfrasen är bytt" in karin.page("/account").text


@pytest.mark.parametrize(
    ("present", "new", "again", "told"),
    [
        ("fel", NEW, NEW, "Det stämmer inte"),
        (PASSPHRASE, "kort", "kort", "har 4 tecken"),
        (PASSPHRASE, NEW, NEW + "x", "inte lika"),
    ],
)
def test_what_is_wrong_stands_at_its_field(
    karin: Visitor, present: str, new: str, again: str, told: str
) -> None:
    answer = karin.send(
        "/account/passphrase", present=present, new_passphrase=new, again_passphrase=again
    )
    assert answer.status_code == UNREADABLE
    assert told in told_wrong(answer.text)


def test_guesses_at_the_passphrase_wait(karin: Visitor) -> None:
    fields = {"present": "fel", "new_passphrase": NEW, "again_passphrase": NEW}
    answers = [karin.send("/account/passphrase", **fields) for _ in range(FREE["name"] + 1)]
    assert answers[-1].status_code == WAIT


def test_a_new_app_needs_a_proof_and_the_page_comes_back(settled: Visitor) -> None:
    answer = settled.get("/account/app")
    assert answer.location == "/step-up?back=/account/app"
    page = settled.page(answer.location)
    fields = fields_of(page.all("form", action="/step-up")[0])
    assert settled.post("/step-up", {**fields, "proof": "fel"}).status_code == UNREADABLE
    assert settled.post("/step-up", {**fields, "proof": PASSPHRASE}).location == "/account/app"
    page = settled.page("/account/app")
    secret = page.one("b", class_="app-secret").text.replace(" ", "")
    assert settled.get("/account/app.svg").mimetype == "image/svg+xml"
    assert settled.send("/account/app", app_code="000000").status_code == UNREADABLE
    done = settled.send("/account/app", app_code=shown(clock.now(), secret))
    assert done.location == "/account"
    assert settled.get("/account/app.svg").status_code == NOT_FOUND
    assert settled.send("/account/app", app_code="000000").location == "/account/app"


def test_a_first_app_comes_with_paper_codes(anna: Visitor) -> None:
    page = anna.page("/account/app")
    secret = page.one("b", class_="app-secret").text.replace(" ", "")
    done = anna.send("/account/app", app_code=shown(clock.now(), secret))
    assert len(read_html(done.text).all("input", name="shown")) == 10


def test_guesses_at_a_new_app_wait(karin: Visitor) -> None:
    karin.page("/account/app")
    answers = [karin.send("/account/app", app_code="000000") for _ in range(FREE["name"] + 1)]
    assert answers[-1].status_code == WAIT


def test_new_paper_codes_need_a_proof_and_what_was_sent_comes_back(settled: Visitor) -> None:
    answer = settled.send("/account/paper-codes")
    assert answer.location.startswith("/step-up?held=")
    fields = fields_of(settled.page(answer.location).all("form", action="/step-up")[0])
    onward = settled.post("/step-up", {**fields, "proof": shown(clock.now())}).location
    page = settled.page(onward)
    assert page.all("form", action="/account/paper-codes")
    codes = settled.send("/account/paper-codes")
    assert len(read_html(codes.text).all("input", name="shown")) == 10
    assert "10 koder är kvar" in settled.page("/account").text


def test_guesses_at_a_proof_wait(settled: Visitor) -> None:
    answers = [settled.send("/step-up", proof="fel") for _ in range(FREE["name"] + 1)]
    assert answers[-1].status_code == WAIT


def test_a_proof_without_an_aim_leads_to_the_day(settled: Visitor) -> None:
    assert settled.send("/step-up", proof=PASSPHRASE).location == "/today"


def test_a_script_is_told_that_a_proof_is_needed(settled: Visitor) -> None:
    answer = settled.client.get("/account/app", headers={"Sec-Fetch-Mode": "cors"})
    assert answer.status_code == FORBIDDEN


def test_another_browser_is_signed_out(karin: Visitor, clinic: Database, clinic_app: Flask) -> None:
    other = Visitor(clinic_app)
    other.be(clinic, KARIN)
    forms = karin.page("/account").all("form")
    (path,) = {
        form.attributes["action"]
        for form in forms
        if form.attributes.get("action", "").startswith("/account/sign-out/")
    }
    assert karin.send(path).location == "/account"
    assert other.get("/today").status_code == 401
    assert karin.get("/today").status_code == OK


def test_everything_is_signed_out(karin: Visitor, clinic: Database) -> None:
    answer = karin.send("/account/sign-out-everywhere")
    assert "Clear-Site-Data" in answer.headers
    assert noted(clinic)[-1][2] == "everywhere"
    assert karin.get("/today").status_code == 401


def test_who_came_by_a_link_has_no_passphrase_to_change(anna: Visitor) -> None:
    page = anna.page("/account")
    assert not page.all("input", name="present")
    assert "utan lösenfras" in page.text


def test_a_persons_answers_are_printed_by_one_who_has_proved_it_of_late(settled: Visitor) -> None:
    path = f"/sheet/{'f' * 24}/print.pdf"
    assert settled.get(path).location == f"/step-up?back={path}"
    assert settled.send("/step-up", proof=PASSPHRASE).status_code == LED_ON
    assert settled.get(path).status_code == NOT_FOUND
