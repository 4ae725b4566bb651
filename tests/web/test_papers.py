import pytest
from flask import Flask

from kast_eval.store.database import Database
from tests.actions.at_the_clinic import HERE, LEAD
from tests.actions.test_papers import ENDING, KEY, TYPED
from tests.web.reading import Element, read_html
from tests.web.visitor import SEE_OTHER, Visitor

DECISION = {"reference": "GN 2025-17", "decided_on": "2025-11-03", "decision_kind": "code key"}


@pytest.fixture
def lead(app: Flask, database: Database) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(database, LEAD)
    return visitor


def sent(visitor: Visitor, path: str, fields: dict[str, str]) -> str:
    """Send a part of a page that is right; return where it leads."""
    answer = visitor.post(path, {"csrf_token": visitor.token(), **fields})
    assert answer.status_code == SEE_OTHER, read_html(answer.text).one("main").text
    return answer.location


def refused(visitor: Visitor, path: str, fields: dict[str, str]) -> Element:
    answer = visitor.post(path, {"csrf_token": visitor.token(), **fields})
    assert answer.status_code == 422
    return read_html(answer.text).one("main")


def test_an_empty_register_says_what_to_do_first(anna: Visitor) -> None:
    main = anna.page("/papers").one("main")
    assert "Inga papper är införda än." in main.text
    assert "Programmet gallrar aldrig något." in main.text
    # A counsellor notes no decisions.
    assert len(main.all("form")) == 1


def test_papers_are_entered_and_stand_in_the_table(anna: Visitor) -> None:
    path = sent(anna, f"/papers/{HERE}", dict(TYPED))
    main = anna.page(path).one("main")
    assert main.one("h1").text == "pärm 3, grön"
    assert "sparas: allt är inte klart" in main.text
    table = anna.page("/papers").one("table")
    assert "skåp A, hylla 2" in table.text
    assert table.one("a").attributes["href"] == path


def test_a_wrong_field_comes_back_with_what_was_typed(anna: Visitor) -> None:
    main = refused(anna, f"/papers/{HERE}", {**TYPED, "period_to": "2026-02-30"})
    assert main.one(id=f"period_to_{HERE}_error").text.startswith("Skriv dagen som år")
    assert main.one(id=f"period_to_{HERE}").attributes["value"] == "2026-02-30"
    assert main.one(id=f"what_{HERE}").attributes["value"] == "pärm 3, grön"
    main = refused(anna, f"/papers/{HERE}", {**TYPED, "kind": "other"})
    assert main.one(id=f"kind_{HERE}_error").text == "Välj ett av alternativen."


def test_papers_are_moved(anna: Visitor) -> None:
    path = sent(anna, f"/papers/{HERE}", dict(TYPED))
    sent(anna, f"{path}/move", {"location": "arkivrummet"})
    assert "arkivrummet" in anna.page(path).one("main").text
    main = refused(anna, f"{path}/move", {"location": ""})
    assert main.one(id="location_new_error").text == "Skriv var papperen står."


def test_the_lead_notes_a_decision_and_the_end_and_both_sign_the_record(
    lead: Visitor, anna: Visitor
) -> None:
    path = sent(anna, f"/papers/{HERE}", dict(KEY))
    page = lead.page("/papers").one("main")
    assert "För en rad är tiden ute." in page.text
    assert "inget beslut om gallring är noterat" in page.text
    main = refused(lead, f"/papers/{HERE}/decision", {**DECISION, "reference": ""})
    assert main.one(id=f"reference_{HERE}_error").text == "Skriv beslutets nummer."
    sent(lead, f"/papers/{HERE}/decision", DECISION)
    page = lead.page("/papers").one("main")
    assert "får gallras enligt beslut" in page.text
    assert "GN 2025-17 2025-11-03: Kodnyckel." in page.text

    assert not anna.page(path).all(id="witness_end")
    (_, chosen) = lead.page(path).one("select", id="decision").all("option")
    typed = {**ENDING, "decision": chosen.attributes["value"]}
    main = refused(lead, f"{path}/end", {**typed, "witness": "lead"})
    assert main.one(id="witness_end_error").text == "Vittnet är någon annan än du."
    assert lead.get(f"{path}/record.pdf").status_code == 404
    sent(lead, f"{path}/end", typed)
    main = anna.page(path).one("main")
    assert "gallrade" in main.text
    assert "Berit Test" in main.text
    assert not main.all("form")
    answer = anna.get(f"{path}/record.pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF")


def test_several_that_are_due_are_counted(lead: Visitor) -> None:
    for _ in range(2):
        sent(lead, f"/papers/{HERE}", dict(KEY))
    assert "För 2 rader är tiden ute." in lead.page("/papers").one("main").text


def test_a_refused_end_keeps_every_field(lead: Visitor) -> None:
    path = sent(lead, f"/papers/{HERE}", dict(KEY))
    for outcome, field in (("archived", "ended_on"), ("disposed", "decision"), ("", "outcome")):
        typed = {**ENDING, "outcome": outcome, field: ""}
        main = refused(lead, f"{path}/end", typed)
        assert main.all(class_="error")
        assert main.one(id="witness_end").attributes["value"] == "Berit Test"
