from datetime import timedelta

import pytest
from flask import Flask

from kast_eval import clock
from kast_eval.actions.raise_query import raise_query
from kast_eval.store.database import Database
from kast_eval.study.roles import User
from tests.actions.asking import asked, corrected, session_on, two_in_wrong_order
from tests.actions.at_the_clinic import (
    ANNA,
    BERIT,
    BOTH,
    HERE,
    LEAD,
    NEIGHBOUR,
    NOW,
    RESEARCHER,
    Sent,
    code,
    entered,
    library,
)
from tests.web.reading import Element, fields_of
from tests.web.visitor import OK, SEE_OTHER, Visitor

FORBIDDEN, NOT_FOUND, CONFLICT, UNREADABLE = 403, 404, 409, 422


def signed_in(app: Flask, database: Database, user: User) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(database, user)
    return visitor


def one_day(database: Database) -> str:
    """Raise a question that *it stands so* answers, and return its path."""
    session_on(database, 1, "2026-03-04")
    session_on(database, 2, "2026-03-04")
    (query,) = asked(database)
    return f"/query/{query.public_id}"


def choices(page: Element) -> list[str]:
    return [one.attributes["value"] for one in page.all("input", type="radio")]


def test_the_list_tells_what_waits_and_what_was_answered(anna: Visitor, database: Database) -> None:
    page = anna.page("/queries")
    assert "Ingen fråga väntar" in page.one("main").text
    _, second = two_in_wrong_order(database)
    (row,) = anna.page("/queries").one("table").one("tbody").all("tr")
    assert row.one("th").text == code(1)
    assert "tidigare dag" in row.text
    assert "försenad" in row.text
    links = [one.attributes["href"] for one in row.all("a")]
    assert f"/sheet/{second}" in links
    corrected(database, second, {"session_date": "2026-03-06", "attended": "1"}, 2)
    text = anna.page("/queries").one("main").text
    assert "Besvarade" in text
    assert "stängdes av sig själv" in text


def test_who_works_at_two_clinics_sees_the_questions_of_both(
    app: Flask, database: Database
) -> None:
    two_in_wrong_order(database)
    page = signed_in(app, database, BOTH).page("/queries")
    assert len(page.all("section")) == len(BOTH.sites)


def test_a_question_is_answered_and_then_shown_with_its_answer(
    anna: Visitor, database: Database
) -> None:
    path = one_day(database)
    page = anna.page(path)
    assert [one.text for one in page.all("dd")] == ["2026-03-04", "2026-03-04"]
    assert choices(page) == ["stands", "unknown"]
    fields = fields_of(page.one("form", id="answer"))
    sent = {**fields, "outcome": "stands", "reason": "två samtal"}
    # A button that is pressed twice sends the page twice.
    for _ in range(2):
        assert anna.post(path, sent).status_code == SEE_OTHER
    text = anna.page(path).one("main").text
    assert "Det står så och är rätt. två samtal" in text
    assert "av anna" in text
    other = anna.post(path, {**sent, "outcome": "unknown"})
    assert other.status_code == CONFLICT
    assert "redan besvarad" in other.text


def test_an_answer_that_cannot_be_is_told_on_the_page(anna: Visitor, database: Database) -> None:
    path = one_day(database)
    fields = fields_of(anna.page(path).one("form", id="answer"))
    refused = anna.post(path, {**fields, "outcome": "", "reason": "två samtal"})
    assert refused.status_code == UNREADABLE
    assert "Välj ett av svaren" in refused.text
    assert 'value="två samtal"' in refused.text


def test_what_cannot_be_so_offers_no_answer_that_it_stands(
    anna: Visitor, database: Database
) -> None:
    two_in_wrong_order(database)
    (query,) = asked(database)
    assert choices(anna.page(f"/query/{query.public_id}")) == ["unknown"]


def test_what_asks_the_lead_is_shown_to_others_without_a_form(
    app: Flask, anna: Visitor, database: Database
) -> None:
    withdrawn = {"deviation_date": "2026-03-01", "deviation_kind": "1"}
    entered(database, Sent(submission="c"), {"fill_date": "2026-03-02", "mood_7d": "3"})
    entered(database, Sent("deviation", submission="x"), withdrawn)
    (query,) = asked(database)
    path = f"/query/{query.public_id}"
    assert "Formuläransvarig besvarar" in anna.page(path).one("main").text
    assert "till formuläransvarig" in anna.page("/queries").one("main").text
    assert choices(signed_in(app, database, LEAD).page(path)) == ["stands", "unknown"]


def test_a_question_about_the_clinic_tells_its_quarter_and_its_counts(
    app: Flask, database: Database
) -> None:
    page = Sent("contact_log", "", 1, None, submission="row")
    entered(database, page, {"contact_date": "2025-09-01", "contact_adult": "1"})
    for client in (1, 2):
        sent = Sent("start", code(client), None, submission=f"start {client}")
        entered(database, sent, {"fill_date": "2025-11-03", "buy_ever": "0"})
    (query,) = asked(database)
    lead = signed_in(app, database, LEAD)
    assert "2025 kv 4: 2 började, 1 rader" in lead.page(f"/query/{query.public_id}").text
    assert "2025 kv 4" in lead.page("/queries").one("table").text


def test_a_lead_asks_about_a_sheet_and_the_sheet_tells_so(app: Flask, database: Database) -> None:
    lead = signed_in(app, database, LEAD)
    sheet = f"/sheet/{entered(database)}"
    fields = {"csrf_token": lead.token(), "text": "Vems är arket?"}
    assert "Vad undrar du?" in lead.page(f"{sheet}/ask").one("main").text
    refused = lead.post(f"{sheet}/ask", {**fields, "text": " "})
    assert (refused.status_code, "utan namn" in refused.text) == (UNREADABLE, True)
    assert lead.post(f"{sheet}/ask", fields).status_code == SEE_OTHER
    page = lead.page(sheet)
    assert "Vems är arket?" in page.one("main").text
    assert "Ställ en fråga" in page.one("main").text
    (query,) = asked(database)
    assert choices(lead.page(f"/query/{query.public_id}")) == ["stands", "unknown", "corrected"]
    assert "Vems är arket?" in lead.page("/queries").text


def test_nobody_else_is_offered_to_ask(anna: Visitor, database: Database) -> None:
    assert "Ställ en fråga" not in anna.page(f"/sheet/{entered(database)}").one("main").text


@pytest.mark.parametrize(
    ("user", "status"), [(NEIGHBOUR, NOT_FOUND), (RESEARCHER, FORBIDDEN), (BERIT, OK)]
)
def test_a_question_is_its_clinics_own(
    app: Flask, database: Database, user: User, status: int
) -> None:
    path = one_day(database)
    assert signed_in(app, database, user).get(path).status_code == status


def test_the_list_is_printed_for_the_shelf(anna: Visitor, database: Database) -> None:
    for _ in range(2):
        answer = anna.get(f"/queries/{HERE}.pdf")
        assert answer.mimetype == "application/pdf"
        assert answer.data.startswith(b"%PDF-")
        two_in_wrong_order(database)
    assert clock.now() > NOW + timedelta(days=1)


def test_a_question_of_a_lead_is_kept_with_the_sheet(app: Flask, database: Database) -> None:
    sheet = entered(database)
    with database.begin() as session:
        raise_query(session, LEAD, NOW, library(), sheet, text="Rätt klient?")
    page = signed_in(app, database, ANNA).page(f"/sheet/{sheet}")
    assert "Rätt klient?" in page.text
