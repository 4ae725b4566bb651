from datetime import timedelta

import pytest
from flask import Flask

from kast_eval import clock
from kast_eval.actions.read_events import ON_A_PAGE
from kast_eval.store.database import Database
from kast_eval.store.events import chain_anchor, note_event
from kast_eval.store.users import add_user
from kast_eval.study.anchor import short_anchor
from kast_eval.study.roles import Role, User
from kast_eval.web.refusals import note_refused
from tests.actions.at_the_clinic import ANNA, HERE, LEAD, NEIGHBOUR, THERE, entered, noted
from tests.web.reading import Element, read_html
from tests.web.visitor import OK, SEE_OTHER, Visitor

FORBIDDEN, NOT_FOUND, UNREADABLE = 403, 404, 422
AUDITOR = User("revisor", {HERE: frozenset({Role.AUDITOR})})
OF_TWO = User("revisor av två", {one: frozenset({Role.AUDITOR}) for one in (HERE, THERE)})


def signed_in(app: Flask, database: Database, user: User) -> Visitor:
    with database.begin() as session:
        add_user(session, user.name, user.roles, created=clock.now())
    visitor = Visitor(app)
    visitor.sign_in(database, user)
    return visitor


@pytest.fixture
def auditor(app: Flask, database: Database) -> Visitor:
    return signed_in(app, database, AUDITOR)


def rows(page: Element) -> list[list[str]]:
    return [[cell.text for cell in row.all("td")] for row in page.one("tbody").all("tr")]


def did(database: Database, user: str, action: str, subject: str, site: str | None = HERE) -> None:
    with database.begin() as session:
        note_event(session, clock.now(), user, action, subject, site_code=site)


def test_an_auditor_sees_who_did_what_and_no_client(auditor: Visitor, database: Database) -> None:
    public_id = entered(database)
    page = auditor.page("/events")
    assert rows(page)[0][1:4] == ["anna", "skrev in", public_id[:8]]
    assert "XX0001" not in page.text


def test_each_look_is_an_event_that_the_next_look_shows(
    auditor: Visitor, database: Database
) -> None:
    auditor.get("/events")
    assert noted(database)[-1] == (AUDITOR.name, "looked at events", "events", HERE)
    assert rows(auditor.page("/events"))[0][1:4] == [
        AUDITOR.name, "såg på händelserna", "händelserna",
    ]  # fmt: skip


def test_another_clinics_events_are_not_shown(
    app: Flask, auditor: Visitor, database: Database
) -> None:
    did(database, NEIGHBOUR.name, "read", "f" * 24, THERE)
    # Where no clinic is named, it is that of who did it; what nobody did is everybody's.
    did(database, NEIGHBOUR.name, "signed in", "link", None)
    did(database, ANNA.name, "signed in", "link", None)
    did(database, "program", "clock absurd", "clock", None)
    people = {row[1] for row in rows(auditor.page("/events"))}
    assert people == {ANNA.name, "programmet", AUDITOR.name}
    both = signed_in(app, database, OF_TWO)
    page = both.page("/events")
    assert NEIGHBOUR.name in {row[1] for row in rows(page)}
    assert len(page.one("select", id="site").all("option")) == 3
    of_one = both.page(f"/events?site={THERE}")
    assert {row[-1] for row in rows(of_one)} <= {"Grannmottagningen", ""}
    assert auditor.get(f"/events?site={THERE}").status_code == NOT_FOUND


def test_events_are_found_by_period_kind_person_and_thing(
    auditor: Visitor, database: Database
) -> None:
    today = clock.clinic_day(clock.now())
    did(database, ANNA.name, "read", "a" * 24)
    did(database, LEAD.name, "printed", "response")
    assert {row[1] for row in rows(auditor.page("/events?user=anna"))} == {"anna"}
    assert [row[2] for row in rows(auditor.page("/events?group=printed"))] == ["skrev ut"]
    (one,) = rows(auditor.page(f"/events?subject={'a' * 24}"))
    assert one[1:] == ["anna", "läste", "a" * 8]
    assert rows(auditor.page(f"/events?since={today}&until={today}"))
    later = today + timedelta(1)
    assert "Inga händelser passar" in auditor.page(f"/events?since={later}").one("main").text


@pytest.mark.parametrize("day", ["i går", "2026-02-30", "26-1-1", "9999-12-31", "0001-01-01"])
def test_a_day_that_cannot_be_read_is_told_where_it_stands(auditor: Visitor, day: str) -> None:
    answer = auditor.get(f"/events?since={day}&group=printed")
    assert answer.status_code == UNREADABLE
    page = read_html(answer.text)
    field = page.one("input", id="since")
    assert (field.attributes["value"], field.attributes["aria-invalid"]) == (day, "true")
    assert "Skriv dagen" in page.one("p", id="since_error").text


@pytest.mark.parametrize("query", ["before=x", "before=" + "9" * 30, "group=nonsense", "user=å"])
def test_nonsense_in_the_address_does_no_harm(auditor: Visitor, query: str) -> None:
    assert auditor.get(f"/events?{query}").status_code == OK


def test_many_events_come_in_pages(auditor: Visitor, database: Database) -> None:
    for number in range(ON_A_PAGE + 5):
        did(database, ANNA.name, "read", f"{number:024x}")
    page = auditor.page("/events?user=anna&group=read")
    assert len(rows(page)) == ON_A_PAGE
    older = auditor.page(page.one("a", id="older").attributes["href"])
    assert [row[3] for row in rows(older)] == [f"{number:024x}"[:8] for number in range(4, -1, -1)]
    assert not older.all("a", id="older")
    assert older.one("a", id="newest").attributes["href"] == "/events?group=read&user=anna"


def test_a_printed_anchor_is_found_with_its_time(auditor: Visitor, database: Database) -> None:
    entered(database)
    with database.read() as session:
        anchor = chain_anchor(session)
    answer = auditor.post("/events/anchor", {"csrf_token": auditor.token(), "anchor": anchor})
    assert answer.status_code == OK
    assert "Märket står i kedjan" in read_html(answer.text).one("main").text
    assert (AUDITOR.name, "checked anchor", "events", None) in noted(database)


def test_an_anchor_of_another_chain_is_told_to_be_missing(auditor: Visitor) -> None:
    fields = {"csrf_token": auditor.token(), "anchor": short_anchor("0" * 64)}
    answer = auditor.post("/events/anchor", fields)
    assert answer.status_code == OK, answer.text
    assert "Märket står inte i kedjan" in read_html(answer.text).one("main").text


def test_a_mistyped_anchor_stays_to_be_mended(auditor: Visitor) -> None:
    fields = {"csrf_token": auditor.token(), "anchor": "3F2A <b>"}
    answer = auditor.post("/events/anchor", fields)
    assert answer.status_code == UNREADABLE
    page = read_html(answer.text)
    assert page.one("input", id="anchor").attributes["value"] == "3F2A <b>"
    assert "fyra grupper" in page.one("p", id="anchor_error").text


def test_the_whole_chain_is_read_through(auditor: Visitor, database: Database) -> None:
    fields = {"csrf_token": auditor.token()}
    text = auditor.post("/events/chain", fields).text
    assert "Kedjan är hel" in text
    with database.begin() as session:
        session.connection.exec_driver_sql("DROP TRIGGER event_kept")
        session.connection.exec_driver_sql("UPDATE event SET user = 'x' WHERE sequence = 2")
    assert "bruten vid händelse 2" in auditor.post("/events/chain", fields).text


def test_who_asks_for_what_is_not_theirs_is_noted_without_the_address(
    auditor: Visitor, anna: Visitor, database: Database
) -> None:
    public_id = entered(database)
    assert auditor.get(f"/sheet/{public_id}").status_code == FORBIDDEN
    assert noted(database)[-1] == (AUDITOR.name, "refused", "sheet.sheet", HERE)
    (row,) = rows(auditor.page("/events?group=refused"))
    assert row[1:] == [AUDITOR.name, "nekades", "sidan sheet.sheet"]
    assert anna.get(f"/sheet/{'f' * 24}").status_code == NOT_FOUND
    assert noted(database)[-1] == ("anna", "refused", "sheet.sheet", HERE)


def test_who_is_not_signed_in_leaves_no_event(
    app: Flask, stranger: Visitor, database: Database
) -> None:
    stranger.get("/sheet/anything")
    stranger.get("/unknown")
    with app.test_request_context("/sheet/anything"):
        note_refused()
    assert noted(database) == []


def ahead(database: Database) -> None:
    """Let the newest event be of tomorrow: the clock was wrong then, or it is now."""
    with database.begin() as session:
        note_event(session, clock.now() + timedelta(days=1), "anna", "read", "x", site_code=HERE)


def test_every_page_warns_of_a_clock_that_went_back_until_somebody_has_looked(
    app: Flask, database: Database
) -> None:
    anna, lead = Visitor(app), Visitor(app)
    anna.sign_in(database, ANNA)
    lead.sign_in(database, LEAD)
    assert "Datorns klocka" not in anna.get("/today").text
    ahead(database)
    assert "tidigare tid" in anna.get("/keys").text
    assert "Klockan går rätt" not in anna.get("/today").text
    assert "Klockan går rätt" in lead.get("/today").text
    fields = {"csrf_token": lead.token()}
    assert anna.post("/events/clock", {"csrf_token": anna.token()}).status_code == FORBIDDEN
    assert lead.post("/events/clock", fields).status_code == SEE_OTHER
    assert "Datorns klocka" not in anna.get("/today").text
    assert noted(database)[-1] == ("lead", "clock confirmed", "clock", None)
    # Said once more, there is nothing to keep.
    assert lead.post("/events/clock", fields).status_code == SEE_OTHER
    assert [one[1] for one in noted(database)].count("clock confirmed") == 1


def test_a_stranger_is_not_told_of_the_clock(stranger: Visitor, database: Database) -> None:
    ahead(database)
    assert "Datorns klocka" not in stranger.get("/").text
