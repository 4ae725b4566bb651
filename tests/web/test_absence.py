"""Saying why a form does not come, taking it back, noting a reminder."""

import pytest

from kast_eval.store.database import Database
from tests.actions.at_the_clinic import HERE, LEAD, code
from tests.web.reading import Element, read_html
from tests.web.test_home import closed, lists, logged
from tests.web.visitor import OK, SEE_OTHER, Visitor

CHECKIN = f"{HERE} {code(1)} 1 checkin s01"


def asked(visitor: Visitor, place: str = CHECKIN) -> Element:
    answer = visitor.post("/absence", {"csrf_token": visitor.token(), "place": place})
    assert answer.status_code == OK, answer.text
    return read_html(answer.text)


def choices(page: Element) -> dict[str, str]:
    """Return what each choice sends by its words; the key stands first."""
    buttons = page.one(class_="choices").all("button")
    return {one.text: one.attributes["value"] for one in buttons}


def said(visitor: Visitor, words: str, place: str = CHECKIN) -> None:
    choice = choices(asked(visitor, place))[words]
    fields = {"csrf_token": visitor.token(), "place": place, "choice": choice}
    assert visitor.post("/absence/say", fields).location == "/today"


def of_checkin(visitor: Visitor) -> list[str]:
    listed = lists(visitor.page("/today")).values()
    return [line for lines in listed for line in lines if "Avstämning" in line]


@pytest.mark.parametrize(
    ("words", "told"),
    [("1 Klienten ville inte", "Klienten ville inte"),
     ("4 Det erbjöds inte: tidsbrist", "Det erbjöds inte: tidsbrist"),
     ("7 Det erbjöds inte: annat", "Det erbjöds inte: annat"),
     ("8 Arket är borta", "Arket är borta"),
     ("9 Klienten slutade innan", "Klienten slutade innan")],
)  # fmt: skip
def test_what_is_said_takes_the_form_off_the_list(
    anna: Visitor, database: Database, words: str, told: str
) -> None:
    logged(database, days_ago=1)
    assert len(of_checkin(anna)) == 1
    said(anna, words)
    page = anna.page("/today")
    assert "Noterat." in page.one(class_="notice").text
    assert of_checkin(anna) == []
    (line,) = anna.page("/absences").all("li", class_="due__client")
    assert line.one(class_="due__day").text == told


def test_it_can_be_taken_back(anna: Visitor, database: Database) -> None:
    logged(database, days_ago=1)
    said(anna, "8 Arket är borta")
    form = anna.page("/absences").one("main").one("form")
    (button,) = [one for one in form.all("button") if "place" in one.attributes.values()]
    fields = {"csrf_token": anna.token(), "choice": "open", "place": button.attributes["value"]}
    assert anna.post(form.attributes["action"], fields).location == "/absences"
    page = anna.page("/absences")
    assert "Arket väntas igen." in page.one(class_="notice").text
    assert page.all(class_="empty")
    assert len(of_checkin(anna)) == 1


def test_only_a_lead_is_offered_to_excuse(
    anna: Visitor, stranger: Visitor, database: Database
) -> None:
    logged(database, days_ago=1)
    stranger.sign_in(database, LEAD)
    assert len(choices(asked(stranger))) == len(choices(asked(anna))) + 1
    said(stranger, "0 Ett undantag, beslutat av den som ansvarar")


def test_a_form_of_staff_is_lost_and_nothing_else(anna: Visitor, database: Database) -> None:
    logged(database, session=2)
    assert list(choices(asked(anna, f"{HERE} {code(1)} 1 session s01"))) == ["1 Arket är borta"]


@pytest.mark.parametrize(
    "choice", ["", "open", "nonsense-1", "not_offered-", "not_offered-8", "lost-1", "lost-²²²"]
)
def test_what_cannot_be_said_is_refused(anna: Visitor, database: Database, choice: str) -> None:
    logged(database, days_ago=1)
    fields = {"csrf_token": anna.token(), "place": CHECKIN, "choice": choice}
    answer = anna.post("/absence/say", fields)
    assert answer.status_code == (SEE_OTHER if choice == "lost-²²²" else 400)


@pytest.mark.parametrize("path", ["/absence", "/absence/say", "/reminder"])
def test_a_place_that_no_page_has_is_refused(anna: Visitor, path: str) -> None:
    fields = {"csrf_token": anna.token(), "place": "x", "choice": "lost"}
    assert anna.post(path, fields).status_code == 400


def test_nothing_was_said_yet(anna: Visitor) -> None:
    assert "Inget ark är förklarat." in anna.page("/absences").one(class_="empty").text


def test_a_reminder_of_a_follow_up_is_noted_once_a_day(anna: Visitor, database: Database) -> None:
    closed(database, days_ago=190)
    page = anna.page("/today")
    (remind,) = [one for one in page.all("button") if one.attributes.get("data-key") == "p"]
    place = remind.attributes["value"]
    assert place == f"{HERE} {code(1)} 1 followup f06"
    sent = {"csrf_token": anna.token(), "place": place}
    assert anna.post(remind.attributes["formaction"], sent).location == "/today"
    page = anna.page("/today")
    assert "Påminnelsen är noterad." in page.one(class_="notice").text
    assert not [one for one in page.all("button") if one.attributes.get("data-key") == "p"]
    (day,) = [one.text for one in page.all(class_="due__day") if "påmind" in one.text]
    assert day.startswith("senast ")
    # A second one on the same day is none.
    assert anna.post("/reminder", sent).status_code == 400
