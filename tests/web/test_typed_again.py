"""What is typed of questions, answers, moves and decisions outlives the sign-in."""

import pytest
from flask import Flask

from kast_eval.store.database import Database
from kast_eval.study.roles import User
from tests.actions.asking import asked, session_on
from tests.actions.at_the_clinic import ANNA, LEAD, code, entered
from tests.actions.twice import DIFFERENT, keyed_again
from tests.web.reading import fields_of, read_html
from tests.web.visitor import SEE_OTHER, Visitor

OLD, NOT_SIGNED_IN = 400, 401

WAYS = ["move", "ask", "query", "differences"]


def typing(database: Database, way: str) -> tuple[User, str, dict[str, str]]:
    """Return who types what on which page."""
    match way:
        case "move":
            path = f"/sheet/{entered(database)}/move"
            return ANNA, path, {"code": code(1), "number": "7", "reason": "läste fel"}
        case "ask":
            return LEAD, f"/sheet/{entered(database)}/ask", {"text": "läste fel"}
        case "query":
            session_on(database, 1, "2026-03-04")
            session_on(database, 2, "2026-03-04")
            (query,) = asked(database)
            return ANNA, f"/query/{query.public_id}", {"outcome": "stands", "reason": "läste fel"}
        case _:
            sheet = entered(database)
            keyed_again(database, sheet, DIFFERENT)
            reasons = {"reason_since_main": "läste fel", "reason_mood_7d": "läste fel"}
            chosen = {"right_since_main": "1", "right_mood_7d": "1"}
            return LEAD, f"/differences/{sheet}", {**reasons, **chosen}


@pytest.mark.parametrize("way", WAYS)
def test_what_was_typed_is_saved_once_somebody_is_signed_in_again(
    app: Flask, database: Database, way: str
) -> None:
    user, path, typed = typing(database, way)
    visitor = Visitor(app)
    visitor.sign_in(database, user)
    *_, form = visitor.page(path).one("main").all("form")
    fields = {**fields_of(form), **typed}
    visitor.client.delete_cookie("kast_sign_in")
    answers = [visitor.post(path, {**fields, **token}) for token in ({}, {"csrf_token": ""})]
    assert [one.status_code for one in answers] == [NOT_SIGNED_IN] * 2
    kept, of_old_page = (read_html(one.text) for one in answers)
    assert kept.one("h1").text == of_old_page.one("h1").text == "Det du skrev finns kvar"
    # Nothing of what it is about is shown to who happens to stand there.
    assert "läste fel" not in kept.one("main").text
    assert code(1) not in kept.one("main").text
    visitor.sign_in(database, user)
    (again,) = kept.one("main").all("form")
    assert visitor.post(path, fields_of(again)).status_code == SEE_OTHER


@pytest.mark.parametrize("way", WAYS)
def test_a_page_that_is_too_old_comes_back_with_what_was_typed(
    app: Flask, database: Database, way: str
) -> None:
    user, path, typed = typing(database, way)
    visitor = Visitor(app)
    visitor.sign_in(database, user)
    answer = visitor.post(path, {**typed, "csrf_token": ""})
    assert answer.status_code == OLD
    assert "Sidan hade blivit för gammal" in answer.text
    assert 'value="läste fel"' in answer.text
