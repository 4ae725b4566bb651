"""Texts that want to be more than texts, and faults that tell nothing."""

import logging
from io import StringIO

import pytest
from flask import Flask

from kast_eval.web.error_pages import QuietFlask
from tests.web.reading import read_html
from tests.web.test_entry import ANSWERS, held
from tests.web.test_headers import break_pages
from tests.web.visitor import Visitor

PAYLOADS = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}", "{key}", "%s%d",
    "' OR 1=1 --", "javascript:alert(1)", "</title><svg/onload=1>", "&lt;b&gt;",
]  # fmt: skip


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_text_stays_a_text(anna: Visitor, payload: str) -> None:
    path = anna.open()
    answer = anna.post(path, {**anna.fields(path), **ANSWERS, "text_mood_7d": payload})
    page = read_html(answer.text)
    assert held(page, "text_mood_7d") == payload
    assert not [one for one in page.all("script") if "src" not in one.attributes]
    assert not page.all("img")
    assert not page.all("svg")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_saved_note_stays_a_text(anna: Visitor, payload: str) -> None:
    path = anna.open()
    fields = {**anna.fields(path), **ANSWERS, "text_mood_7d": "x", "note_mood_7d": payload}
    saved = anna.post(path, fields).location
    assert f"Anteckning: {' '.join(payload.split())}" in anna.page(saved).one(class_="coded").text
    assert anna.get(f"{saved}/print.pdf").data.startswith(b"%PDF-")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_typed_code_stays_a_text(anna: Visitor, payload: str) -> None:
    answer = anna.post("/today", {"csrf_token": anna.token(), "client_code": payload, "form": "a"})
    page = read_html(answer.text)
    assert page.one("input", id="client_code").attributes["value"] == payload


def logged(app: Flask, anna: Visitor, path: str, fields: dict[str, str]) -> str:
    """Return what is logged while a page is sent."""
    written = StringIO()
    handler = logging.StreamHandler(written)
    logging.getLogger().addHandler(handler)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    try:
        anna.post(path, fields) if fields else anna.get(path)
    finally:
        logging.getLogger().removeHandler(handler)
    return written.getvalue()


def test_what_is_typed_is_never_logged(app: Flask, anna: Visitor) -> None:
    path = anna.open()
    fields = dict.fromkeys({**anna.fields(path), **ANSWERS}, "CANARY")
    known = {"form": "checkin", "version": "1", "csrf_token": anna.token()}
    for changes in ({}, {"csrf_token": "CANARY"}, {"code": "CANARY"}):
        assert "CANARY" not in logged(app, anna, path, {**fields, **known, **changes})


def test_a_fault_is_logged_by_its_place_and_nothing_else(app: Flask, anna: Visitor) -> None:
    assert isinstance(app, QuietFlask)
    break_pages(app)
    line = logged(app, anna, "/sign-in/CANARY", {})
    assert line.startswith("AttributeError in start.sign_in: start.py:")
    assert "CANARY" not in line
    assert line.count("\n") == 1


def test_a_fault_of_the_program_tells_no_details(app: Flask, anna: Visitor) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    break_pages(app)
    answer = anna.get("/today")
    assert answer.status_code == 500
    assert "Något gick fel i programmet" in answer.text
    for detail in ("AttributeError", "Traceback", "CANARY"):
        assert detail not in answer.text
