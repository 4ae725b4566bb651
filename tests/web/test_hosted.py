import re

import pytest

from kast_eval.instance_settings import Hosting, InstanceSettings
from kast_eval.store.database import Database
from kast_eval.web.app import create_app
from kast_eval.wording import Language
from tests.actions.at_the_clinic import plan
from tests.web.visitor import Visitor

SHARED = InstanceSettings(hosting=Hosting(names=("kast.example",), proxy="127.0.0.1"))


@pytest.fixture
def behind_proxy(database: Database) -> Visitor:
    return Visitor(create_app(database, plan(), SHARED))


@pytest.mark.parametrize(
    ("host", "status"),
    [("kast.example", 200), ("localhost", 200), ("kast.example:443", 200), ("other.example", 400)],
)
def test_only_names_that_are_told_are_answered_to(
    behind_proxy: Visitor, host: str, status: int
) -> None:
    answer = behind_proxy.client.get("/", base_url=f"https://{host}")
    assert answer.status_code == status


def test_what_came_over_tls_stays_so(behind_proxy: Visitor) -> None:
    answer = behind_proxy.client.get("/", base_url="https://kast.example")
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    cookies = answer.headers.getlist("Set-Cookie")
    assert cookies
    for cookie in cookies:
        assert re.match(r"__Host-[\w]+=", cookie)
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Strict"} <= set(cookie.split("; "))


@pytest.mark.parametrize("path", ["/", "/today", "/static/look.css", "/nothing"])
def test_behind_a_proxy_nothing_is_answered_that_came_readable(
    behind_proxy: Visitor, path: str
) -> None:
    answer = behind_proxy.client.get(path, base_url="http://kast.example")
    assert (answer.status_code, answer.content_type) == (400, "text/plain; charset=utf-8")
    assert "https" in answer.text
    assert not answer.headers.getlist("Set-Cookie")
    assert "Strict-Transport-Security" not in answer.headers


def test_on_the_machine_itself_there_is_no_tls_to_keep_to(stranger: Visitor) -> None:
    assert "Strict-Transport-Security" not in stranger.get("/").headers


def test_pages_speak_the_clinics_language_until_the_reader_chooses(database: Database) -> None:
    settings = InstanceSettings(language=Language.EN)
    visitor = Visitor(create_app(database, plan(), settings))
    assert visitor.page("/").one("html").attributes["lang"] == "en"
    visitor.post("/language", {"csrf_token": visitor.token(), "language": "sv", "page": "/"})
    assert visitor.page("/").one("html").attributes["lang"] == "sv"
