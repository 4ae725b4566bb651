from collections.abc import Mapping

import pytest
from flask import Flask

from kast_eval.actions.read_sheet import read_sheet
from kast_eval.store.database import Database
from tests.actions.at_the_clinic import BERIT, NOW, Correcting, correct, entered, library
from tests.web.reading import Element, read_html
from tests.web.test_entry import allow_pages
from tests.web.visitor import OK, SEE_OTHER, Visitor

UNPROCESSABLE, CONFLICT = 422, 409


@pytest.fixture
def path(anna: Visitor) -> str:
    return anna.enter({"since_main": "0", "mood_7d": "7"}) + "/correct"


def sent(visitor: Visitor, path: str, changes: Mapping[str, str]) -> tuple[int, Element]:
    answer = visitor.post(path, {**visitor.fields(path), **changes})
    return answer.status_code, read_html(answer.text)


CHANGED = {"text_mood_7d": "8", "reason": "läste fel"}


def test_a_correction_starts_from_what_was_saved(anna: Visitor, path: str) -> None:
    fields = anna.fields(path)
    assert (fields["text_since_main"], fields["text_mood_7d"]) == ("0", "7")
    assert fields["reason"] == ""


def test_a_correction_is_saved_with_its_reason(anna: Visitor, path: str) -> None:
    status, _page = sent(anna, path, CHANGED)
    assert status == SEE_OTHER
    history = anna.page(path.removesuffix("/correct")).one(class_="history")
    newest, first = history.all("li")
    assert "Rättat av anna" in newest.text
    assert "Därför: läste fel" in newest.text
    assert "6: «7» blev «8»" in newest.text
    assert "Inskrivet av anna" in first.text


def test_a_changed_note_is_told_in_the_history(anna: Visitor, path: str) -> None:
    sent(anna, path, {"note_mood_7d": "otydligt", "reason": "läste fel"})
    newest = anna.page(path.removesuffix("/correct")).one(class_="history").all("li")[0]
    assert "Anteckning till 6: «» blev «otydligt»" in newest.text


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"text_mood_7d": "8"}, "Skriv varför arket rättas."),
        ({"reason": "läste fel"}, "Ingenting är ändrat"),
        ({**CHANGED, "text_since_main": "9"}, "finns inte bland rutorna"),
    ],
)
def test_what_hinders_a_correction_is_told(
    anna: Visitor, path: str, changes: Mapping[str, str], told: str
) -> None:
    status, page = sent(anna, path, changes)
    assert status == UNPROCESSABLE
    assert told in page.one(class_="summary--error").text
    for name, text in changes.items():
        assert page.one("input", id=name).attributes["value"] == text


def test_what_concerns_no_item_leads_to_the_reason(anna: Visitor, path: str) -> None:
    _status, page = sent(anna, path, {"text_mood_7d": "8"})
    assert page.one(class_="summary--error").one("a").attributes["href"] == "#reason"


def test_a_correction_sent_twice_is_saved_once(anna: Visitor, path: str) -> None:
    fields = {**anna.fields(path), **CHANGED}
    assert anna.post(path, fields).status_code == SEE_OTHER
    assert anna.post(path, fields).status_code == SEE_OTHER
    history = anna.page(path.removesuffix("/correct")).one(class_="history")
    assert len(history.all("li")) == 2


def test_an_answer_that_came_twice_is_refused(anna: Visitor, path: str) -> None:
    fields: dict[str, str | list[str]] = {**anna.fields(path), "text_mood_7d": ["7", "8"]}
    answer = anna.post(path, {**fields, "reason": "läste fel"})
    assert answer.status_code == UNPROCESSABLE
    assert "två gånger med olika svar" in answer.text


def test_a_check_of_a_correction_saves_nothing(anna: Visitor, path: str) -> None:
    status, page = sent(anna, path, {**CHANGED, "do": "check"})
    assert status == OK
    assert page.one("input", id="reason").attributes["value"] == "läste fel"
    history = anna.page(path.removesuffix("/correct")).one(class_="history")
    assert len(history.all("li")) == 1


def test_the_language_of_a_correction_changes(anna: Visitor, path: str) -> None:
    status, page = sent(anna, path, {**CHANGED, "do": "language-en"})
    assert status == OK
    assert page.one("html").attributes["lang"] == "en"
    assert page.one("input", id="text_mood_7d").attributes["value"] == "8"


def test_two_people_who_correct_one_entry_see_both_versions(
    anna: Visitor, database: Database, path: str
) -> None:
    fields = {**anna.fields(path), **CHANGED, "note_mood_7d": "min"}
    public_id = path.split("/")[2]
    correct_meanwhile(database, public_id)
    answer = anna.post(path, fields)
    page = read_html(answer.text)
    assert answer.status_code == CONFLICT
    rows = {row.one("th").text: row for row in page.all("tr", class_="differs")}
    assert [[cell.text for cell in row.all("td")] for row in rows.values()] == [
        ["0", "0", "1"],
        ["7", "8Anteckning: min", "7"],
    ]
    assert all("skiljer sig" in asked for asked in rows)
    assert "berit" in page.one("thead").text


def test_what_was_typed_can_be_taken_on_after_a_conflict(
    anna: Visitor, database: Database, path: str
) -> None:
    fields = {**anna.fields(path), **CHANGED}
    public_id = path.split("/")[2]
    correct_meanwhile(database, public_id)
    conflict = read_html(anna.post(path, fields).text)
    (form,) = [one for one in conflict.all("form") if one.attributes["action"] == path]
    taken_on = {one.attributes["name"]: one.attributes["value"] for one in form.all("input")}
    page = read_html(anna.post(path, {**taken_on, "do": "check"}).text)
    assert page.one("input", id="text_mood_7d").attributes["value"] == "8"
    # What the other corrected meanwhile stays corrected.
    assert page.one("input", id="text_since_main").attributes["value"] == "1"
    assert page.one("input", id="reason").attributes["value"] == "läste fel"
    assert anna.post(path, taken_on).status_code == SEE_OTHER


def test_a_correction_sent_after_signing_out_keeps_what_was_typed(anna: Visitor, path: str) -> None:
    fields = {**anna.fields(path), **CHANGED}
    anna.client.delete_cookie("kast_sign_in")
    answer = anna.post(path, fields)
    assert answer.status_code == 401
    page = read_html(answer.text)
    assert page.one("input", id="text_mood_7d").attributes["value"] == "8"


def test_a_full_disk_keeps_a_correction_on_the_page(
    app: Flask, anna: Visitor, database: Database, path: str
) -> None:
    del app
    fields = {**anna.fields(path), **CHANGED}
    allow_pages(database, 1)
    answer = anna.post(path, fields)
    while answer.status_code == SEE_OTHER:
        # The file has a little room left inside it.
        text = "7" if fields["text_mood_7d"] == "8" else "8"
        allow_pages(database, 100_000)
        fields = {**anna.fields(path), "text_mood_7d": text, "reason": "r" * 190}
        allow_pages(database, 1)
        answer = anna.post(path, fields)
    assert answer.status_code == 507
    page = read_html(answer.text)
    assert page.one("input", id="text_mood_7d").attributes["value"] == fields["text_mood_7d"]


def test_an_old_page_of_a_correction_keeps_what_was_typed(anna: Visitor, path: str) -> None:
    status, page = sent(anna, path, {**CHANGED, "csrf_token": ""})
    assert status == 400
    assert page.one("input", id="text_mood_7d").attributes["value"] == "8"


def test_the_page_keeps_the_items_that_a_clinic_had_asked_for(anna: Visitor, path: str) -> None:
    assert "confidence" in anna.fields(path)["optional"].split()
    status, page = sent(anna, path, {**CHANGED, "optional": "unknown"})
    assert status == SEE_OTHER, page.text


def test_a_stale_page_of_a_first_correction_is_told(anna: Visitor, path: str) -> None:
    status, _page = sent(anna, path, {**CHANGED, "replaces": ""})
    assert status == CONFLICT


def correct_meanwhile(database: Database, public_id: str) -> None:
    with database.begin() as session:
        view = read_sheet(session, BERIT, NOW, library(), public_id)
    texts = {**view.newest.texts, "since_main": "1"}
    correct(database, public_id, texts, Correcting(replaces=view.newest.id), user=BERIT)


def test_a_doubt_that_was_answered_is_not_asked_again_by_a_check(
    anna: Visitor, database: Database
) -> None:
    doubted = {"since_buy": "0", "since_buy_n": "4", "mood_7d": "7"}
    path = f"/sheet/{entered(database, texts=doubted)}/correct"
    fields = {**anna.fields(path), "do": "check"}
    assert "Står det så på papperet?" not in anna.post(path, fields).text
    changed = anna.post(path, {**fields, "text_since_buy_n": "5"}).text
    assert "Står det så på papperet?" in changed
