from datetime import timedelta

import pytest
from flask import Flask

from kast_eval.actions.lock_screen import IDLE
from kast_eval.actions.steps.tries import FREE
from kast_eval.store.database import Database
from tests.actions.accounts import KARIN, PASSPHRASE
from tests.actions.at_the_clinic import noted
from tests.web.reading import fields_of, read_html
from tests.web.visitor import Visitor

LED_ON, LOCKED, UNREADABLE, WAIT, EMPTY = 303, 423, 422, 429, 204
SHEET = {"form": "checkin", "version": "1", "replaces": "1"}
BY_SCRIPT = {"Sec-Fetch-Mode": "cors"}


@pytest.fixture
def left(clinic_app: Flask, clinic: Database) -> Visitor:
    """Karin's browser, which she left an hour ago."""
    visitor = Visitor(clinic_app)
    visitor.be(clinic, KARIN, ago=timedelta(hours=1))
    return visitor


def test_a_page_of_a_locked_screen_asks_for_the_passphrase_and_comes_back(left: Visitor) -> None:
    answer = left.get("/pile?form=c")
    assert (answer.status_code, answer.location) == (LED_ON, "/locked?back=/pile?form%3Dc")
    page = left.page(answer.location)
    assert "Skärmen är låst" in page.text
    fields = fields_of(page.all("form", action="/locked")[0])
    wrong = left.post("/locked", {**fields, "password": "fel"})
    assert wrong.status_code == UNREADABLE
    assert "Det stämmer inte" in wrong.text
    right = left.post("/locked", {**fields, "password": PASSPHRASE})
    assert right.location == "/pile?form=c"
    assert left.get("/pile").status_code == 200


def test_nothing_of_the_clinic_stands_on_a_locked_screen(left: Visitor) -> None:
    for path in ("/locked", "/keys", "/"):
        page = left.page(path)
        assert not page.all("span", class_="top__clinic")


def test_what_is_sent_to_a_locked_screen_comes_back(left: Visitor) -> None:
    answer = left.send("/today", client_code="XX0001B", form="c", number="7", several=["a", "b"])
    assert answer.location.startswith("/locked?held=")
    fields = fields_of(left.page(answer.location).all("form", action="/locked")[0])
    onward = left.post("/locked", {**fields, "password": PASSPHRASE}).location
    page = left.page(onward)
    (form,) = page.all("form", action="/today")
    sent = [(one.attributes["name"], one.attributes["value"]) for one in form.all("input")]
    assert sent[1:] == [
        ("client_code", "XX0001B"), ("form", "c"), ("number", "7"), ("several", "a"),
        ("several", "b"),
    ]  # fmt: skip
    assert left.send("/today", client_code="XX0001B", form="c").status_code != LOCKED


def test_what_was_sent_is_its_senders_alone(left: Visitor) -> None:
    held = left.send("/today", client_code="XX0001B").location.partition("held=")[2]
    assert left.get(f"/held/{held}").location.startswith("/locked")
    left.send("/locked", password=PASSPHRASE)
    assert left.get(f"/held/{held}").status_code == 200
    assert left.get(f"/held/{'f' * 24}").status_code == 404


def test_secrets_are_not_held(left: Visitor) -> None:
    answer = left.send("/account/passphrase", present="min lösenfras", new_passphrase="en ny fras")
    page = left.send("/locked", password=PASSPHRASE, held=answer.location.partition("held=")[2])
    assert page.status_code == LED_ON
    held = left.get(page.location).text
    assert "min lösenfras" not in held
    assert "en ny fras" not in held


def test_a_script_is_told_and_keeps_what_was_typed_itself(left: Visitor) -> None:
    token = left.token()
    for path, headers in (("/seen", BY_SCRIPT), (f"/sheet/{'f' * 24}/correct/draft", {})):
        answer = left.client.post(path, data={"csrf_token": token, **SHEET}, headers=headers)
        assert answer.status_code == LOCKED
        assert "låst" in answer.text


def test_the_cover_of_a_page_is_opened_by_the_passphrase(left: Visitor) -> None:
    wrong = left.send("/locked", password="fel", script="1")
    assert (wrong.status_code, wrong.mimetype) == (UNREADABLE, "text/plain")
    assert left.send("/locked", password=PASSPHRASE, script="1").status_code == EMPTY
    assert left.send("/lock", script="1").status_code == EMPTY
    assert left.get("/today").location.startswith("/locked")


def test_a_screen_is_locked_by_hand(karin: Visitor, clinic: Database) -> None:
    answer = karin.send("/lock", back="/keyers")
    assert answer.location == "/locked?back=/keyers"
    assert karin.get("/keyers").location == "/locked?back=/keyers"
    assert noted(clinic)[-1][1] == "locked"


def test_a_screen_that_is_not_locked_leads_back(karin: Visitor) -> None:
    assert karin.get("/locked?back=/keyers").location == "/keyers"


def test_who_is_not_signed_in_signs_in(clinic_app: Flask) -> None:
    visitor = Visitor(clinic_app)
    assert visitor.get("/locked?back=/pile").location == "/sign-in?back=/pile"
    assert visitor.send("/locked", password=PASSPHRASE).location == "/sign-in"


def test_guesses_at_a_locked_screen_wait(left: Visitor) -> None:
    for _ in range(FREE["name"]):
        left.send("/locked", password="fel")
    assert left.send("/locked", password=PASSPHRASE).status_code == WAIT


def test_who_is_at_work_stays_there(clinic_app: Flask, clinic: Database) -> None:
    visitor = Visitor(clinic_app)
    visitor.be(clinic, KARIN, ago=IDLE - timedelta(minutes=1))
    assert visitor.send("/seen").status_code == EMPTY


def test_what_is_held_of_one_who_was_signed_out_is_nothing(left: Visitor) -> None:
    left.client.delete_cookie("kast_sign_in")
    answer = left.send("/pile")
    assert answer.status_code == 401
    assert read_html(answer.text).all("form", action="/sign-in")
