import pytest
from flask import Flask

from kast_eval.store.database import Database
from kast_eval.store.users import add_user
from kast_eval.study.roles import Role, User
from tests.actions.at_the_clinic import HERE, LEAD, NOW, noted
from tests.web.reading import read_html
from tests.web.visitor import OK, SEE_OTHER, Visitor

BAD, FORBIDDEN, CONFLICT, UNREADABLE = 400, 403, 409, 422
ASKED = {"subject": "key export", "site_code": HERE, "target": "huvudnyckeln", "reason": "flytt"}
KEEPER = User("keeper", {HERE: frozenset({Role.ADMINISTRATOR})})


@pytest.fixture
def keeper(app: Flask, database: Database) -> Visitor:
    """Give a browser of one who looks after the machine, and asks for keys."""
    with database.begin() as session:
        add_user(session, KEEPER.name, KEEPER.roles, created=NOW)
    visitor = Visitor(app)
    visitor.sign_in(database, KEEPER)
    return visitor


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


def test_one_asks_and_another_decides(keeper: Visitor, lead: Visitor, database: Database) -> None:
    assert "Ingenting väntar" in keeper.page("/approvals").text
    assert ask(keeper) == SEE_OTHER
    page = keeper.page("/approvals").one("main")
    assert "Väntar på någon annan." in page.text
    assert [one.attributes["action"] for one in page.all("form")] == ["/approvals"]
    to = path(database)
    assert decide(keeper, to, "yes") == FORBIDDEN
    assert decide(lead, to, "no") == UNREADABLE
    assert decide(lead, to, "yes", "stämmer") == SEE_OTHER
    assert "lead beslutade" in keeper.page("/approvals").text
    assert decide(lead, to, "yes") == CONFLICT
    assert [one[1] for one in noted(database)][-1] == "approved"


def test_a_question_without_words_stays_to_be_mended(keeper: Visitor) -> None:
    answer = keeper.post("/approvals", {**ASKED, "csrf_token": keeper.token(), "reason": ""})
    assert answer.status_code == UNREADABLE
    page = read_html(answer.text)
    assert page.one("input", id="target").attributes["value"] == ASKED["target"]
    assert "Skriv vad det gäller" in page.one("p", id="ask_error").text


@pytest.mark.parametrize("subject", ["", "release A", "erasure", "nonsense"])
def test_what_is_not_asked_for_by_hand_is_no_question(keeper: Visitor, subject: str) -> None:
    assert ask(keeper, subject=subject) == BAD


def test_a_no_shows_its_reason(keeper: Visitor, lead: Visitor, database: Database) -> None:
    ask(keeper)
    answer = lead.post(path(database), {"csrf_token": lead.token(), "approved": "no"})
    field = read_html(answer.text).one("input", id="reason_1").attributes
    assert (answer.status_code, field["aria-invalid"]) == (UNREADABLE, "true")
    assert decide(lead, path(database), "no", "fel kod") == SEE_OTHER
    answer = keeper.get("/approvals")
    assert answer.status_code == OK
    assert "avslaget" in answer.text
    assert "fel kod" in answer.text
