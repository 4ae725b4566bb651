"""Every page, for everybody: a page that is not declared here fails the tests."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from flask import Flask

from kast_eval.store.database import Database
from kast_eval.study.roles import User
from tests.actions.at_the_clinic import (
    ANNA,
    BERIT,
    HERE,
    NEIGHBOUR,
    RESEARCHER,
    code,
    entered,
    noted,
)
from tests.web.visitor import Visitor

EMPTY = 204
OK, LED_ON, BAD, SIGN_IN, FORBIDDEN, NOT_FOUND, UNREADABLE = 200, 303, 400, 401, 403, 404, 422
NOBODY = "nobody"
PEOPLE: Mapping[str, User] = {
    "anna": ANNA, "colleague": BERIT, "neighbour": NEIGHBOUR, "researcher": RESEARCHER,
}  # fmt: skip


@dataclass(frozen=True)
class Expected:
    """What each person gets; the sheet that is asked for is of Anna's clinic."""

    nobody: int
    anna: int
    colleague: int
    neighbour: int
    researcher: int


def for_all(status: int) -> Expected:
    return Expected(status, status, status, status, status)


OWN_SHEET = Expected(SIGN_IN, OK, OK, NOT_FOUND, FORBIDDEN)
MATRIX: Mapping[tuple[str, str], Expected] = {
    ("GET", "/"): for_all(OK),
    ("GET", "/keys"): for_all(OK),
    ("GET", "/static/<path:filename>"): for_all(OK),
    ("GET", "/fonts/<name>.woff2"): for_all(OK),
    ("GET", "/forms/<form>-<language>.pdf"): for_all(OK),
    ("GET", "/starter-kit"): for_all(OK),
    # Nothing is sent that a kit needs, and everybody is told so.
    ("POST", "/starter-kit"): for_all(UNREADABLE),
    ("GET", "/manual"): for_all(OK),
    ("GET", "/manual/<chapter>"): for_all(OK),
    ("GET", "/manual/question/<form>/<item>"): for_all(LED_ON),
    ("GET", "/manual/print/<edition>.pdf"): for_all(OK),
    ("GET", "/manual/card/<form>.pdf"): for_all(OK),
    ("GET", "/manual/picture/<form>-<int:version>-<int:page>.svg"): for_all(OK),
    ("GET", "/practice"): for_all(OK),
    ("GET", "/practice/<sheet>"): for_all(OK),
    ("POST", "/practice/<sheet>"): for_all(OK),
    ("GET", "/practice/<sheet>/print.pdf"): for_all(OK),
    ("GET", "/sign-in/<link_token>"): for_all(FORBIDDEN),
    ("POST", "/sign-out"): for_all(LED_ON),
    ("POST", "/language"): for_all(LED_ON),
    ("GET", "/today"): Expected(SIGN_IN, OK, OK, OK, FORBIDDEN),
    # The code that is sent is empty: those who may enter are told so.
    ("POST", "/today"): Expected(SIGN_IN, UNREADABLE, UNREADABLE, UNREADABLE, FORBIDDEN),
    ("GET", "/today/list-<site_code>.pdf"): Expected(SIGN_IN, OK, OK, NOT_FOUND, FORBIDDEN),
    ("POST", "/today/due"): Expected(SIGN_IN, LED_ON, LED_ON, BAD, FORBIDDEN),
    ("GET", "/pile"): Expected(SIGN_IN, OK, OK, OK, FORBIDDEN),
    ("POST", "/pile"): Expected(SIGN_IN, LED_ON, LED_ON, LED_ON, FORBIDDEN),
    ("GET", "/pile/<form>"): Expected(SIGN_IN, OK, OK, OK, FORBIDDEN),
    ("POST", "/pile/<form>"): Expected(SIGN_IN, UNREADABLE, UNREADABLE, UNREADABLE, FORBIDDEN),
    ("POST", "/absence"): Expected(SIGN_IN, OK, OK, NOT_FOUND, FORBIDDEN),
    # The form that is sent is not expected.
    ("POST", "/absence/say"): Expected(SIGN_IN, BAD, BAD, NOT_FOUND, FORBIDDEN),
    ("POST", "/reminder"): Expected(SIGN_IN, BAD, BAD, NOT_FOUND, FORBIDDEN),
    ("GET", "/absences"): Expected(SIGN_IN, OK, OK, OK, FORBIDDEN),
    # The lead's page; its own test goes there as a lead.
    ("GET", "/questions"): Expected(SIGN_IN, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN),
    ("POST", "/questions/<site_code>/<form>"): Expected(
        SIGN_IN, FORBIDDEN, FORBIDDEN, NOT_FOUND, FORBIDDEN
    ),
    ("POST", "/questions/<site_code>/points"): Expected(
        SIGN_IN, FORBIDDEN, FORBIDDEN, NOT_FOUND, FORBIDDEN
    ),
    ("GET", "/entry/<token>"): Expected(SIGN_IN, LED_ON, LED_ON, LED_ON, LED_ON),
    ("POST", "/entry/<token>"): Expected(SIGN_IN, BAD, BAD, BAD, FORBIDDEN),
    ("POST", "/entry/<token>/draft"): Expected(SIGN_IN, BAD, BAD, BAD, FORBIDDEN),
    # The draft that is asked for is nobody's.
    ("GET", "/drafts/<public_id>"): Expected(SIGN_IN, NOT_FOUND, NOT_FOUND, NOT_FOUND, FORBIDDEN),
    ("POST", "/drafts/<public_id>/discard"): Expected(
        SIGN_IN, NOT_FOUND, NOT_FOUND, NOT_FOUND, FORBIDDEN
    ),
    ("POST", "/sheet/<public_id>/correct/draft"): Expected(
        SIGN_IN, EMPTY, EMPTY, NOT_FOUND, FORBIDDEN
    ),
    ("GET", "/second-keying"): Expected(SIGN_IN, OK, OK, OK, FORBIDDEN),
    ("POST", "/second-keying"): Expected(SIGN_IN, UNREADABLE, UNREADABLE, UNREADABLE, FORBIDDEN),
    ("GET", "/second-keying/<public_id>"): OWN_SHEET,
    ("POST", "/second-keying/<public_id>/draft"): Expected(
        SIGN_IN, EMPTY, EMPTY, NOT_FOUND, FORBIDDEN
    ),
    # What is sent belongs to no sheet.
    ("POST", "/second-keying/<public_id>"): Expected(SIGN_IN, BAD, BAD, NOT_FOUND, FORBIDDEN),
    # The sheet is keyed once, so there is nothing to decide.
    ("GET", "/differences/<public_id>"): Expected(
        SIGN_IN, NOT_FOUND, NOT_FOUND, NOT_FOUND, FORBIDDEN
    ),
    ("POST", "/differences/<public_id>"): Expected(
        SIGN_IN, NOT_FOUND, NOT_FOUND, NOT_FOUND, FORBIDDEN
    ),
    ("GET", "/keyers"): Expected(SIGN_IN, OK, OK, OK, FORBIDDEN),
    # The lead's decision; its own test takes it as a lead.
    ("POST", "/keyers/<site_code>"): Expected(SIGN_IN, FORBIDDEN, FORBIDDEN, NOT_FOUND, FORBIDDEN),
    ("GET", "/keying-quality"): Expected(SIGN_IN, OK, OK, OK, FORBIDDEN),
    ("GET", "/response"): Expected(SIGN_IN, LED_ON, LED_ON, LED_ON, FORBIDDEN),
    # The table of several clinics; its own test goes there as a researcher of two.
    ("GET", "/response/all"): Expected(SIGN_IN, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN),
    ("GET", "/response/<site_code>"): Expected(SIGN_IN, OK, OK, NOT_FOUND, FORBIDDEN),
    ("GET", "/response/<site_code>.pdf"): Expected(SIGN_IN, OK, OK, NOT_FOUND, FORBIDDEN),
    ("GET", "/sheet/<public_id>"): OWN_SHEET,
    ("GET", "/sheet/<public_id>/story"): OWN_SHEET,
    ("GET", "/sheet/<public_id>/move"): OWN_SHEET,
    # What is sent is empty or where the sheet stands already: those who may move it are told so.
    ("POST", "/sheet/<public_id>/move"): Expected(
        SIGN_IN, UNREADABLE, UNREADABLE, NOT_FOUND, FORBIDDEN
    ),
    # A lead asks about a sheet; its own test does so as a lead.
    ("GET", "/sheet/<public_id>/ask"): Expected(
        SIGN_IN, FORBIDDEN, FORBIDDEN, NOT_FOUND, FORBIDDEN
    ),
    ("POST", "/sheet/<public_id>/ask"): Expected(
        SIGN_IN, FORBIDDEN, FORBIDDEN, NOT_FOUND, FORBIDDEN
    ),
    ("GET", "/queries"): Expected(SIGN_IN, OK, OK, OK, FORBIDDEN),
    ("GET", "/queries/<site_code>.pdf"): Expected(SIGN_IN, OK, OK, NOT_FOUND, FORBIDDEN),
    # No question has this address; that each is its clinic's own is tested beside the questions.
    ("GET", "/query/<public_id>"): Expected(SIGN_IN, NOT_FOUND, NOT_FOUND, NOT_FOUND, NOT_FOUND),
    ("POST", "/query/<public_id>"): Expected(SIGN_IN, NOT_FOUND, NOT_FOUND, NOT_FOUND, NOT_FOUND),
    ("GET", "/sheet/<public_id>/print.pdf"): OWN_SHEET,
    ("GET", "/sheet/<public_id>/correct"): OWN_SHEET,
    ("POST", "/sheet/<public_id>/correct"): Expected(
        SIGN_IN, UNREADABLE, UNREADABLE, NOT_FOUND, FORBIDDEN
    ),
}

VALUES = {
    "filename": "look.css", "name": "SourceSans3-Regular", "form": "session", "language": "sv",
    "link_token": "unknown", "token": "unknown", "chapter": "10-kodningsregler",
    "item": "session_date", "edition": "study", "sheet": "3-avstamning",
    "site_code": HERE, "version": "1", "page": "1",
}  # fmt: skip
SENT = {
    "place": f"{HERE} {code(1)} 1 checkin s02",
    "form": "checkin",
    "version": "1",
    "number": "1",
    "person_type": "1",
    "replaces": "1",
}


def routes(app: Flask) -> set[tuple[str, str]]:
    return {
        (method, str(rule))
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def path_of(rule: str, public_id: str) -> str:
    values = {**VALUES, "public_id": public_id}
    return re.sub(r"<(?:path:|int:)?(\w+)>", lambda place: values[place[1]], rule)


def test_every_page_is_declared(app: Flask) -> None:
    assert routes(app) == set(MATRIX)


@pytest.mark.parametrize("person", [NOBODY, *PEOPLE])
def test_everybody_gets_what_is_declared(app: Flask, database: Database, person: str) -> None:
    public_id = entered(database)
    got = {}
    for method, rule in MATRIX:
        visitor = visiting(app, database, person)
        path = path_of(rule, public_id)
        if method == "GET":
            got[method, rule] = visitor.get(path).status_code
        else:
            fields = {**SENT, "csrf_token": visitor.token()}
            if rule == "/today":
                fields = {**fields, "form": "a", "client_code": ""}
            got[method, rule] = visitor.post(path, fields).status_code
    assert got == {route: getattr(expected, person) for route, expected in MATRIX.items()}


def visiting(app: Flask, database: Database, person: str) -> Visitor:
    visitor = Visitor(app)
    if person != NOBODY:
        visitor.sign_in(database, PEOPLE[person])
    return visitor


def test_another_clinics_sheet_answers_like_one_that_does_not_exist(
    stranger: Visitor, database: Database
) -> None:
    public_id = entered(database)
    stranger.sign_in(database, NEIGHBOUR)
    # The language switch leads back to the same page, so it holds the path that was asked for.
    real, made_up = (
        stranger.get(f"/sheet/{one}").text.replace(one, "") for one in (public_id, "f" * 24)
    )
    assert without_tokens(real) == without_tokens(made_up)


def without_tokens(html: str) -> str:
    return re.sub(r'name="csrf_token" value="[^"]*"', "", html)


def test_reads_are_noted(anna: Visitor, database: Database) -> None:
    public_id = entered(database)
    anna.get(f"/sheet/{public_id}")
    assert noted(database)[-1][:3] == ("anna", "read", public_id)
