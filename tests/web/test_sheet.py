from datetime import timedelta

from kast_eval import clock
from kast_eval.actions.read_sheet import read_sheet
from kast_eval.store.database import Database
from kast_eval.web.story import coded_lines, doubts_of
from tests.actions.at_the_clinic import ANNA, NOW, Sent, entered, library
from tests.web.reading import Element
from tests.web.visitor import Visitor


def rows(page: Element) -> dict[str, list[str]]:
    (table,) = page.all("table", class_="coded")
    return {
        row.one("th").text.split(" ", 1)[0]: [cell.text for cell in row.all("td")]
        for row in table.one("tbody").all("tr")
    }


def test_a_sheet_shows_what_was_keyed_and_what_it_means(anna: Visitor) -> None:
    path = anna.enter(
        {"fill_date": "20260309", "since_buy": "b", "since_buy_n": "2-3", "since_main": "v"}
    )
    shown = rows(anna.page(path))
    assert shown["Ifyllt"] == ["20260309", "2026-03-09", ""]
    assert shown["1"] == ["b", "1", "ja"]
    assert shown["2"] == ["2-3", "3", "Oklart märke eller tal, kodat enligt manualen"]
    assert shown["3"] == ["v", "−4", "Vill inte svara"]
    assert shown["4"] == ["–", "−7", "Obesvarad"]


def test_ticks_are_shown_by_the_words_of_their_boxes(anna: Visitor) -> None:
    path = anna.enter({"attended": "1", "m": "1 4"}, form="d")
    assert rows(anna.page(path))["6"] == [
        "1 4", "1, 4", "motiverande samtal, återfallsprevention eller plan",
    ]  # fmt: skip
    path = anna.enter({"attended": "1", "m": "0"}, form="d", number="2")
    assert rows(anna.page(path))["6"] == ["0", "0", "inget av detta"]


def test_a_note_stands_beside_its_item(anna: Visitor) -> None:
    path = anna.open()
    fields = {**anna.fields(path), "text_person_type": "1", "text_mood_7d": "x"}
    saved = anna.post(path, {**fields, "note_mood_7d": "mellan 6 och 7"}).location
    assert "Anteckning: mellan 6 och 7" in rows(anna.page(saved))["6"][2]


def test_what_was_kept_in_spite_of_a_doubt_is_shown(anna: Visitor) -> None:
    path = anna.open()
    fields = {**anna.fields(path), "text_person_type": "1", "text_since_buy": "0"}
    fields["text_since_buy_n"] = "4"
    page = anna.post(path, fields).text
    confirmed = page.split('name="confirmed" value="')[1].split('"')[0]
    saved = anna.post(path, {**fields, "confirmed": confirmed}).location
    shown = anna.page(saved)
    assert "2: Frågan skulle hoppas över men är besvarad." in shown.one(class_="doubts").text
    assert rows(shown)["2"][:2] == ["4", "4"]


def test_a_sheet_is_shown_in_english(anna: Visitor) -> None:
    path = anna.enter({"since_main": "0"})
    anna.post("/language", {"csrf_token": anna.token(), "language": "en"})
    assert rows(anna.page(path))["3"] == ["0", "0", "no"]


def test_a_sheet_is_printed_with_its_answers(anna: Visitor) -> None:
    answer = anna.get(f"{anna.enter({'mood_7d': '7'})}/print.pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF-")


def test_what_was_today_when_it_was_keyed_is_no_error_with_a_clock_set_back(
    database: Database,
) -> None:
    public_id = entered(database, Sent(), {"fill_date": "2026-03-09", "mood_7d": "3"})
    with database.begin() as session:
        view = read_sheet(session, ANNA, clock.now(), library(), public_id)
    before = NOW - timedelta(days=400)
    assert "fill_date" in {line.item.name for line in coded_lines(view, before)}
    assert doubts_of(view, before) == ()
