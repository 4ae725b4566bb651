import csv
import re
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO, StringIO
from pathlib import Path
from threading import Event

import pytest
from flask import Flask
from sqlalchemy import text

from kast_eval.actions.list_approvals import list_approvals
from kast_eval.clock import now
from kast_eval.dataset.release.recipe import read_recipe
from kast_eval.errors import KastEvalError
from kast_eval.store.database import Database
from kast_eval.store.releases import all_releases
from kast_eval.store.users import add_user
from kast_eval.study.roles import Role, User
from kast_eval.web.app import create_app
from kast_eval.web.pages.release_work import PROBLEM
from kast_eval.web.parts import parts_of
from kast_eval.web.release_desk import Aim, Result, Tell
from tests.actions.at_the_clinic import HERE, RESEARCHER, code, plan
from tests.actions.test_keep_release import withdrawn
from tests.actions.test_make_release import (
    COLLEAGUE,
    KEYER,
    SCIENTIST,
    STUDY,
    consenting,
    national_database,
)
from tests.dataset.release.made import MOCK, RECIPE
from tests.web.reading import Element
from tests.web.releasing import NAME, kept_recipe, main_of, waited_for
from tests.web.visitor import Visitor

OK, SEE_OTHER, NOT_FOUND, CONFLICT, UNPROCESSABLE = 200, 303, 404, 409, 422
PAGE = f"/recipe/{NAME}"

ELSE = User("somebody else", {HERE: frozenset({Role.RESEARCHER})})


@pytest.fixture
def researcher(app: Flask, database: Database) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(database, RESEARCHER)
    return visitor


def pressed(app: Flask, visitor: Visitor, page: Element, ending: str) -> Element:
    """Press the button of the form that is sent to such an address; wait for what comes of it."""
    (address,) = {
        one.attributes["action"] for one in page.all("form")
        if one.attributes.get("action", "").endswith(ending)
    }  # fmt: skip
    return main_of(waited_for(app, visitor, visitor.send(address, reason="Huvudanalysen")))


def planned(app: Flask, visitor: Visitor) -> Element:
    return main_of(waited_for(app, visitor, visitor.send(f"{PAGE}/plan")))


def address_of(page: Element, ending: str) -> str:
    return next(
        one.attributes["action"] for one in page.all("form")
        if one.attributes.get("action", "").endswith(ending)
    )  # fmt: skip


def test_a_researcher_sees_what_would_leave_decides_and_gets_it(
    app: Flask, researcher: Visitor, database: Database
) -> None:
    consenting(database)
    file = kept_recipe(database)
    shown = planned(app, researcher)
    assert "R1: Ingen har beslutat" in shown.text
    assert "Lämnar1" in shown.text
    decided = pressed(app, researcher, shown, "/decide")
    assert "Inget står emot." in decided.text
    approved = read_recipe(file).approved
    assert approved is not None
    assert approved.by == RESEARCHER.name
    # What the dataset says of itself stands on the page, as it does in the file.
    headings = {one.attributes.get("id"): one.text for one in decided.all("h2")}
    assert {"report_response", "report_quality"} <= set(headings)
    assert "Anhörigas rader lämnar aldrig" in decided.text
    # Of a day the page tells the year alone, as the file does.
    reports = decided.text[decided.text.index(headings["report_response"]) :]
    assert not re.search("[0-9]{4}-[0-9]{2}-[0-9]{2}", reports)
    ready = pressed(app, researcher, decided, "/make")
    assert "PERSONUPPGIFTER" in ready.text
    with database.read() as session:
        assert all_releases(session) == ()
    got = researcher.send(address_of(ready, "/file"))
    with zipfile.ZipFile(BytesIO(got.data)) as opened:
        rows = list(csv.DictReader(StringIO(opened.read("data/csv/checkin.csv").decode())))
    assert len(rows) == 1
    with database.read() as session:
        (record,) = all_releases(session)
    assert record.bundle_checksum in ready.text
    assert record.bundle_checksum[:16] in researcher.get("/releases").text
    assert record.bundle_checksum in researcher.get(PAGE).text


def test_a_file_is_handed_out_once_and_to_who_made_it(
    app: Flask, researcher: Visitor, database: Database
) -> None:
    kept_recipe(database, MOCK.replace("[csv, sav]", "[csv]"))
    ready = main_of(waited_for(app, researcher, researcher.send(f"{PAGE}/make")))
    address = address_of(ready, "/file")
    other = Visitor(app)
    with database.begin() as session:
        add_user(session, ELSE.name, ELSE.roles, created=now())
    other.sign_in(database, ELSE)
    assert other.get(address.removesuffix("/file")).status_code == NOT_FOUND
    assert other.send(address).status_code == NOT_FOUND
    assert researcher.send(address).status_code == OK
    gone = researcher.send(address)
    assert gone.status_code == NOT_FOUND
    assert "Ingenting halvt har lämnats ut" in gone.text


def test_a_consent_that_changes_before_the_file_is_fetched_stops_it(
    app: Flask, researcher: Visitor, database: Database
) -> None:
    consenting(database)
    kept_recipe(database)
    decided = pressed(app, researcher, planned(app, researcher), "/decide")
    ready = pressed(app, researcher, decided, "/make")
    withdrawn(database)
    answer = researcher.send(address_of(ready, "/file"))
    assert answer.status_code == UNPROCESSABLE
    assert "R14" in answer.text
    with database.read() as session:
        assert all_releases(session) == ()


def test_a_plan_of_nobody_says_so_and_reports_nothing(
    app: Flask, researcher: Visitor, database: Database
) -> None:
    kept_recipe(database)
    page = planned(app, researcher)
    assert "R15: " in page.text
    assert [one for one in page.all("h2") if one.attributes["id"].startswith("report_")] == []


def test_what_stands_against_a_file_is_told_and_leads_to_the_recipe(
    app: Flask, researcher: Visitor, database: Database
) -> None:
    kept_recipe(database)
    page = main_of(waited_for(app, researcher, researcher.send(f"{PAGE}/make")))
    assert "R1: " in page.text
    assert "R15: " in page.text
    assert page.one("a").attributes["href"] == PAGE
    # The work is done, and has neither a plan nor a file.
    (task,) = parts_of(app).releases.desk.tasks
    for what in ("decide", "ask", "file"):
        answer = researcher.send(f"/release-work/{task.public_id}/{what}")
        assert answer.status_code == NOT_FOUND


def test_a_page_that_waits_tells_how_far_it_has_come(app: Flask, researcher: Visitor) -> None:
    desk = parts_of(app).releases.desk
    ends = Event()

    def slowly(_tell: Tell) -> Result:
        ends.wait(60)
        raise KastEvalError(PROBLEM)

    for aim, done, of, told in (
        (Aim.PLAN, 0, 0, "prövar alla spärrar"), (Aim.FILE, 0, 0, "läser data"),
        (Aim.FILE, 3, 9, "3 av 9 filer"), (Aim.FILE, 9, 9, "undertecknar"),
    ):  # fmt: skip
        task = desk.begin(RESEARCHER.name, NAME, aim, slowly)
        task.done, task.of = done, of
        page = researcher.get(f"/release-work/{task.public_id}")
        assert told in page.text
        # It asks again by itself, with a script and without.
        assert '<noscript><meta http-equiv="refresh"' in page.text
        assert "waiting.js" in page.text
    ends.set()
    (task,) = desk.tasks
    assert task.future.exception(60)


def test_an_error_of_the_program_is_told_without_its_words(app: Flask, researcher: Visitor) -> None:
    def broken(_tell: Tell) -> Result:
        raise ValueError(MARK)

    task = parts_of(app).releases.desk.begin(RESEARCHER.name, NAME, Aim.FILE, broken)
    page = researcher.get(f"/release-work/{task.public_id}")
    assert "felet är noterat" in page.text
    assert MARK not in page.text


MARK = "kanariefågel"


def test_a_table_that_does_not_exist_is_told_with_its_line(
    app: Flask, researcher: Visitor, database: Database
) -> None:
    kept_recipe(database, RECIPE.replace("checkin:", "okand:"))
    page = planned(app, researcher)
    assert "Receptets rad 7: Tabellen «okand» finns inte" in page.text


def test_a_plan_has_no_file_and_a_file_no_plan(
    app: Flask, researcher: Visitor, database: Database
) -> None:
    kept_recipe(database, MOCK.replace("[csv, sav]", "[csv]"))
    plan_page = waited_for(app, researcher, researcher.send(f"{PAGE}/plan"))
    assert "Provfil" in plan_page.text
    assert "Har inget ja" not in plan_page.text
    (task,) = parts_of(app).releases.desk.tasks
    assert researcher.send(f"/release-work/{task.public_id}/file").status_code == NOT_FOUND
    waited_for(app, researcher, researcher.send(f"{PAGE}/make"))
    (task,) = parts_of(app).releases.desk.tasks
    assert researcher.send(f"/release-work/{task.public_id}/decide").status_code == NOT_FOUND


def test_a_recipe_that_changed_since_it_was_planned_is_not_decided_on(
    app: Flask, researcher: Visitor, database: Database
) -> None:
    consenting(database)
    file = kept_recipe(database)
    shown = planned(app, researcher)
    kept_recipe(database, RECIPE.replace("mood_7d", "urge_max_7d"))
    answer = researcher.send(address_of(shown, "/decide"))
    assert answer.status_code == CONFLICT
    assert read_recipe(file).approved is None


@pytest.fixture
def national(tmp_path: Path) -> Iterator[Database]:
    database = national_database(tmp_path / "national")
    yield database
    database.close()


def signed_in(app: Flask, database: Database, *, ago: int = 0) -> Visitor:
    visitor = Visitor(app)
    visitor.be(database, SCIENTIST.name, ago=timedelta(minutes=ago))
    return visitor


def test_real_data_need_another_person_and_leave_once(national: Database) -> None:
    app = create_app(national, plan())
    scientist = signed_in(app, national)
    file = kept_recipe(national)
    decided = pressed(app, scientist, planned(app, scientist), "/decide")
    assert "Stockholm: är inte med i studien." in decided.text
    assert "Göteborg: har ett annat godkännande" in decided.text
    assert "ingen har bett om godkännande" in scientist.get(PAGE).text
    refused = pressed(app, scientist, decided, "/make")
    assert "två personers beslut" in refused.text
    shown = planned(app, scientist)
    unsaid = scientist.send(address_of(shown, "/ask"), reason=" ")
    assert unsaid.status_code == UNPROCESSABLE
    assert "Skriv vad det gäller och varför" in unsaid.text
    asked = scientist.send(address_of(shown, "/ask"), reason="Huvudanalysen")
    assert (asked.status_code, asked.location) == (SEE_OTHER, PAGE)
    assert "väntar på godkännande" in scientist.get("/releases").text
    # Who decides sees what it is about.
    assert f'href="{PAGE}"' in scientist.get("/approvals").text
    with national.begin() as session:
        (one,) = list_approvals(session, COLLEAGUE, now())
    approved_by_sight(app, national, one.approval.public_id, file)
    assert "godkänt av två" in scientist.get(PAGE).text
    for number in range(2, 10):
        consenting(national, KEYER, code(number, STUDY.letters))
    ready = main_of(waited_for(app, scientist, scientist.send(f"{PAGE}/make")))
    assert "gavs när 1–4 personer skulle lämna, och nu är de 9." in ready.text
    assert scientist.send(address_of(ready, "/file")).status_code == OK
    assert "godkännandet är använt" in scientist.get(PAGE).text
    assert file.exists()


def approved_by_sight(app: Flask, database: Database, public_id: str, file: Path) -> None:
    """Let the other person look first, and find out that nothing is approved without that."""
    colleague = Visitor(app)
    colleague.be(database, COLLEAGUE.name)
    address = f"/approvals/{public_id}"
    # A plan of one's own is not what is asked about.
    waited_for(app, colleague, colleague.send(f"{PAGE}/plan"))
    blind = colleague.send(address, approved="yes", reason="")
    assert blind.status_code == UNPROCESSABLE
    assert "Se receptet och vad som skulle lämna innan du godkänner" in blind.text
    seen = main_of(waited_for(app, colleague, colleague.send(f"{address}/plan")))
    text = file.read_text("utf-8")
    assert seen.one("pre").text == " ".join(text.split())
    assert "Lämnar1–4" in seen.text
    assert [one.attributes["action"] for one in seen.all("form")] == [address]
    (task,) = (one for one in parts_of(app).releases.desk.tasks if one.user_name == COLLEAGUE.name)
    for what in ("decide", "ask"):
        answer = colleague.send(f"/release-work/{task.public_id}/{what}")
        assert answer.status_code == NOT_FOUND
    file.write_text(text.replace("Ett universitet", "Ett annat"), "utf-8")
    changed = colleague.send(address, approved="yes", reason="", seen=seen_on(seen))
    assert (changed.status_code, "finns inte kvar som det var" in changed.text) == (CONFLICT, True)
    other = main_of(waited_for(app, colleague, colleague.send(f"{address}/plan")))
    assert "finns inte kvar som det var" in other.text
    file.write_text(text, "utf-8")
    last = main_of(waited_for(app, colleague, colleague.send(f"{address}/plan")))
    # That it was shown is not enough: what is approved is what stands on the page.
    assert colleague.send(address, approved="yes", reason="").status_code == UNPROCESSABLE
    answer = colleague.send(address, approved="yes", reason="", seen=seen_on(last))
    assert answer.status_code == SEE_OTHER


def seen_on(page: Element) -> str:
    return page.one("input", name="seen").attributes["value"]


def test_real_data_are_made_and_handed_out_only_after_a_proof(national: Database) -> None:
    app = create_app(national, plan())
    kept_recipe(national)
    kept_recipe(national, MOCK.replace("[csv, sav]", "[csv]"), "prov")
    scientist = signed_in(app, national, ago=12)
    answer = scientist.send(f"{PAGE}/make")
    assert (answer.status_code, answer.location.split("=")[0]) == (SEE_OTHER, "/step-up?held")
    # A mock file shows nobody.
    ready = main_of(waited_for(app, scientist, scientist.send("/recipe/prov/make")))
    assert scientist.send(address_of(ready, "/file")).status_code == OK


def test_a_page_that_asks_by_itself_keeps_no_screen_open(national: Database) -> None:
    app = create_app(national, plan())
    scientist = signed_in(app, national, ago=14)
    seen = last_seen(national)
    assert scientist.get("/release-work/unknown").status_code == NOT_FOUND
    assert last_seen(national) == seen


def last_seen(database: Database) -> str:
    with database.read() as session:
        found = session.connection.execute(text("SELECT max(last_seen) FROM sign_in"))
        return str(found.scalar_one())
