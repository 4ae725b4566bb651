"""What the home page lists, and how a sheet is opened from it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from kast_eval import clock
from kast_eval.actions.enter_form import enter_form
from kast_eval.actions.steps.keyed import Outcome
from kast_eval.store.database import Database
from kast_eval.web.due import SHOWN_CLIENTS, Place, read_place
from tests.actions.at_the_clinic import ANNA, BOTH, HERE, Sent, code, library, plan
from tests.web.reading import Element, read_html
from tests.web.test_entry import ANSWERS, held
from tests.web.test_today import UNPROCESSABLE, sent
from tests.web.visitor import OK, SEE_OTHER, Visitor

HELD = {"attended": "1", "mode": "1"}


def day(days_ago: int) -> str:
    return (clock.clinic_day(clock.now()) - timedelta(days_ago)).isoformat()


def keyed(database: Database, page: Sent, texts: Mapping[str, str]) -> None:
    """Key a sheet today, and confirm its doubts."""
    doubts = _keyed(database, page, texts).reading.doubts
    confirming = replace(page, confirmed=[doubt.key for doubt in doubts])
    assert _keyed(database, confirming, texts).sheet_public_id is not None


def _keyed(database: Database, page: Sent, texts: Mapping[str, str]) -> Outcome:
    with database.begin() as session:
        return enter_form(
            session, ANNA, clock.now(), library().newest(page.form).as_asked(), texts,
            plan=plan(), notes={}, code=page.code, number=page.number,
            person_type=page.person_type, submission=page.submission, confirmed=page.confirmed,
            episode_no=page.episode_no,
        )  # fmt: skip


def logged(database: Database, client: int = 1, session: int = 1, *, days_ago: int = 0) -> None:
    """Key the log of a session that was held, so that the client's own sheet is expected."""
    page = Sent("session", code(client), session, 1, f"log {client} {session}")
    keyed(database, page, {**HELD, "session_date": day(days_ago)})


def lists(page: Element) -> dict[str, list[str]]:
    """Return what is listed under each heading: the code, the letter and the day."""
    return {
        section.one("h2").text: [line.text for line in section.all(class_="due__line")]
        for form in page.all("form", class_="to-do")
        for section in form.all("section")
    }


def test_what_is_due_stands_by_client_with_its_last_day(anna: Visitor, database: Database) -> None:
    logged(database)
    listed = lists(anna.page("/today"))
    assert [line.split()[:3] for line in listed["I dag 3"]] == [
        [code(1), "C", "Avstämning"],
        [code(1), "A", "Startformulär"],
        [code(1), "B", "Startuppgifter"],
    ]
    assert "senast i dag" in listed["I dag 3"][0]


def test_what_is_late_comes_first_and_says_how_late(anna: Visitor, database: Database) -> None:
    logged(database, 1)
    logged(database, 2, days_ago=5)
    listed = lists(anna.page("/today"))
    assert list(listed) == ["Försenade 1", "I dag 5"]
    assert "5 dagar sen" in listed["Försenade 1"][0]


def test_more_clients_than_fit_stand_behind_one_key(anna: Visitor, database: Database) -> None:
    for client in range(SHOWN_CLIENTS + 2):
        logged(database, client, days_ago=1)
    page = anna.page("/today")
    more = page.all("details", class_="due__more")[0]
    assert more.one("summary").text == "2 klienter till"
    assert len(more.all(class_="due__client")) == 2


def test_a_line_opens_its_sheet(anna: Visitor, database: Database) -> None:
    logged(database, days_ago=2)
    page = anna.page("/today")
    button = page.one("form", class_="to-do").all("button")[0]
    fields = {"csrf_token": anna.token(), "place": button.attributes["value"]}
    answer = anna.post("/today/due", fields)
    assert answer.status_code == SEE_OTHER
    opened = anna.fields(answer.location)
    assert (opened["form"], opened["code"], opened["number"]) == ("checkin", code(1), "1")


@pytest.mark.parametrize("place", ["", "x", f"{HERE}  1 checkin s1", "0000 XX 1 a b c", "0" * 500])
def test_a_line_that_no_page_has_is_refused(anna: Visitor, place: str) -> None:
    fields = {"csrf_token": anna.token(), "place": place}
    assert anna.post("/today/due", fields).status_code == 400


@pytest.mark.parametrize(
    "place",
    [Place(HERE, code(1), 1, "nothing", "t0"), Place(HERE, code(1), 1, "checkin", "t0"),
     Place(HERE, code(1), 7, "checkin", "s01"), Place("9999", None, 1, "clinic_year", "y2026"),
     Place(HERE, code(1, "XY"), 1, "checkin", "s01")],
)  # fmt: skip
def test_a_place_that_cannot_be_is_told_so(anna: Visitor, place: Place) -> None:
    assert read_place(str(place)) == place
    fields = {"csrf_token": anna.token(), "place": str(place)}
    assert anna.post("/today/due", fields).status_code in {400, 404}


def test_a_code_alone_is_proposed_what_is_most_urgent(anna: Visitor, database: Database) -> None:
    logged(database, session=2, days_ago=3)
    status, page = sent(anna, form="", number="")
    assert status == OK
    assert (held(page, "form"), held(page, "number")) == ("D", "1")
    assert "närmast för klienten" in page.one(role="alert").text


@pytest.mark.parametrize("client_code", [code(7), code(1, "XY"), "XX0001"])
def test_nothing_is_proposed_where_nothing_is_known(anna: Visitor, client_code: str) -> None:
    status, page = sent(anna, client_code, form="", number="")
    assert status == UNPROCESSABLE
    assert page.one(id="form_error").text


def test_the_page_knows_the_next_session_of_each_client(anna: Visitor, database: Database) -> None:
    logged(database, session=3)
    assert (
        anna.page("/today").one("form", id="open").attributes["data-next"] == f'{{"{code(1)}": 4}}'
    )


def test_a_silent_contact_is_proposed_to_be_closed(anna: Visitor, database: Database) -> None:
    logged(database, days_ago=100)
    listed = lists(anna.page("/today"))
    assert [line.split()[:2] for line in listed["Att avsluta 1"]] == [[code(1), "Avsluta"]]
    (button,) = [
        one for one in anna.page("/today").all("button") if "closing_staff" in str(one.attributes)
    ]
    fields = {"csrf_token": anna.token(), "place": button.attributes["value"]}
    assert anna.fields(anna.post("/today/due", fields).location)["form"] == "closing_staff"


def test_who_works_at_two_clinics_sees_which_is_which(
    stranger: Visitor, anna: Visitor, database: Database
) -> None:
    logged(database)
    stranger.sign_in(database, BOTH)
    assert "Övningsmottagningen" in [one.text for one in stranger.page("/today").all("h2")]
    assert "Övningsmottagningen" not in [one.text for one in anna.page("/today").all("h2")]


def test_the_example_is_a_code_of_ones_own_clinic(anna: Visitor) -> None:
    assert code(427) in anna.page("/today").one(id="client_code_hint").text


def test_a_clinic_without_anything_to_do_says_so(anna: Visitor, database: Database) -> None:
    keyed(database, Sent("contact_log", HERE, 1, None), {})
    said = anna.page("/today").one("p", class_="empty").text
    assert said == "Inget ark väntar på att skrivas in."


def test_a_leap_to_session_nine_is_one_line_that_asks_for_the_number(
    anna: Visitor, database: Database
) -> None:
    logged(database, session=9, days_ago=1)
    page = anna.page("/today")
    (line,) = [line for line in lists(page)["Försenade 2"] if " D " in f" {line} "]
    assert "samtal 1 till 8" in line
    (ask,) = [one for one in page.all("a") if one.text == "Stämmer numret 9?"]
    sheet = anna.page(ask.attributes["href"])
    assert "Flera samtal i rad har inget ark alls före det här. Är numret fel?" in sheet.text


def closed(database: Database, *, days_ago: int) -> None:
    """Key the log of a session and then its closing."""
    logged(database, days_ago=days_ago)
    texts = {"close_date": day(days_ago), "close_reason": "1"}
    keyed(database, Sent("closing_staff", code(1), None, 1, "closing"), texts)


@pytest.mark.parametrize(("days_ago", "proposed"), [(200, "Ja, klienten"), (20, "Nej, arket")])
def test_a_client_who_was_closed_is_asked_about_once(
    anna: Visitor, database: Database, days_ago: int, proposed: str
) -> None:
    closed(database, days_ago=days_ago)
    typed = {"client_code": code(1), "form": "d", "number": "1"}
    answer = anna.post("/today", {"csrf_token": anna.token(), **typed})
    page = read_html(answer.text)
    assert "Är det en ny insatsperiod?" in page.one("h1").text
    (first,) = [one for one in page.all("button") if "autofocus" in one.attributes]
    assert first.text.startswith(proposed)
    new = {"csrf_token": anna.token(), **typed, "episode": "2"}
    path = anna.post("/today", new).location
    assert anna.fields(path)["episode"] == "2"
    saved = anna.post(path, {**anna.fields(path), **_session_answers()})
    assert saved.status_code == SEE_OTHER, read_html(saved.text).one("main").text
    # The next sheet belongs to the episode that is open now.
    typed["number"] = "2"
    assert "/entry/" in anna.post("/today", {"csrf_token": anna.token(), **typed}).location


def test_a_sheet_that_an_earlier_episode_misses_is_asked_about_with_the_days(
    anna: Visitor, database: Database
) -> None:
    closed(database, days_ago=20)
    keyed(database, Sent("checkin", code(1), 1, 1, "back", episode_no=2), {"fill_date": day(0)})
    typed = {"client_code": code(1), "form": "e", "number": ""}
    answer = anna.post("/today", {"csrf_token": anna.token(), **typed})
    page = read_html(answer.text)
    assert page.one("h1").text == "Vilken insatsperiod hör arket till?"
    going_on, ended = (one.text for one in page.all("button", name="episode"))
    assert going_on.startswith("Period 2, som pågår")
    assert ended == f"Period 1, avslutad {day(20)}"
    old = {"csrf_token": anna.token(), **typed, "episode": "1"}
    assert anna.fields(anna.post("/today", old).location)["episode"] == "1"


def _session_answers() -> dict[str, str]:
    return {"text_attended": "1", "text_mode": "1", "text_session_date": day(0)}


@pytest.mark.parametrize("episode", ["x", "0", "12345", "9", "٣"])
def test_an_episode_that_cannot_be_is_refused(
    anna: Visitor, database: Database, episode: str
) -> None:
    closed(database, days_ago=200)
    typed = {"client_code": code(1), "form": "d", "number": "1", "episode": episode}
    assert anna.post("/today", {"csrf_token": anna.token(), **typed}).status_code == 400


def test_a_page_of_an_episode_that_cannot_be_keeps_what_was_typed(anna: Visitor) -> None:
    fields = {**anna.fields(anna.open()), **ANSWERS, "episode": "9"}
    answer = anna.post("/entry/forgotten", fields)
    assert answer.status_code == 400
    assert held(read_html(answer.text), "text_mood_7d") == "7"
