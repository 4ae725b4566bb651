from collections.abc import Mapping

import pytest
from flask import Flask

from kast_eval.store.database import Database
from kast_eval.web.app import create_app
from tests.actions.at_the_clinic import (
    ANNA,
    BERIT,
    Correcting,
    Sent,
    code,
    correct,
    entered,
    noted,
    plan,
)
from tests.web.reading import Element, fields_of, read_html
from tests.web.test_entry import ANSWERS, held
from tests.web.test_hostile import logged
from tests.web.visitor import OK, SEE_OTHER, Visitor

EMPTY, BAD = 204, 400


def drafted(visitor: Visitor, path: str, changes: Mapping[str, str]) -> str:
    """Type something and let the page send its draft; return what the page then says."""
    answer = visitor.post(f"{path}/draft", {**visitor.fields(path), **changes})
    assert answer.status_code in {OK, EMPTY}
    return answer.text


def unfinished(visitor: Visitor) -> list[Element]:
    page = visitor.page("/today")
    return [line for line in page.all("li", class_="due__client") if line.all("form")]


def test_what_was_typed_is_there_when_the_sheet_is_opened_again(anna: Visitor) -> None:
    typed = {"text_person_type": "2", "text_since_main": "b?", "note_since_main": "otydligt"}
    assert drafted(anna, anna.open(), typed).startswith("Utkast kvar ")
    page = anna.page(anna.open())
    assert "Här är det du skrev " in page.one(class_="draft").text
    for name, text in typed.items():
        assert held(page, name) == text


def test_a_draft_outlives_the_program(anna: Visitor, database: Database) -> None:
    drafted(anna, anna.open(), {"text_since_main": "b"})
    restarted = Visitor(create_app(database, plan()))
    restarted.sign_in(database, ANNA)
    assert held(restarted.page(restarted.open()), "text_since_main") == "b"


def test_a_page_of_before_a_restart_still_keeps_its_draft(anna: Visitor) -> None:
    fields = {**anna.fields(anna.open()), "text_since_main": "b"}
    assert anna.post("/entry/forgotten/draft", fields).status_code == OK
    assert held(anna.page(anna.open()), "text_since_main") == "b"


def test_nothing_typed_is_no_draft(anna: Visitor) -> None:
    assert drafted(anna, anna.open(), {}) == ""
    assert unfinished(anna) == []


def test_nobody_else_sees_the_draft(anna: Visitor, stranger: Visitor, database: Database) -> None:
    drafted(anna, anna.open(), {"text_since_main": "b"})
    stranger.sign_in(database, BERIT)
    assert unfinished(stranger) == []
    assert held(stranger.page(stranger.open()), "text_since_main") == ""


def test_the_draft_is_gone_with_the_save(anna: Visitor) -> None:
    path = anna.open()
    drafted(anna, path, {"text_since_main": "b"})
    assert anna.post(path, {**anna.fields(path), **ANSWERS}).status_code == SEE_OTHER
    assert unfinished(anna) == []


def test_a_draft_is_thrown_away_on_its_page(anna: Visitor) -> None:
    path = anna.open()
    drafted(anna, path, {"text_since_main": "b"})
    page = anna.page(path)
    (throw,) = page.one(class_="draft").all("button")
    fields = {**fields_of(page.one("form", id="entry")), "do": throw.attributes["value"]}
    assert anna.post(path, fields).location == path
    page = anna.page(path)
    assert not page.all(class_="draft")
    assert held(page, "text_since_main") == ""


def test_a_draft_that_is_not_there_is_not_thrown_away(anna: Visitor) -> None:
    path = anna.open()
    fields = {**anna.fields(path), "do": "discard-unknown"}
    assert anna.post(path, fields).status_code == 404


def test_unfinished_sheets_are_gone_on_with_or_thrown_away_from_today(anna: Visitor) -> None:
    drafted(anna, anna.open(), {"text_since_main": "b"})
    drafted(anna, anna.open("a", code(2), ""), {"text_age_years": "3"})
    newest, oldest = unfinished(anna)
    assert oldest.one("a").text.split() == [code(1), "C", "Avstämning", "samtal", "1"]
    assert newest.one("a").text.split() == [code(2), "A", "Startformulär"]
    address = oldest.one("a").attributes["href"]
    assert code(1) not in address
    path = anna.get(address).location
    assert held(anna.page(path), "text_since_main") == "b"
    sent = newest.one("form").attributes["action"]
    assert anna.post(sent, {"csrf_token": anna.token()}).location == "/today"
    assert "Utkastet är borta." in anna.page("/today").one(class_="notice").text
    assert len(unfinished(anna)) == 1


def test_a_draft_of_a_sheet_that_a_colleague_saved_leads_to_the_sheet(
    anna: Visitor, stranger: Visitor, database: Database
) -> None:
    drafted(anna, anna.open(), {"text_since_main": "b"})
    stranger.sign_in(database, BERIT)
    saved = stranger.enter({**{name[5:]: text for name, text in ANSWERS.items()}})
    (line,) = unfinished(anna)
    assert anna.get(line.one("a").attributes["href"]).location == saved
    assert len(unfinished(anna)) == 1


def test_a_correction_has_a_draft(anna: Visitor, database: Database) -> None:
    path = f"/sheet/{entered(database)}/correct"
    drafted(anna, path, {"text_mood_7d": "9", "reason": "fel ruta"})
    page = anna.page(path)
    assert held(page, "text_mood_7d") == "9"
    assert held(page, "reason") == "fel ruta"
    (line,) = unfinished(anna)
    assert line.one(class_="tag").text == "rättelse"
    assert anna.get(line.one("a").attributes["href"]).location == path
    (throw,) = page.one(class_="draft").all("button")
    fields = {**anna.fields(path), "do": throw.attributes["value"]}
    assert anna.post(path, fields).location == path
    assert held(anna.page(path), "text_mood_7d") == "7"


def test_a_draft_of_a_correction_that_was_overtaken_meets_both_versions(
    anna: Visitor, database: Database
) -> None:
    public_id = entered(database)
    path = f"/sheet/{public_id}/correct"
    drafted(anna, path, {"text_mood_7d": "9", "reason": "fel ruta"})
    texts = {"since_main": "0", "mood_7d": "5"}
    correct(database, public_id, texts, Correcting(submission="theirs"), user=BERIT)
    answer = anna.post(path, anna.fields(path))
    assert answer.status_code == 409
    assert "Någon annan hann rätta arket" in read_html(answer.text).one("h1").text


@pytest.mark.parametrize("replaces", ["", "2", "999999999"])
def test_a_draft_that_replaces_no_entry_of_the_sheet_is_refused(
    anna: Visitor, database: Database, replaces: str
) -> None:
    path = f"/sheet/{entered(database)}/correct"
    # The second entry is of another sheet.
    entered(database, Sent(number=2, submission="page 2"))
    fields = {**anna.fields(path), "replaces": replaces, "text_mood_7d": "9"}
    assert anna.post(f"{path}/draft", fields).status_code == 404
    assert unfinished(anna) == []


def test_a_draft_of_another_code_than_the_page_was_opened_for_is_refused(anna: Visitor) -> None:
    path = anna.open()
    fields = {**anna.fields(path), "code": code(2), "text_since_main": "b"}
    assert anna.post(f"{path}/draft", fields).status_code == BAD


def test_a_draft_needs_the_token_of_its_page(anna: Visitor) -> None:
    path = anna.open()
    fields = {**anna.fields(path), "text_since_main": "b", "csrf_token": ""}
    assert anna.post(f"{path}/draft", fields).status_code == BAD
    assert unfinished(anna) == []


def test_a_draft_is_neither_logged_nor_noted(app: Flask, anna: Visitor, database: Database) -> None:
    path = anna.open()
    before = noted(database)
    fields = {**anna.fields(path), "text_since_main": "CANARY"}
    assert "CANARY" not in logged(app, anna, f"{path}/draft", fields)
    assert noted(database) == before


def test_a_second_keying_has_a_draft_and_shows_no_other(
    anna: Visitor, stranger: Visitor, database: Database
) -> None:
    public_id = entered(database)
    path = f"/second-keying/{public_id}"
    stranger.sign_in(database, BERIT)
    drafted(stranger, path, {"text_since_main": "b"})
    assert held(stranger.page(path), "text_since_main") == "b"
    (line,) = unfinished(stranger)
    assert line.one(class_="tag").text == "andra gången"
    assert stranger.get(line.one("a").attributes["href"]).location == path
    assert unfinished(anna) == []
    (throw,) = stranger.page(path).one(class_="draft").all("button")
    fields = {**stranger.fields(path), "do": throw.attributes["value"]}
    assert stranger.post(path, fields).location == path
    assert held(stranger.page(path), "text_since_main") == ""


def test_what_waits_for_others_is_counted_on_the_home_page(
    anna: Visitor, database: Database
) -> None:
    assert not anna.page("/today").all("ul", class_="waiting")
    entered(database, Sent("start", code(2), None, 1, "start"), {"age_years": "40"})
    waits = anna.page("/today").one("ul", class_="waiting")
    assert "1 att skriva in en andra gång" in [one.text for one in waits.all("li")]
