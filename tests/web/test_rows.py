"""Rows of a table, keyed one after the other."""

from tests.actions.at_the_clinic import library
from tests.web.visitor import SEE_OTHER, Visitor, typed

ROW = {"contact_date": "2026-03-09", "contact_by": "1", "eligible_cat": "3"}


def save(anna: Visitor, path: str, **changed: str) -> str:
    answer = anna.post(path, {**anna.fields(path), **typed({**ROW, **changed})})
    assert answer.status_code == SEE_OTHER, answer.text
    return answer.location


def test_after_a_row_comes_the_next_with_what_was_keyed_today(anna: Visitor) -> None:
    path = anna.open("l", "", "")
    assert anna.fields(path)["number"] == "1"
    assert "Ingen rad är inskriven i dag." in anna.page(path).text
    following = save(anna, path)
    assert anna.fields(following)["number"] == "2"
    page = anna.page(following)
    assert "Raden är sparad." in anna.page(save(anna, following, contact_by="2")).text
    (row,) = page.one(class_="rows").one("tbody").all("tr")
    cells = [cell.text for cell in row.all("td")]
    assert cells[0] == "2026-03-09"
    assert "–" in cells


def test_the_page_says_where_on_paper_the_row_stands(anna: Visitor) -> None:
    number = library().newest("contact_log").rows + 3
    whose = anna.page(anna.open("l", "", str(number))).one(class_="whose").text
    assert f"rad {number}" in whose
    assert "ark 2, rad 3 på arket" in whose


def test_a_row_is_corrected_like_any_sheet(anna: Visitor) -> None:
    following = save(anna, anna.open("l", "", ""))
    link = anna.page(following).one(class_="rows").one("tbody").one("a").attributes["href"]
    assert "rad 1" in anna.page(link).one(class_="whose").text
    correcting = f"{link}/correct"
    assert not anna.page(correcting).all(class_="rows")
    fields = anna.fields(correcting)
    assert (fields["code"], fields["number"]) == ("0000", "1")
    answer = anna.post(correcting, {**fields, **typed({"contact_by": "4"}), "reason": "läste fel"})
    assert answer.location == link


def test_a_saved_row_is_opened_again_by_its_number(anna: Visitor) -> None:
    save(anna, anna.open("l", "", "5"))
    assert anna.open("l", "", "5").startswith("/sheet/")
