from collections.abc import Mapping

import pytest
from flask import Flask

from kast_eval.actions.read_sheet import read_sheet
from kast_eval.store.database import Database
from kast_eval.store.records import EntryRecord
from kast_eval.web.parts import EXTENSION, Parts
from kast_eval.web.release_tasks import Releases
from tests.actions.at_the_clinic import ANNA, BERIT, NOW, code, entered, library, plan, sheet_count
from tests.web.reading import Element, read_html
from tests.web.visitor import OK, SEE_OTHER, Visitor, typed

UNPROCESSABLE = 422
ANSWERS = {
    "text_person_type": "1",
    **typed(
        {
            "fill_date": "2026-03-09", "fill_mode": "1", "interpreter": "0", "form_language": "1",
            "since_buy": "1", "since_buy_n": "04", "since_main": "b", "urge_max_7d": "10",
            "confidence": "v", "mood_7d": "7", "sess_understood": "9", "sess_topic": "9",
            "sess_useful": "?",
        }
    ),
}  # fmt: skip


def newest(database: Database, path: str) -> EntryRecord:
    with database.begin() as session:
        return read_sheet(session, ANNA, NOW, library(), path.rsplit("/", 1)[1]).newest


def sent(
    visitor: Visitor, path: str, changes: Mapping[str, str | list[str]]
) -> tuple[int, Element]:
    answer = visitor.post(path, {**visitor.fields(path), **ANSWERS, **changes})
    return answer.status_code, read_html(answer.text)


def sent_after_a_restart(
    visitor: Visitor, path: str, changes: Mapping[str, str]
) -> tuple[int, Element]:
    """Send a page that the program no longer remembers to have opened."""
    answer = visitor.post("/entry/forgotten", {**visitor.fields(path), **ANSWERS, **changes})
    return answer.status_code, read_html(answer.text)


def held(page: Element, name: str) -> str:
    return page.one("input", id=name).attributes["value"]


def test_what_is_keyed_is_saved_letter_for_letter(anna: Visitor, database: Database) -> None:
    path = anna.open()
    answer = anna.post(path, {**anna.fields(path), **ANSWERS})
    assert answer.status_code == SEE_OTHER
    texts = newest(database, answer.location).texts
    assert {f"text_{name}": text for name, text in texts.items()} == {
        name: text for name, text in ANSWERS.items() if name != "text_person_type"
    }
    assert "Sparat." in anna.page(answer.location).one(class_="notice").text


def test_all_errors_are_told_at_once_and_nothing_is_lost(anna: Visitor, database: Database) -> None:
    wrong = {"text_since_main": "7", "text_mood_7d": "elva", "text_since_buy_n": "100"}
    status, page = sent(anna, anna.open(), {**wrong, "note_mood_7d": "  så  "})
    assert status == UNPROCESSABLE
    links = page.one(class_="summary--error").all("a")
    assert [link.attributes["href"] for link in links] == [
        "#text_since_buy_n", "#text_since_main", "#text_mood_7d",
    ]  # fmt: skip
    assert "Talet är större än 99." in links[0].text
    for name, text in {**ANSWERS, **wrong, "note_mood_7d": "  så  "}.items():
        assert held(page, name) == text
    field = page.one("input", id="text_mood_7d").attributes
    assert field["aria-invalid"] == "true"
    assert "error_mood_7d_1" in field["aria-describedby"].split()
    assert page.one(id="error_mood_7d_1").text
    assert sheet_count(database) == 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2026-02-30", "finns inte i kalendern"), ("26-1-1", "går inte att läsa"),
        ("1899-12-31", "före 1900-01-01"), ("9999-12-31", "har inte varit än"),
        ("2026-13-01", "finns inte i kalendern"),
    ],
)  # fmt: skip
def test_a_day_that_cannot_be_is_refused(anna: Visitor, text: str, told: str) -> None:
    status, page = sent(anna, anna.open(), {"text_fill_date": text})
    assert status == UNPROCESSABLE
    assert told in page.one(id="error_fill_date_1").text


@pytest.mark.parametrize("text", ["-1", "1e3", "0x10", "nan", "1_0", "9" * 5000])
def test_what_is_no_number_is_refused(anna: Visitor, text: str) -> None:
    status, page = sent(anna, anna.open(), {"text_since_buy_n": text})
    assert status == UNPROCESSABLE
    assert held(page, "text_since_buy_n") == text


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("\uff11\uff12", "\uff11\uff12"),
        ("4\u202e\x00", "4"), (" 4\u200b ", "4"), ("   ", ""), ("4\r\n", "4"),
    ],
)  # fmt: skip
def test_signs_that_cannot_be_seen_are_not_stored(
    anna: Visitor, database: Database, text: str, stored: str
) -> None:
    path = anna.open()
    answer = anna.post(path, {**anna.fields(path), **ANSWERS, "text_since_buy_n": text})
    assert answer.status_code == SEE_OTHER
    assert newest(database, answer.location).texts["since_buy_n"] == stored


def test_a_doubt_is_confirmed_by_saving_once_more(anna: Visitor, database: Database) -> None:
    path = anna.open()
    fields = {**anna.fields(path), **ANSWERS, "text_since_buy": "0"}
    answer = anna.post(path, fields)
    page = read_html(answer.text)
    assert answer.status_code == UNPROCESSABLE
    assert "spara en gång till" in page.one(class_="summary--look").text
    assert page.one(id="doubt_since_buy_n_1").text
    confirmed = page.one("input", name="confirmed").attributes["value"]
    assert anna.post(path, {**fields, "confirmed": confirmed}).status_code == SEE_OTHER
    assert sheet_count(database) == 1


def test_a_doubt_that_was_not_shown_is_not_confirmed(anna: Visitor, database: Database) -> None:
    path = anna.open()
    fields = {**anna.fields(path), **ANSWERS, "text_since_buy": "0", "confirmed": "abc def"}
    assert anna.post(path, fields).status_code == UNPROCESSABLE
    assert sheet_count(database) == 0


def test_an_ambiguous_mark_needs_its_note(anna: Visitor, database: Database) -> None:
    path = anna.open()
    status, page = sent(anna, path, {"text_mood_7d": "x"})
    assert status == UNPROCESSABLE
    assert "behöver en anteckning" in page.one(id="error_mood_7d_1").text
    # The line for it is open, also without the script.
    assert "open" in page.one(id="item_mood_7d").one("details").attributes
    assert "open" not in page.one(id="item_since_main").one("details").attributes
    fields = {**anna.fields(path), **ANSWERS, "text_mood_7d": "x", "note_mood_7d": "mellan 6 och 7"}
    answer = anna.post(path, fields)
    assert newest(database, answer.location).notes == {"mood_7d": "mellan 6 och 7"}


@pytest.mark.parametrize("person_type", ["", "v", "4", "klient"])
def test_a_new_code_needs_to_know_who_it_is(
    anna: Visitor, database: Database, person_type: str
) -> None:
    status, page = sent(anna, anna.open(), {"text_person_type": person_type, "text_mood_7d": "x"})
    assert status == UNPROCESSABLE
    assert page.one(id="error_person_type_1").text
    assert held(page, "text_person_type") == person_type
    # The other errors are told at the same time.
    assert page.one(id="error_mood_7d_1").text
    assert sheet_count(database) == 0


def test_who_a_new_client_is_is_kept(anna: Visitor) -> None:
    path = anna.open()
    fields = {**anna.fields(path), **ANSWERS, "text_person_type": "2", "text_since_buy": ""}
    fields["text_since_buy_n"] = ""
    assert anna.post(path, fields).status_code == SEE_OTHER
    assert anna.fields(anna.open(number="2"))["person_type"] == "2"


def test_a_known_client_who_is_said_to_be_another_is_not_saved(
    anna: Visitor, database: Database
) -> None:
    entered(database)
    path = anna.open(number="2")
    status, page = sent_after_a_restart(anna, path, {"person_type": "3"})
    assert status == 400
    assert "annan sorts person" in page.one(class_="summary--look").text
    assert held(page, "text_mood_7d") == "7"
    assert sheet_count(database) == 1


def test_an_answer_that_came_twice_is_refused(anna: Visitor, database: Database) -> None:
    status, page = sent(anna, anna.open(), {"text_mood_7d": ["7", "8"], "text_since_main": "9"})
    assert status == UNPROCESSABLE
    assert "två gånger med olika svar" in page.one(id="error_mood_7d_1").text
    assert page.one(id="error_since_main_1").text
    assert sheet_count(database) == 0


def test_an_unknown_field_is_ignored(anna: Visitor, database: Database) -> None:
    path = anna.open()
    fields = {
        **anna.fields(path),
        **ANSWERS,
        "text_unknown": "1",
        "text_since_buy__": "1",
        "x": "1",
    }
    answer = anna.post(path, fields)
    assert answer.status_code == SEE_OTHER
    assert "unknown" not in newest(database, answer.location).texts


def test_a_field_that_is_not_sent_is_blank(anna: Visitor, database: Database) -> None:
    path = anna.open()
    fields = {**anna.fields(path), **ANSWERS}
    del fields["text_mood_7d"], fields["note_mood_7d"]
    assert newest(database, anna.post(path, fields).location).texts["mood_7d"] == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("version", ""), ("version", "x"), ("version", "9" * 20), ("number", "-1"),
        ("form", ["checkin", "start"]), ("code", [code(1), code(2)]),
    ],
)  # fmt: skip
def test_a_page_that_is_about_nothing_is_refused(
    anna: Visitor, database: Database, name: str, value: str | list[str]
) -> None:
    status, _page = sent(anna, anna.open(), {name: value})
    assert status == 400
    assert sheet_count(database) == 0


@pytest.mark.parametrize(("name", "value"), [("form", "unknown"), ("version", "99")])
def test_an_unknown_form_or_version_does_not_exist(anna: Visitor, name: str, value: str) -> None:
    status, _page = sent(anna, anna.open(), {name: value})
    assert status == 404


def test_another_clinics_code_is_not_saved(anna: Visitor, database: Database) -> None:
    status, page = sent_after_a_restart(anna, anna.open(), {"code": code(1, "XY")})
    assert status == 400
    assert "hör inte till din mottagning" in page.one(class_="summary--look").text
    assert sheet_count(database) == 0


def test_the_same_page_sent_twice_makes_one_sheet(anna: Visitor, database: Database) -> None:
    path = anna.open()
    fields = {**anna.fields(path), **ANSWERS}
    first, second = anna.post(path, fields), anna.post(path, fields)
    assert first.location == second.location
    assert sheet_count(database) == 1


def test_going_back_to_a_saved_page_shows_the_sheet(anna: Visitor) -> None:
    path = anna.open()
    saved = anna.post(path, {**anna.fields(path), **ANSWERS}).location
    answer = anna.get(path)
    assert (answer.status_code, answer.location) == (SEE_OTHER, saved)
    assert "redan sparad" in anna.page(saved).text


def test_a_sheet_that_somebody_else_saved_first_is_shown(anna: Visitor, database: Database) -> None:
    path = anna.open()
    public_id = entered(database)
    status, page = sent(anna, path, {})
    assert status == 409
    notice = page.one(class_="summary--look")
    assert notice.one("a").attributes["href"] == f"/sheet/{public_id}"
    assert held(page, "text_mood_7d") == "7"


def test_a_forgotten_page_asks_for_the_code_again(anna: Visitor) -> None:
    answer = anna.get("/entry/unknown")
    assert answer.location == "/today"
    assert "inte öppen längre" in anna.page("/today").one(class_="notice").text


def test_a_page_that_a_colleague_opened_is_not_shown(
    anna: Visitor, stranger: Visitor, database: Database
) -> None:
    path = anna.open()
    stranger.sign_in(database, BERIT)
    assert stranger.get(path).location == "/today"


def test_a_page_from_before_a_restart_can_be_saved(
    app: Flask, anna: Visitor, database: Database
) -> None:
    path = anna.open()
    fields = {**anna.fields(path), **ANSWERS}
    app.extensions[EXTENSION] = Parts(database, plan(), Releases(database, plan()))
    assert anna.post(path, fields).status_code == SEE_OTHER
    assert sheet_count(database) == 1


def test_a_check_saves_nothing_and_tells_what_is_missing(anna: Visitor, database: Database) -> None:
    changes = {"text_since_buy": "0", "text_since_buy_n": "", "text_mood_7d": "", "do": "check"}
    status, page = sent(anna, anna.open(), changes)
    useful = library().newest("checkin").item("sess_useful").number
    assert status == OK
    lists = {
        one.attributes["data-list"]: one
        for one in page.all("p")
        if "data-list" in one.attributes and "hidden" not in one.attributes
    }
    assert [link.text for link in lists["unanswered"].all("a")] == ["6"]
    assert [link.text for link in lists["skipped"].all("a")] == ["2"]
    assert [link.text for link in lists["reasons"].all("a")] == ["5", useful]
    assert set(lists) == {"unanswered", "skipped", "reasons"}
    assert sheet_count(database) == 0


def test_a_check_tells_what_was_answered_anyway(anna: Visitor) -> None:
    _status, page = sent(anna, anna.open(), {"text_since_buy": "0", "do": "check"})
    (line,) = [one for one in page.all("p") if one.attributes.get("data-list") == "answered_anyway"]
    assert [link.text for link in line.all("a")] == ["2"]


def test_the_language_changes_and_all_that_is_typed_stays(
    anna: Visitor, database: Database
) -> None:
    path = anna.open()
    status, page = sent(anna, path, {"do": "language-en", "text_mood_7d": "elva"})
    assert status == OK
    assert page.one("html").attributes["lang"] == "en"
    assert held(page, "text_mood_7d") == "elva"
    assert anna.page(path).one("html").attributes["lang"] == "en"
    assert sheet_count(database) == 0


def test_an_old_page_gets_a_new_token_and_keeps_what_was_typed(
    anna: Visitor, database: Database
) -> None:
    path = anna.open()
    status, page = sent(anna, path, {"csrf_token": "old"})
    assert status == 400
    assert "blivit för gammal" in page.one(class_="summary--look").text
    assert held(page, "text_mood_7d") == "7"
    assert sheet_count(database) == 0
    token = page.all("input", name="csrf_token")[0].attributes["value"]
    again, _page = sent(anna, path, {"csrf_token": token})
    assert again == SEE_OTHER


def test_a_page_sent_after_signing_out_keeps_what_was_typed(
    anna: Visitor, database: Database
) -> None:
    path = anna.open()
    fields = {**anna.fields(path), **ANSWERS}
    anna.client.delete_cookie("kast_sign_in")
    answer = anna.post(path, fields)
    page = read_html(answer.text)
    assert answer.status_code == 401
    assert "inte inloggad längre" in page.one(class_="summary--look").text
    assert held(page, "text_mood_7d") == "7"
    anna.sign_in(database, ANNA)
    token = page.all("input", name="csrf_token")[0].attributes["value"]
    assert anna.post(path, {**fields, "csrf_token": token}).status_code == SEE_OTHER


def test_signing_out_is_told_before_an_old_page(anna: Visitor) -> None:
    path = anna.open()
    fields = {**anna.fields(path), **ANSWERS}
    anna.client.delete_cookie("kast_sign_in")
    anna.client.delete_cookie("kast_page")
    answer = anna.post(path, fields)
    page = read_html(answer.text)
    assert answer.status_code == 401
    assert "inte inloggad längre" in page.one(class_="summary--look").text
    assert held(page, "text_mood_7d") == "7"
    assert anna.post("/today", {"client_code": "x"}).status_code == 401


@pytest.mark.parametrize(
    ("name", "text"), [("code", code(2)), ("number", "2"), ("form", "session")]
)
def test_a_page_cannot_be_moved_to_another_sheet(
    anna: Visitor, database: Database, name: str, text: str
) -> None:
    status, _page = sent(anna, anna.open(), {name: text})
    assert status == 400
    assert sheet_count(database) == 0


def test_a_full_disk_loses_nothing_that_was_typed(anna: Visitor, database: Database) -> None:
    fields = {**anna.fields(anna.open()), **ANSWERS, "note_mood_7d": "n" * 200}
    allow_pages(database, 1)
    number = 1
    answer = anna.post("/entry/page1", fields)
    while answer.status_code == SEE_OTHER:
        # The file has a little room left inside it.
        number += 1
        answer = anna.post(f"/entry/page{number}", {**fields, "number": str(number)})
    saved = number - 1
    page = read_html(answer.text)
    assert answer.status_code == 507
    assert "Disken är full. Ingenting sparades." in page.one(class_="summary--look").text
    assert held(page, "text_mood_7d") == "7"
    assert sheet_count(database) == saved
    allow_pages(database, 100_000)
    again = {**fields, "number": str(number)}
    assert anna.post(f"/entry/page{number}", again).status_code == SEE_OTHER
    assert sheet_count(database) == saved + 1


def allow_pages(database: Database, pages: int) -> None:
    with database.writer.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
