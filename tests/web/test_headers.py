import pytest
from flask import Flask
from werkzeug.test import TestResponse

from kast_eval.store.database import Database
from kast_eval.web.headers import HEADERS
from tests.actions.at_the_clinic import entered
from tests.web.access import made
from tests.web.test_access import MATRIX
from tests.web.visitor import Visitor


def carries_the_headers(answer: TestResponse) -> bool:
    return all(answer.headers[name] == value for name, value in HEADERS.items())


def test_every_page_carries_the_headers(anna: Visitor, database: Database) -> None:
    things = made(database)
    for method, rule in MATRIX:
        answer = anna.client.open(things.path(rule), method=method, buffered=True)
        assert carries_the_headers(answer), rule


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/unknown"), ("DELETE", "/today"), ("POST", "/today")]
)
def test_every_error_carries_the_headers(anna: Visitor, method: str, path: str) -> None:
    answer = anna.client.open(path, method=method)
    assert answer.status_code >= 400
    assert carries_the_headers(answer)
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_fault_of_the_program_carries_the_headers(app: Flask, anna: Visitor) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    break_pages(app)
    answer = anna.get("/today")
    assert answer.status_code == 500
    assert carries_the_headers(answer)


def break_pages(app: Flask) -> None:
    """Let every page that asks who is signed in fail, as a fault of the program would."""
    app.extensions["kast_eval"] = "not what the pages need: CANARY"
    app.jinja_env.globals["signed_in"] = lambda: None
    app.jinja_env.globals["banners"] = lambda: ()


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/static/look.css", "no-cache"), ("/fonts/SourceSans3-Regular.woff2", "no-cache"),
        ("/forms/session-sv.pdf", "no-cache"), ("/manual/picture/session-1-1.svg", "no-cache"),
        ("/manual/picture/session-1-2.svg", "no-store"), ("/", "no-store"), ("/today", "no-store"),
        ("/forms/unknown-sv.pdf", "no-store"), ("/static/unknown", "no-store"),
    ],
)  # fmt: skip
def test_only_what_is_the_same_for_everybody_may_be_kept(
    anna: Visitor, path: str, kept: str
) -> None:
    assert anna.get(path).headers["Cache-Control"] == kept


def test_no_page_has_a_script_or_a_style_inside(anna: Visitor, database: Database) -> None:
    public_id = entered(database)
    for path in ("/", "/keys", "/today", anna.open("a"), f"/sheet/{public_id}"):
        page = anna.page(path)
        assert not [one for one in page.all("script") if "src" not in one.attributes]
        assert not page.all("style")
        for element in page.all():
            inline = [name for name in element.attributes if name == "style" or name[:2] == "on"]
            assert inline == []
