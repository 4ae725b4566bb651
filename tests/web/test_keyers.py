import pytest
from flask import Flask

from kast_eval.actions.record_practice import record_practice
from kast_eval.quality.certification import PracticeResult
from kast_eval.store.database import Database
from tests.actions.at_the_clinic import ANNA, HERE, LEAD, NOW
from tests.web.reading import read_html
from tests.web.test_entry import allow_pages
from tests.web.visitor import SEE_OTHER, Visitor


@pytest.fixture
def lead(app: Flask, database: Database) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(database, LEAD)
    return visitor


def decide(visitor: Visitor, keyer: str, alone: str, reason: str) -> int:
    fields = {"csrf_token": visitor.token(), "keyer": keyer, "alone": alone, "reason": reason}
    return visitor.post(f"/keyers/{HERE}", fields).status_code


def test_a_counsellor_sees_only_oneself_and_decides_nothing(anna: Visitor) -> None:
    main = anna.page("/keyers").one("main")
    assert [one.one("h3").text for one in main.all(class_="keyer")] == ["anna"]
    assert "Alla ark skrivs in två gånger." in main.text
    assert not main.all("form")
    assert decide(anna, "anna", "yes", "jag kan") == 403


def test_the_lead_sees_everybody_who_keys(lead: Visitor) -> None:
    main = lead.page("/keyers").one("main")
    names = [one.one("h3").text for one in main.all(class_="keyer")]
    assert names == ["anna", "berit", "both", "lead"]


def test_practice_is_told(anna: Visitor, database: Database) -> None:
    with database.begin() as session:
        for number in range(5):
            record_practice(session, ANNA, NOW, PracticeResult(f"sheet {number}", 20, 20))
    main = anna.page("/keyers").one("main")
    assert "Övningar: 5 av 5 ark, 100 av 100 svar rätt." in main.text
    assert "Skriver in på egen hand." in main.text


def test_the_lead_decides_with_a_reason(lead: Visitor, anna: Visitor) -> None:
    assert decide(lead, "anna", "yes", "har skrivit in i flera år") == SEE_OTHER
    told = anna.page("/keyers").one("main").text
    assert "Skriver in på egen hand." in told
    assert "av lead: har skrivit in i flera år" in told
    assert decide(lead, "anna", "no", "ska öva mer") == SEE_OTHER
    assert "Alla ark skrivs in två gånger." in anna.page("/keyers").one("main").text


def test_a_decision_without_a_reason_is_told_beside_its_field(lead: Visitor) -> None:
    fields = {"csrf_token": lead.token(), "keyer": "berit", "alone": "yes", "reason": " "}
    answer = lead.post(f"/keyers/{HERE}", fields)
    assert answer.status_code == 422
    (told,) = read_html(answer.text).all(class_="error")
    assert told.text == "Skriv varför du beslutar så."


def test_a_practice_sheet_that_is_marked_is_kept_for_who_is_signed_in(
    anna: Visitor, stranger: Visitor
) -> None:
    for visitor, kept in ((anna, True), (stranger, False)):
        path = "/practice/3-avstamning"
        answer = visitor.post(path, visitor.fields(path))
        assert ("Det är sparat." in answer.text) is kept
    assert "Övningar: 1 av 5 ark" in anna.page("/keyers").one("main").text


def test_a_full_disk_keeps_no_practice_from_being_marked(anna: Visitor, database: Database) -> None:
    path = "/practice/3-avstamning"
    fields = anna.fields(path)
    allow_pages(database, 1)
    # The file has a little room left inside it.
    answers = [anna.post(path, fields) for _ in range(60)]
    assert {answer.status_code for answer in answers} == {200}
    assert "Det är sparat." not in answers[-1].text
