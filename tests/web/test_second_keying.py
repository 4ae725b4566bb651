from collections.abc import Mapping

import pytest
from flask import Flask

from kast_eval.store.database import Database
from tests.actions.at_the_clinic import BERIT, Sent, code, entered
from tests.web.reading import Element, read_html
from tests.web.test_entry import allow_pages
from tests.web.visitor import OK, SEE_OTHER, Visitor

UNPROCESSABLE, CONFLICT = 422, 409
KEYED = {"since_main": "0", "mood_7d": "7"}
WAITING = "/second-keying"


@pytest.fixture
def berit(app: Flask, database: Database) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(database, BERIT)
    return visitor


@pytest.fixture
def page(anna: Visitor) -> str:
    """Key a sheet as Anna; return where it is keyed again."""
    return WAITING + anna.enter(KEYED).removeprefix("/sheet")


def again(visitor: Visitor, path: str, changes: Mapping[str, str]) -> tuple[int, Element]:
    answer = visitor.post(path, {**visitor.fields(path), **changes})
    return answer.status_code, read_html(answer.text)


def typed(texts: Mapping[str, str]) -> dict[str, str]:
    return {f"text_{name}": text for name, text in texts.items()}


def identity(visitor: Visitor, client_code: str, form: str, number: str) -> dict[str, str]:
    return {
        "csrf_token": visitor.token(), "client_code": client_code, "form": form, "number": number,
    }  # fmt: skip


def test_the_list_tells_whose_sheets_wait_and_nothing_of_their_answers(
    anna: Visitor, page: str
) -> None:
    answer = anna.get(WAITING)
    main = read_html(answer.text).one("main")
    assert "Väntar på en andra inskrivning (1)" in main.text
    assert "Skiljer sig och ska avgöras (0)" in main.text
    assert main.one("tbody").one("span", class_="code").text == code(1)
    # Who keys again says from the paper whose sheet it is.
    assert page not in answer.text


def test_a_clinic_that_waits_for_nothing_is_told_so(anna: Visitor) -> None:
    assert anna.page(WAITING).one("main").text.count("Inget ark just nu.") == 2


def test_the_papers_identity_leads_to_the_page(berit: Visitor, page: str) -> None:
    answer = berit.post(WAITING, identity(berit, code(1).lower(), "c", "1"))
    assert (answer.status_code, answer.location) == (SEE_OTHER, page)


@pytest.mark.parametrize(
    ("client_code", "form", "number", "told"),
    [
        (code(2), "c", "1", "Inget ark med den koden"),
        (code(1), "d", "1", "Inget ark med den koden"),
        (code(1), "c", "2", "Inget ark med den koden"),
        (code(1), "c", "", "samtalets nummer"),
        (code(1), "c", "hundra", "samtalets nummer"),
        (code(1), "zz", "1", "Skriv formulärets bokstav"),
        ("XX0001Z", "c", "1", "stämmer inte"),
        ("", "c", "1", ""),
    ],
)
@pytest.mark.usefixtures("page")
def test_a_wrong_identity_is_told(
    berit: Visitor, client_code: str, form: str, number: str, told: str
) -> None:
    answer = berit.post(WAITING, identity(berit, client_code, form, number))
    assert answer.status_code == UNPROCESSABLE
    main = read_html(answer.text).one("main")
    assert told in main.one(class_="error").text
    assert main.one("input", id="client_code").attributes["value"] == client_code


def test_the_paper_of_a_client_who_came_back_is_asked_which_period_it_is_of(
    berit: Visitor, database: Database
) -> None:
    first = entered(database)
    second = entered(database, Sent(episode_no=2, submission="page 2"))
    asked = berit.post(WAITING, identity(berit, code(1), "c", "1"))
    assert asked.status_code == UNPROCESSABLE
    main = read_html(asked.text).one("main")
    assert "Välj vilken period" in main.one(class_="error").text
    buttons = main.all("button", name="episode")
    assert [one.text.partition(",")[0] for one in buttons] == ["Period 1", "Period 2"]
    for public_id, button in zip((first, second), buttons, strict=True):
        chosen = {**identity(berit, code(1), "c", "1"), "episode": button.attributes["value"]}
        assert berit.post(WAITING, chosen).location == f"{WAITING}/{public_id}"


def test_the_page_shows_nothing_of_the_first_keying(berit: Visitor, anna: Visitor) -> None:
    note = "mellan två rutor"
    path = anna.open()
    fields = {**anna.fields(path), **typed({"since_main": "x", "mood_7d": "9"})}
    fields |= {"note_since_main": note, "text_person_type": "1"}
    sheet = anna.post(path, fields).location
    answer = berit.get(WAITING + sheet.removeprefix("/sheet"))
    assert answer.status_code == OK
    shown = berit.fields(WAITING + sheet.removeprefix("/sheet"))
    assert not any(text for name, text in shown.items() if name.startswith(("text_", "note_")))
    assert shown["confirmed"] == ""
    assert note not in answer.text
    assert "anna" not in read_html(answer.text).text.split()


def test_two_keyings_that_say_the_same_end_it(berit: Visitor, page: str) -> None:
    status, _page = again(berit, page, typed({"since_main": "a", "mood_7d": "h"}))
    assert status == SEE_OTHER
    main = berit.page(WAITING).one("main")
    assert "De två inskrivningarna säger samma sak" in main.one("p", role="status").text
    assert main.text.count("Inget ark just nu.") == 2


def test_keyings_that_differ_are_listed_to_be_decided(berit: Visitor, page: str) -> None:
    again(berit, page, typed({"since_main": "0", "mood_7d": "8"}))
    main = berit.page(WAITING).one("main")
    assert "Skiljer sig och ska avgöras (1)" in main.text
    (link,) = main.all("td", class_="row-links")
    assert link.one("a").attributes["href"] == page.replace(WAITING, "/differences")


def test_errors_and_doubts_are_told_as_at_the_first_keying(berit: Visitor, page: str) -> None:
    status, shown = again(berit, page, typed({"mood_7d": "99"}))
    assert status == UNPROCESSABLE
    assert "finns inte bland rutorna" in shown.one(class_="summary--error").text
    doubtful = typed({"since_buy": "0", "since_buy_n": "3"})
    status, shown = again(berit, page, doubtful)
    assert status == UNPROCESSABLE
    confirmed = shown.one("input", name="confirmed").attributes["value"]
    status, _shown = again(berit, page, {**doubtful, "confirmed": confirmed})
    assert status == SEE_OTHER


def test_a_check_saves_nothing(berit: Visitor, page: str) -> None:
    status, shown = again(berit, page, {**typed(KEYED), "do": "check"})
    assert status == OK
    assert shown.one("input", id="text_mood_7d").attributes["value"] == "7"
    assert berit.get(page).status_code == OK


def test_the_language_changes_and_what_was_typed_stays(berit: Visitor, page: str) -> None:
    status, shown = again(berit, page, {**typed(KEYED), "do": "language-en"})
    assert status == OK
    assert shown.one("html").attributes["lang"] == "en"
    assert shown.one("input", id="text_mood_7d").attributes["value"] == "7"


def test_an_answer_that_came_twice_is_refused(berit: Visitor, page: str) -> None:
    fields: dict[str, str | list[str]] = {**berit.fields(page), "text_mood_7d": ["7", "8"]}
    answer = berit.post(page, fields)
    assert answer.status_code == UNPROCESSABLE
    assert "två gånger med olika svar" in answer.text


def test_a_page_sent_twice_is_saved_once(berit: Visitor, page: str) -> None:
    fields = {**berit.fields(page), **typed(KEYED)}
    assert berit.post(page, fields).status_code == SEE_OTHER
    assert berit.post(page, fields).status_code == SEE_OTHER


def test_of_two_tabs_the_second_keeps_what_was_typed(berit: Visitor, page: str) -> None:
    first, second = berit.fields(page), berit.fields(page)
    assert berit.post(page, {**first, **typed(KEYED)}).status_code == SEE_OTHER
    answer = berit.post(page, {**second, **typed({"mood_7d": "3"})})
    assert answer.status_code == CONFLICT
    shown = read_html(answer.text)
    assert "redan inskrivet en andra gång" in shown.one(class_="summary--look").text
    assert shown.one("input", id="text_mood_7d").attributes["value"] == "3"


def test_the_back_button_leads_to_the_list(berit: Visitor, page: str) -> None:
    again(berit, page, typed(KEYED))
    answer = berit.get(page)
    assert (answer.status_code, answer.location) == (SEE_OTHER, WAITING)
    told = berit.page(WAITING).one("p", role="status").text
    assert "redan inskrivet en andra gång" in told


def test_the_page_of_another_sheet_is_refused(berit: Visitor, page: str) -> None:
    answer = berit.post(page, {**berit.fields(page), **typed(KEYED), "number": "2"})
    assert answer.status_code == 400
    assert berit.get(page).status_code == OK


def test_a_page_sent_after_signing_out_keeps_what_was_typed(berit: Visitor, page: str) -> None:
    fields = {**berit.fields(page), **typed(KEYED)}
    berit.client.delete_cookie("kast_sign_in")
    answer = berit.post(page, fields)
    assert answer.status_code == 401
    shown = read_html(answer.text)
    assert shown.one("input", id="text_mood_7d").attributes["value"] == "7"


def test_an_old_page_keeps_what_was_typed(berit: Visitor, page: str) -> None:
    status, shown = again(berit, page, {**typed(KEYED), "csrf_token": ""})
    assert status == 400
    assert shown.one("input", id="text_mood_7d").attributes["value"] == "7"


def test_a_full_disk_keeps_what_was_typed(berit: Visitor, database: Database, page: str) -> None:
    fields = {**berit.fields(page), **typed({"mood_7d": "7" * 190})}
    fields |= typed({"mood_7d": "7"}) | {"note_mood_7d": "o" * 200, "note_since_main": "o" * 200}
    allow_pages(database, 1)
    answer = berit.post(page, fields)
    assert answer.status_code in {SEE_OTHER, 507}
    if answer.status_code == 507:
        shown = read_html(answer.text)
        assert shown.one("input", id="text_mood_7d").attributes["value"] == "7"
