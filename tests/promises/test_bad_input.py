"""Bad input and what it gets, row by row, through the real pages."""

from collections.abc import Callable, Mapping

import pytest

from kast_eval.actions.read_sheet import read_sheet
from kast_eval.store.database import Database
from kast_eval.store.records import EntryRecord
from kast_eval.web.bodies import LARGEST_BODY
from tests.actions.at_the_clinic import ANNA, NOW, library, noted, sheet_count
from tests.kit.orders import TEXTS as KIT
from tests.web.reading import read_html
from tests.web.test_entry import ANSWERS, held
from tests.web.visitor import SEE_OTHER, Visitor

FORM = "application/x-www-form-urlencoded"
BAD, NOT_FOUND, TOO_LARGE, WRONG_SORT, UNPROCESSABLE = 400, 404, 413, 415, 422
Row = Callable[[Visitor, Database], None]


def newest(database: Database, location: str) -> EntryRecord:
    with database.begin() as session:
        return read_sheet(session, ANNA, NOW, library(), location.rpartition("/")[2]).newest


def stored(name: str, typed: str, kept: str) -> Row:
    """What is typed in a field is taken, and stored like this."""

    def row(anna: Visitor, database: Database) -> None:
        path = anna.open()
        answer = anna.post(path, {**anna.fields(path), **ANSWERS, name: typed})
        assert answer.status_code == SEE_OTHER
        entry = newest(database, answer.location)
        held_in, _, item = name.partition("_")
        assert (entry.texts if held_in == "text" else entry.notes).get(item, "") == kept

    return row


def shown_as(name: str, typed: str, read: str) -> Row:
    """What is typed is taken, and the sheet shows what it was read as."""

    def row(anna: Visitor, _database: Database) -> None:
        path = anna.open()
        saved = anna.post(path, {**anna.fields(path), **ANSWERS, name: typed}).location
        assert f" {read} " in f" {anna.page(saved).one(class_='coded').text} "

    return row


def refused(name: str, typed: str | list[str], told: str) -> Row:
    """What is typed is refused in words beside its field, kept on the page and stored nowhere."""

    def row(anna: Visitor, database: Database) -> None:
        path = anna.open()
        answer = anna.post(path, {**anna.fields(path), **ANSWERS, name: typed})
        page = read_html(answer.text)
        assert answer.status_code == UNPROCESSABLE
        assert told in page.one(id=f"error_{name.removeprefix('text_')}_1").text
        assert isinstance(typed, list) or held(page, name) == typed
        assert sheet_count(database) == 0

    return row


def sent_twice(name: str, values: list[str]) -> Row:
    """A field that is sent twice is never saved as one of the two."""

    def row(anna: Visitor, database: Database) -> None:
        path = anna.open()
        answer = anna.post(path, {**anna.fields(path), **ANSWERS, name: values})
        assert answer.status_code in {BAD, UNPROCESSABLE}
        assert sheet_count(database) == 0

    return row


def answered(path: str, status: int, *, told: str = "") -> Row:
    def row(anna: Visitor, _database: Database) -> None:
        answer = anna.get(path)
        assert answer.status_code == status
        assert told in answer.text

    return row


def body(content: bytes, kind: str, status: int) -> Row:
    def row(anna: Visitor, database: Database) -> None:
        path = anna.open()
        assert anna.client.post(path, data=content, content_type=kind).status_code == status
        assert sheet_count(database) == 0

    return row


def code_refused(typed: str) -> Row:
    """A client code that is none is refused, and names no file and no page."""

    def row(anna: Visitor, _database: Database) -> None:
        fields = {"csrf_token": anna.token(), "client_code": typed, "form": "c", "number": "1"}
        assert anna.post("/today", fields).status_code == UNPROCESSABLE

    return row


def letters_refused(typed: str) -> Row:
    """A clinic's letters that are none are refused, and nothing is made of them."""

    def row(anna: Visitor, _database: Database) -> None:
        fields = {**KIT, "csrf_token": anna.token(), "letters": typed}
        assert anna.post("/starter-kit", fields).status_code == UNPROCESSABLE

    return row


def a_page_that_is_too_large(anna: Visitor, database: Database) -> None:
    path = anna.open()
    note = "n" * 2 * LARGEST_BODY
    answer = anna.post(path, {**anna.fields(path), **ANSWERS, "note_mood_7d": note})
    assert answer.status_code == TOO_LARGE
    page = read_html(answer.text)
    assert (held(page, "note_mood_7d"), held(page, "text_mood_7d")) == (note, "7")
    assert sheet_count(database) == 0


def an_unknown_field(anna: Visitor, database: Database) -> None:
    path = anna.open()
    more = {"text_unknown": "1", "note_unknown": "1", "admin": "1", "user": "lead"}
    answer = anna.post(path, {**anna.fields(path), **ANSWERS, **more})
    entry = newest(database, answer.location)
    assert {f"text_{name}" for name in entry.texts} == set(ANSWERS) - {"text_person_type"}
    assert (entry.notes, entry.entered_by) == ({}, ANNA.name)


def a_foreign_host(anna: Visitor, _database: Database) -> None:
    answer = anna.client.get("/today", headers={"Host": "evil.example"})
    assert (answer.status_code, answer.mimetype) == (BAD, "text/plain")


def a_line_break_in_a_text(anna: Visitor, database: Database) -> None:
    path = anna.open()
    fields = {**anna.fields(path), **ANSWERS, "text_mood_7d": "7\r\nadmin deleted all"}
    anna.post(path, {**fields, "note_mood_7d": "ett\r\nadmin deleted all"})
    for event in noted(database):
        assert not any("\n" in (part or "") or "deleted" in (part or "") for part in event)


def a_token_that_has_expired(anna: Visitor, database: Database) -> None:
    path = anna.open()
    expired = {**anna.fields(path), **ANSWERS, "csrf_token": "IjEi.expired"}
    answer = anna.post(path, expired)
    page = read_html(answer.text)
    assert answer.status_code == BAD
    assert {name: held(page, name) for name in ANSWERS} == ANSWERS
    assert sheet_count(database) == 0
    # The page that came back carries a new one.
    token = page.one("form", id="entry").one("input", name="csrf_token").attributes["value"]
    assert anna.post(path, {**expired, "csrf_token": token}).status_code == SEE_OTHER


def an_expired_token_on(path: str, status: int) -> Row:
    """A page that cannot be shown again is refused as it would have been with a good token."""

    def row(anna: Visitor, _database: Database) -> None:
        answer = anna.post(path, {"csrf_token": "x"})
        assert answer.status_code == status

    return row


NO_NUMBER = "går inte att läsa"
MANY_MARKS = "a" + "\u0301" * 99
ROWS: Mapping[str, Row] = {
    "full width digits": shown_as("text_since_buy_n", "\uff11\uff12", "12"),
    **{
        f"no number: {typed[:6]}": refused("text_since_buy_n", typed, NO_NUMBER)
        for typed in ("1_0", "-1", "1e3", "0x10", "nan")
    },
    "5 000 digits": refused("text_since_buy_n", "9" * 5_000, "större än 99"),
    "an id of 20 digits": answered("/sheet/" + "9" * 20, NOT_FOUND),
    "30 February": refused("text_fill_date", "2026-02-30", "finns inte i kalendern"),
    "a short date": refused("text_fill_date", "26-1-1", NO_NUMBER),
    "year 9999": refused("text_fill_date", "9999-12-31", "har inte varit än"),
    "before 1900": refused("text_fill_date", "1899-12-31", "före 1900-01-01"),
    "NUL": stored("note_mood_7d", "a\x00b", "ab"),
    "control characters": stored("text_since_buy_n", "4\x1b\x07", "4"),
    "lone surrogates": body(b"note_mood_7d=%ED%A0%80", FORM, BAD),
    "invalid UTF-8": body(b"note_mood_7d=\xff", FORM, BAD),
    "right-to-left override": stored("note_mood_7d", "a\u202eb", "ab"),
    "zero width": stored("text_since_buy_n", "4\u200b", "4"),
    "spaces only": stored("text_since_buy_n", " \u00a0 ", ""),
    "decomposed letters": stored("note_mood_7d", "o\u0308", "ö"),
    "99 combining marks": stored("note_mood_7d", MANY_MARKS, "\u00e1\u0301\u0301"),
    "a radio value twice": sent_twice("text_since_buy", ["0", "1"]),
    "unknown fields": an_unknown_field,
    "JSON on a form's address": body(b"{}", "application/json", WRONG_SORT),
    "a body of 2 MB": a_page_that_is_too_large,
    "60 000 fields": body(b"a=1&" * 60_000, FORM, BAD),
    "a foreign host": a_foreign_host,
    **{
        f"client code {typed!r}": code_refused(typed)
        for typed in ("../", "CON", "\u0425\u04250001D")
    },
    **{f"clinic letters {typed!r}": letters_refused(typed) for typed in ("..", "CON", "G\u0410")},
    "a clinic code that is a path": answered("/today/list-..%2F..%2Fkey.pdf", NOT_FOUND),
    "a clinic code in Cyrillic": answered("/today/list-\u041e\u041e\u041e\u041e.pdf", NOT_FOUND),
    "line breaks": a_line_break_in_a_text,
    "an expired token": a_token_that_has_expired,
    "an expired token on no page": an_expired_token_on("/entry/unknown", BAD),
    "an expired token on no keying": an_expired_token_on(f"/second-keying/{'f' * 24}", BAD),
    "an expired token on no difference": an_expired_token_on(f"/differences/{'f' * 24}", NOT_FOUND),
}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_bad_input_gets_what_the_table_says(anna: Visitor, database: Database, row: Row) -> None:
    row(anna, database)
