from dataclasses import replace

from kast_eval.store.database import Database
from tests.actions.asking import session_on
from tests.actions.at_the_clinic import Sent, code, entered
from tests.web.reading import Element, fields_of, read_html
from tests.web.visitor import SEE_OTHER, Visitor

CONFLICT, UNREADABLE = 409, 422


def form_of(page: Element) -> dict[str, str]:
    (form,) = [one for one in page.one("main").all("form") if one.all("input", id="reason")]
    return fields_of(form)


def sent(visitor: Visitor, path: str, **typed: str) -> dict[str, str]:
    return {**form_of(visitor.page(path)), "reason": "fel etikett", **typed}


def test_a_sheet_is_moved_and_the_page_tells_that_the_first_client_has_none(
    anna: Visitor, database: Database
) -> None:
    session_on(database, 9, "2026-03-01", client=2)
    sheet = f"/sheet/{entered(database)}"
    fields = sent(anna, f"{sheet}/move", code=code(2))
    # A button that is pressed twice sends the page twice.
    for _ in range(2):
        moved = anna.post(f"{sheet}/move", fields)
        assert (moved.status_code, moved.location) == (SEE_OTHER, sheet)
    page = anna.page(sheet)
    assert page.one("h1").text.startswith("C Avstämning")
    assert code(2) in page.one(class_="whose").text
    assert "har inga ark kvar" in page.one(class_="notice").text
    story = anna.page(f"{sheet}/story").one(class_="history").text
    assert f"{code(1)} samtal 1 → {code(2)} samtal 1" in story


def test_a_number_is_corrected(anna: Visitor, database: Database) -> None:
    sheet = f"/sheet/{entered(database)}"
    assert anna.post(f"{sheet}/move", sent(anna, f"{sheet}/move", number="4")).location == sheet
    page = anna.page(sheet)
    assert "samtal 4" in page.one(class_="whose").text
    assert page.one(class_="notice").text == "Arket är flyttat."


def test_a_sheet_is_moved_to_another_episode_of_its_client(
    anna: Visitor, database: Database
) -> None:
    sheet = f"/sheet/{entered(database)}"
    assert anna.page(f"{sheet}/move").all("input", id="episode_no") == []
    entered(database, replace(Sent(number=2, submission="again"), episode_no=2))
    fields = sent(anna, f"{sheet}/move")
    assert fields["episode_no"] == "1"
    assert anna.post(f"{sheet}/move", {**fields, "episode_no": "2"}).location == sheet
    assert form_of(anna.page(f"{sheet}/move"))["episode_no"] == "2"


def test_a_clinics_own_sheet_has_no_code_to_write(anna: Visitor, database: Database) -> None:
    row = f"/sheet/{entered(database, Sent('contact_log', '', 3, None), {'contact_adult': '1'})}"
    assert anna.page(f"{row}/move").all("input", id="code") == []
    moved = anna.post(f"{row}/move", sent(anna, f"{row}/move", number="4"))
    assert moved.location == row


def test_a_new_code_asks_who_the_person_is(anna: Visitor, database: Database) -> None:
    sheet = f"/sheet/{entered(database)}"
    fields = sent(anna, f"{sheet}/move", code=code(2))
    asks = anna.post(f"{sheet}/move", fields)
    assert asks.status_code == UNREADABLE
    page = read_html(asks.text)
    assert [one.attributes["value"] for one in page.all("input", type="radio")] == ["1", "2"]
    for odd in ("3", "9" * 5000, "två"):
        again = anna.post(f"{sheet}/move", {**fields, "person_type": odd})
        assert again.status_code == UNREADABLE
    assert page.one("input", id="code").attributes["value"] == code(2)
    assert anna.post(f"{sheet}/move", {**fields, "person_type": "2"}).location == sheet


def test_what_cannot_be_is_told_and_nothing_typed_is_lost(
    anna: Visitor, database: Database
) -> None:
    sheet = f"/sheet/{entered(database)}"
    other = entered(database, Sent(code=code(2), submission="page 2"))
    fields = sent(anna, f"{sheet}/move", code=code(2))
    taken = anna.post(f"{sheet}/move", fields)
    assert taken.status_code == CONFLICT
    assert f'href="/sheet/{other}"' in taken.text
    for typed in ({"code": "XX"}, {"number": "x"}, {"code": code(1)}, {"reason": ""}):
        refused = anna.post(f"{sheet}/move", {**fields, **typed})
        assert refused.status_code == UNREADABLE
        page = read_html(refused.text)
        for name, text in typed.items():
            assert page.one("input", id=name).attributes["value"] == text


def test_a_page_that_was_overtaken_says_so(anna: Visitor, database: Database) -> None:
    session_on(database, 9, "2026-03-01", client=2)
    sheet = f"/sheet/{entered(database)}"
    first, second = (sent(anna, f"{sheet}/move", code=code(2), number=one) for one in "34")
    assert anna.post(f"{sheet}/move", first).status_code == SEE_OTHER
    late = anna.post(f"{sheet}/move", second)
    assert (late.status_code, "har flyttats medan" in late.text) == (CONFLICT, True)


def test_a_second_keyer_is_not_shown_what_was_keyed(anna: Visitor, database: Database) -> None:
    sheet = f"/sheet/{entered(database, texts={'mood_7d': '7', 'since_main': '2'})}"
    path = f"{sheet}/move?unseen=1"
    assert sheet not in [one.attributes["href"] for one in anna.page(path).all("a")]
    moved = anna.post(path, sent(anna, path, number="4"))
    assert moved.location == "/second-keying"
