import pytest
from flask import Flask

from kast_eval.store.database import Database
from tests.actions.at_the_clinic import HERE, LEAD, code, noted
from tests.web.reading import read_html
from tests.web.visitor import OK, SEE_OTHER, Visitor

BAD, FORBIDDEN, CONFLICT, UNREADABLE = 400, 403, 409, 422
ASKED = {"subject": "erasure", "site_code": HERE, "target": code(1), "reason": "klienten vill det"}


@pytest.fixture
def lead(app: Flask, database: Database) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(database, LEAD)
    return visitor


def ask(visitor: Visitor, **other: str) -> int:
    fields = {**ASKED, **other, "csrf_token": visitor.token()}
    return visitor.post("/approvals", fields).status_code


def path(database: Database) -> str:
    """Return where the newest question is decided."""
    asked = [subject for _, action, subject, _ in noted(database) if action == "asked approval"]
    return f"/approvals/{asked[-1]}"


def decide(visitor: Visitor, to: str, approved: str, reason: str = "") -> int:
    fields = {"csrf_token": visitor.token(), "approved": approved, "reason": reason}
    return visitor.post(to, fields).status_code


def test_one_asks_and_another_decides(anna: Visitor, lead: Visitor, database: Database) -> None:
    assert "Ingenting väntar" in anna.page("/approvals").text
    assert ask(anna) == SEE_OTHER
    page = anna.page("/approvals").one("main")
    assert "Väntar på någon annan." in page.text
    assert [one.attributes["action"] for one in page.all("form")] == ["/approvals"]
    to = path(database)
    assert decide(anna, to, "yes") == FORBIDDEN
    assert decide(lead, to, "no") == UNREADABLE
    assert decide(lead, to, "yes", "stämmer") == SEE_OTHER
    assert "lead beslutade" in anna.page("/approvals").text
    assert decide(lead, to, "yes") == CONFLICT
    assert [one[1] for one in noted(database)][-1] == "approved"


def test_a_question_without_words_stays_to_be_mended(anna: Visitor) -> None:
    answer = anna.post("/approvals", {**ASKED, "csrf_token": anna.token(), "reason": ""})
    assert answer.status_code == UNREADABLE
    page = read_html(answer.text)
    assert page.one("input", id="target").attributes["value"] == code(1)
    assert "Skriv vad det gäller" in page.one("p", id="ask_error").text


@pytest.mark.parametrize("subject", ["", "release A", "nonsense"])
def test_what_is_not_asked_for_by_hand_is_no_question(anna: Visitor, subject: str) -> None:
    assert ask(anna, subject=subject) == BAD


def test_a_no_shows_its_reason(anna: Visitor, lead: Visitor, database: Database) -> None:
    ask(anna)
    answer = lead.post(path(database), {"csrf_token": lead.token(), "approved": "no"})
    field = read_html(answer.text).one("input", id="reason_1").attributes
    assert (answer.status_code, field["aria-invalid"]) == (UNREADABLE, "true")
    assert decide(lead, path(database), "no", "fel kod") == SEE_OTHER
    answer = anna.get("/approvals")
    assert answer.status_code == OK
    assert "avslaget" in answer.text
    assert "fel kod" in answer.text
