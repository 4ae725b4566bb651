from collections.abc import Mapping

import pytest

from kast_eval.manual.practice import PracticeSheet
from kast_eval.store.database import Database
from kast_eval.web.manual_shelf import manual_source
from tests.web.reading import Element, fields_of, read_html
from tests.web.visitor import OK, Visitor, typed

SHEETS = manual_source().practice
FIRST = SHEETS[0]


def keyed(
    visitor: Visitor,
    sheet: PracticeSheet,
    texts: Mapping[str, str],
    done: tuple[str, ...] = (),
    **fields: str,
) -> Element:
    """Key a practice sheet on its page and return the page that comes back."""
    query = "&".join(f"done={one}" for one in done)
    form = visitor.page(f"/practice/{sheet.name}?{query}").one("form", id="entry")
    sent = {one.attributes["value"] for one in form.all("input", name="done")}
    answer = visitor.post(
        f"/practice/{sheet.name}",
        {**fields_of(form), **typed(texts), **fields, "done": sorted(sent)},
    )
    assert answer.status_code == OK, answer.text
    return read_html(answer.text)


def wrong(page: Element) -> list[str]:
    return [one.one("h3").text for one in page.all(class_="wrong")]


def done_links(page: Element) -> list[str]:
    found = [one.attributes["href"] for one in page.one("main").all("a")]
    return [link for link in found if link.startswith("/practice?")]


def test_the_start_page_and_the_manual_lead_to_practice(stranger: Visitor) -> None:
    for path in ("/", "/manual"):
        assert stranger.page(path).one("main").all("a", href="/practice")


def test_every_practice_sheet_is_offered_to_print_and_to_key(stranger: Visitor) -> None:
    page = stranger.page("/practice")
    assert [one.one("h2").text for one in page.all(class_="sheet-card")] == [
        sheet.title for sheet in SHEETS
    ]
    assert not page.all(class_="notice")
    for sheet in SHEETS:
        assert stranger.get(f"/practice/{sheet.name}").status_code == OK
        assert stranger.get(f"/practice/{sheet.name}/print.pdf").data.startswith(b"%PDF-")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda one: one.name)
def test_the_key_is_marked_as_all_right(stranger: Visitor, sheet: PracticeSheet) -> None:
    page = keyed(stranger, sheet, sheet.texts)
    assert wrong(page) == []
    answers = len(sheet.definition.items)
    assert f"{answers} av {answers} svar på det här arket är rätt" in page.one("main").text


def test_a_wrong_answer_is_shown_beside_the_paper_the_key_and_the_manual(
    stranger: Visitor,
) -> None:
    page = keyed(stranger, FIRST, {**FIRST.texts, "age_years": "14", "main_days_30d": "03"})
    mark = next(one for one in FIRST.marks if one.item == "age_years")
    (shown,) = page.all(class_="wrong")
    assert [one.text for one in shown.all("dd")] == [mark.paper, "14", "41, kod 41"]
    assert shown.one("a").attributes["href"] == "/manual/question/start/age_years"
    rows = page.one("tbody").all("tr")
    assert [row.all("td")[-1].text for row in rows].count("fel") == 1


def test_a_flag_and_a_blank_answer_are_told(stranger: Visitor) -> None:
    flagged = next(mark for mark in FIRST.marks if mark.rulings)
    blank = next(
        item.name
        for item in FIRST.definition.items
        if item.number and item.name not in {mark.item for mark in FIRST.marks}
    )
    page = keyed(stranger, FIRST, {**FIRST.texts, flagged.item: "", blank: "1"})
    shown = [[one.text for one in found.all("dd")] for found in page.all(class_="wrong")]
    assert ["tomt", "1", "(tomt)"] in shown
    assert any(one[1] == "(tomt)" and ";" in one[2] for one in shown)


def test_five_sheets_together_tell_whether_it_is_enough(stranger: Visitor) -> None:
    done: tuple[str, ...] = ()
    page = stranger.page("/practice")
    for place, sheet in enumerate(SHEETS):
        page = keyed(stranger, sheet, sheet.texts, done)
        left = len(SHEETS) - place - 1
        assert (f"Övningar kvar: {left}." in page.one(class_="notice").text) is (left > 0)
        done = (*done, f"{place}-0")
    assert "100,0 procent" in page.one(class_="notice").text
    assert "du kan börja med riktiga ark" in page.one(class_="notice").text
    # The same sheet again takes the place of how it went before.
    page = keyed(stranger, FIRST, {}, done)
    assert "Det behövs minst 99 procent" in page.one(class_="notice").text
    (led_back,) = done_links(page)
    cards = stranger.page(led_back).all(class_="sheet-card")
    assert "Fel svar:" in cards[0].text
    assert "Allt rätt." in cards[1].text
    page = keyed(stranger, FIRST, FIRST.texts, done)
    assert "du kan börja med riktiga ark" in page.one(class_="notice").text


@pytest.mark.parametrize("done", ["9-0", "x", "0-", "-1-1", "0-0-0", "1000-1", ""])
def test_an_address_that_tells_nothing_is_ignored(stranger: Visitor, done: str) -> None:
    assert not stranger.page(f"/practice?done={done}").all(class_="notice")


def test_more_wrong_answers_than_there_are_count_as_all(stranger: Visitor) -> None:
    page = stranger.page("/practice?done=0-999")
    assert page.one(class_="notice").text.startswith("0 av ")


def test_a_sheet_can_be_looked_over_before_it_is_marked(stranger: Visitor) -> None:
    page = keyed(stranger, FIRST, {"mood_2w": "elva"}, ("1-0",), do="check")
    assert page.all(class_="summary--error")
    assert page.one("input", id="text_mood_2w").attributes["value"] == "elva"
    assert page.one("input", name="done").attributes["value"] == "1-0"


def test_the_language_changes_and_what_was_typed_stays(stranger: Visitor) -> None:
    page = keyed(stranger, FIRST, {"mood_2w": "4"}, do="language-en")
    assert page.one("html").attributes["lang"] == "en"
    assert page.one("input", id="text_mood_2w").attributes["value"] == "4"
    assert "The practice sheets are in Swedish only." in stranger.page("/practice").one("main").text
    marked = keyed(stranger, FIRST, FIRST.texts)
    assert "100.0 percent" in marked.one(class_="notice").text


def test_nothing_of_it_is_stored(stranger: Visitor, database: Database) -> None:
    def stored() -> list[bytes]:
        return [file.read_bytes() for file in sorted(database.file.parent.glob("*.db*"))]

    before = stored()
    assert keyed(stranger, FIRST, FIRST.texts).one("h1").text == FIRST.title
    assert stored() == before


def test_what_is_sent_without_its_token_is_refused(stranger: Visitor) -> None:
    assert stranger.post(f"/practice/{FIRST.name}", {"do": "save"}).status_code == 400
