"""A pile of sheets of one form, keyed one after the other."""

import pytest

from kast_eval.store.database import Database
from tests.actions.at_the_clinic import code, entered
from tests.web.reading import Element, read_html
from tests.web.test_entry import ANSWERS, held
from tests.web.test_home import closed, logged
from tests.web.visitor import SEE_OTHER, Visitor

UNPROCESSABLE = 422


def open_next(visitor: Visitor, path: str, **typed: str) -> tuple[str, Element]:
    """Send the next code of the pile; return where it leads, and what it tells."""
    answer = visitor.post(path, {"csrf_token": visitor.token(), **typed})
    return answer.location or "", read_html(answer.text)


def begun(visitor: Visitor, letter: str) -> str:
    answer = visitor.post("/pile", {"csrf_token": visitor.token(), "form": letter})
    assert answer.status_code == SEE_OTHER
    return answer.location


def test_a_save_leads_to_the_next_code_and_counts(anna: Visitor) -> None:
    path = begun(anna, "c")
    assert path == "/pile/checkin"
    page = anna.page(path)
    for done in range(1, 3):
        opened, _page = open_next(anna, path, client_code=code(done), number="1")
        assert f"ark {done} i högen" in anna.page(opened).one(class_="whose").text
        path = anna.post(opened, {**anna.fields(opened), **ANSWERS}).location
        page = anna.page(path)
        assert page.one(class_="pile-count").text == str(done)
        assert "Sparat." in page.one(class_="notice").text
    assert [one.text for one in page.all("li", class_="due__client")] == [
        f"{code(2)} samtal 1{code(2)}", f"{code(1)} samtal 1{code(1)}",
    ]  # fmt: skip


def test_a_form_without_a_number_is_opened_by_the_code_alone(anna: Visitor) -> None:
    path = begun(anna, "A")
    assert not anna.page(path).all("input", id="number")
    opened, _page = open_next(anna, path, client_code=code(1))
    assert anna.fields(opened)["form"] == "start"


def test_rows_keep_their_own_flow(anna: Visitor) -> None:
    opened, _page = open_next(anna, begun(anna, "l"), client_code="", number="")
    assert "rad 1" in anna.page(opened).one(class_="whose").text


@pytest.mark.parametrize(
    ("typed", "field", "told"),
    [({"client_code": "x", "number": "1"}, "client_code", "En klientkod har två bokstäver"),
     ({"client_code": code(1, "XY"), "number": "1"}, "client_code", "hör inte till din mottagning"),
     ({"client_code": code(1), "number": "0"}, "number", "från 1 till 99")],
)  # fmt: skip
def test_what_cannot_be_opened_is_told_and_the_count_stays(
    anna: Visitor, typed: dict[str, str], field: str, told: str
) -> None:
    _path, page = open_next(anna, "/pile/checkin?pile=4", **typed)
    assert told in page.one(id=f"{field}_error").text
    assert held(page, "client_code") == typed["client_code"]
    assert page.one(class_="pile-count").text == "4"


def test_a_sheet_that_is_keyed_already_is_put_aside(anna: Visitor, database: Database) -> None:
    public_id = entered(database)
    _path, page = open_next(anna, "/pile/checkin?pile=2", client_code=code(1), number="1")
    assert "redan inskrivet" in page.one(id="client_code_error").text
    links = [link.attributes["href"] for link in page.all("a")]
    assert f"/sheet/{public_id}" in links


def test_the_pile_goes_on_after_the_question_of_a_new_episode(
    anna: Visitor, database: Database
) -> None:
    closed(database, days_ago=200)
    path = "/pile/session?pile=3"
    _path, page = open_next(anna, path, client_code=code(1), number="1")
    form = page.one("main").all("form")[0]
    assert form.attributes["action"] == path
    opened, _page = open_next(anna, path, client_code=code(1), number="1", episode="2")
    assert opened.endswith("pile=3")


def test_the_next_number_is_known(anna: Visitor, database: Database) -> None:
    logged(database, 1, session=2)
    logged(database, 2, session=1)
    known = [
        anna.page(f"/pile/{form}").one("form", id="open").attributes["data-numbers"]
        for form in ("session", "checkin")
    ]
    # The log of the first session is missing; the client's own sheet of the second is.
    assert known[0] == f'{{"{code(1)}": 1, "{code(2)}": 2}}'
    assert known[1] == f'{{"{code(1)}": 2, "{code(2)}": 1}}'


@pytest.mark.parametrize("pile", ["", "x", "-1", "12345", "²"])
def test_a_count_that_no_page_has_begins_anew(anna: Visitor, pile: str) -> None:
    assert anna.page(f"/pile/checkin?pile={pile}").one(class_="pile-count").text == "0"


def test_a_draft_that_is_thrown_away_stays_in_the_pile(anna: Visitor) -> None:
    opened, _page = open_next(anna, "/pile/checkin?pile=2", client_code=code(1), number="1")
    path, query = opened.split("?")
    fields = {**anna.fields(opened), "text_since_main": "b"}
    anna.post(f"{path}/draft", fields)
    (throw,) = anna.page(opened).one(class_="draft").all("button")
    assert anna.post(opened, {**fields, "do": throw.attributes["value"]}).location == opened
    assert query == "pile=2"


@pytest.mark.parametrize("letter", ["", "z"])
def test_an_unknown_form_is_told(anna: Visitor, letter: str) -> None:
    answer = anna.post("/pile", {"csrf_token": anna.token(), "form": letter})
    assert answer.status_code == UNPROCESSABLE
    assert "en av A" in read_html(answer.text).one(id="form_error").text


def test_the_pile_of_a_form_that_is_not_there_is_no_page(anna: Visitor) -> None:
    assert anna.get("/pile/nothing").status_code == 404
