from collections.abc import Mapping

import pytest
from flask import Flask

from kast_eval.store.database import Database
from tests.actions.at_the_clinic import LEAD
from tests.web.reading import Element, fields_of, read_html
from tests.web.test_second_keying import KEYED, WAITING, again, berit, page, typed
from tests.web.visitor import SEE_OTHER, Visitor

__all__ = ["berit", "page"]
UNPROCESSABLE = 422
MEANT = {"since_main": "first", "mood_7d": "second"}
FIRST, SECOND = {"since_main": "0", "mood_7d": "7"}, {"since_main": "1", "mood_7d": "8"}


@pytest.fixture
def lead(app: Flask, database: Database) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(database, LEAD)
    return visitor


@pytest.fixture
def path(berit: Visitor, page: str) -> str:
    """Key the sheet again with two other answers; return where they are decided."""
    again(berit, page, typed(SECOND))
    return page.replace(WAITING, "/differences")


def form_of(visitor: Visitor, path: str) -> dict[str, str]:
    return fields_of(visitor.page(path).one("form", id="differences"))


def shown_texts(shown: Element) -> dict[str, list[str]]:
    """Return the two answers of each item in the order that they are shown in."""
    return {
        one.all("input")[0].attributes["name"].removeprefix("right_"): [
            text.text for text in one.all("b", class_="code")
        ]
        for one in shown.all("fieldset")
    }


def key_of(visitor: Visitor, path: str, name: str, text: str) -> str:
    """Return the key of the answer that shows a text."""
    return str(shown_texts(visitor.page(path))[name].index(text) + 1)


def decided(visitor: Visitor, path: str, changes: Mapping[str, str]) -> tuple[int, Element]:
    answer = visitor.post(path, {**form_of(visitor, path), **changes})
    return answer.status_code, read_html(answer.text)


def choices(visitor: Visitor, path: str) -> dict[str, str]:
    """Choose the first keying's answer to one question and the second's to the other."""
    return {
        "right_since_main": key_of(visitor, path, "since_main", "0"),
        "right_mood_7d": key_of(visitor, path, "mood_7d", "8"),
        "reason_since_main": "tryckte fel",
        "reason_mood_7d": "läste fel",
    }


def test_both_texts_are_shown_and_nobodys_name(lead: Visitor, path: str) -> None:
    shown = lead.page(path).one("main")
    texts = shown_texts(shown)
    assert {name: set(both) for name, both in texts.items()} == {
        "since_main": {"0", "1"}, "mood_7d": {"7", "8"},
    }  # fmt: skip
    assert not {"anna", "berit"} & set(shown.text.split())


def test_decisions_make_the_sheet_final_and_correct_what_was_wrong(
    lead: Visitor, path: str
) -> None:
    status, _page = decided(lead, path, choices(lead, path))
    assert status == SEE_OTHER
    assert lead.page(WAITING).one("main").text.count("Inget ark just nu.") == 2
    sheet = lead.page(path.replace("/differences", "/sheet"))
    newest = sheet.one(class_="history").all("li")[0].text
    assert "Därför: läste fel" in newest
    assert "«7» blev «8»" in newest
    assert "«0» blev" not in newest


def test_another_text_read_from_the_paper_is_a_decision(lead: Visitor, path: str) -> None:
    other = {"right_mood_7d": "3", "other_mood_7d": "5"}
    status, _page = decided(lead, path, {**choices(lead, path), **other})
    assert status == SEE_OTHER
    sheet = lead.page(path.replace("/differences", "/sheet"))
    assert "«7» blev «5»" in sheet.one(class_="history").all("li")[0].text


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"right_mood_7d": ""}, "Välj vad som står på papperet."),
        ({"right_mood_7d": "4"}, "Välj vad som står på papperet."),
        ({"reason_mood_7d": " "}, "Skriv varför svaren skiljer sig."),
        ({"reason_mood_7d": "x" * 201}, "Skälet är längre än 200 tecken."),
        ({"right_mood_7d": "3", "other_mood_7d": "99"}, "finns inte bland rutorna"),
    ],
)
def test_what_lacks_is_told_and_what_was_chosen_stays(
    lead: Visitor, path: str, changes: Mapping[str, str], told: str
) -> None:
    status, shown = decided(lead, path, {**choices(lead, path), **changes})
    assert status == UNPROCESSABLE
    assert told in shown.one(class_="summary--error").text
    assert shown.one("input", id="reason_since_main").attributes["value"] == "tryckte fel"
    status, _page = decided(lead, path, choices(lead, path))
    assert status == SEE_OTHER


def test_a_doubt_is_confirmed_by_saving_once_more(lead: Visitor, berit: Visitor, page: str) -> None:
    again(berit, page, typed({**KEYED, "since_buy": "0"}))
    path = page.replace(WAITING, "/differences")
    changes = {"right_since_buy": "3", "other_since_buy": "1", "reason_since_buy": "läste fel"}
    status, shown = decided(lead, path, changes)
    if status == UNPROCESSABLE:
        sent = fields_of(shown.one("form", id="differences"))
        status = lead.post(path, {**sent, **changes}).status_code
    assert status == SEE_OTHER


def test_decisions_sent_twice_are_saved_once(lead: Visitor, path: str) -> None:
    fields = {**form_of(lead, path), **choices(lead, path)}
    assert lead.post(path, fields).status_code == SEE_OTHER
    assert lead.post(path, fields).status_code == SEE_OTHER
    sheet = lead.page(path.replace("/differences", "/sheet"))
    assert len(sheet.one(class_="history").all("li")) == 2


@pytest.mark.parametrize("changes", [{"reason_mood_7d": "annat"}, {"comparison": "99"}])
def test_who_decides_second_is_told(
    lead: Visitor, anna: Visitor, path: str, changes: Mapping[str, str]
) -> None:
    mine = {**form_of(anna, path), **choices(anna, path)}
    decided(lead, path, choices(lead, path))
    swapped = {**mine, "right_mood_7d": "3", "other_mood_7d": "2", **changes}
    answer = anna.post(path, swapped)
    assert (answer.status_code, answer.location) == (SEE_OTHER, WAITING)
    assert "redan avgjorda" in anna.page(WAITING).one("p", role="status").text


@pytest.mark.parametrize("comparison", ["", "x", "9" * 30])
def test_a_page_without_its_comparison_is_stale(lead: Visitor, path: str, comparison: str) -> None:
    fields = {**form_of(lead, path), **choices(lead, path), "comparison": comparison}
    assert lead.post(path, fields).location == WAITING
    assert "(1)" in lead.page(WAITING).one("main").text


def test_what_is_decided_has_no_page_any_more(lead: Visitor, path: str) -> None:
    decided(lead, path, choices(lead, path))
    assert lead.get(path).location == WAITING


def test_a_sheet_that_is_keyed_once_has_no_differences(lead: Visitor, page: str) -> None:
    assert lead.get(page.replace(WAITING, "/differences")).status_code == 404


def test_an_old_page_keeps_what_was_chosen(lead: Visitor, path: str) -> None:
    status, shown = decided(lead, path, {**choices(lead, path), "csrf_token": ""})
    assert status == 400
    assert "Spara igen" in shown.one(class_="summary--look").text
    assert shown.one("input", id="reason_mood_7d").attributes["value"] == "läste fel"
    sent = fields_of(shown.one("form", id="differences"))
    assert lead.post(path, {**sent, **choices(lead, path)}).location == WAITING


def test_who_has_signed_out_is_asked_to_sign_in(lead: Visitor, path: str) -> None:
    fields = {**form_of(lead, path), **choices(lead, path)}
    lead.client.delete_cookie("kast_sign_in")
    assert lead.post(path, fields).status_code == 401
