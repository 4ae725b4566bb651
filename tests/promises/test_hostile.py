"""Whatever is asked of whatever page, the program answers, and never with a fault of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.routing import Rule

from kast_eval.store.database import Database
from kast_eval.study.roles import User
from tests.actions.at_the_clinic import ANNA, HERE, LEAD, NEIGHBOUR, RESEARCHER, code, entered
from tests.promises.length import at_length
from tests.web.reading import read_html
from tests.web.test_entry import ANSWERS
from tests.web.visitor import Visitor

pytestmark = pytest.mark.prove

REQUESTS = at_length(10_000, short=400)
SIGN_IN_COOKIE = "kast_sign_in"
FORM = "application/x-www-form-urlencoded"
NOBODY = "nobody"
PEOPLE: Mapping[str, User] = {user.name: user for user in (ANNA, LEAD, NEIGHBOUR, RESEARCHER)}

SMUGGLED = st.sampled_from(
    [
        "", "0", "1", "-1", "٣", "²", "9" * 400, "1e3", "2|3", "x", "checkin", "start", "session",
        "save", "check", "language-en", "discard-x", "lost-", "not_offered-1", HERE, code(1),
        f"{HERE} {code(1)} 1 checkin s01", f"{HERE}  1 clinic_year y2026", "2026-02-30", "../..",
        "<script>alert(1)</script>", "{{ 7*7 }}", "%s%n", "' OR 1=1 --", "=1+1", "\x00", "\u202e",
        "\u0301" * 99, "C:\\CON", "//evil.example", "https://evil.example/", "javascript:1",
    ]
)  # fmt: skip
TEXTS = SMUGGLED | st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
NAMES = TEXTS | st.sampled_from(
    [
        "form", "version", "optional", "code", "number", "person_type", "submission", "replaces",
        "confirmed", "do", "reason", "text_mood_7d", "note_mood_7d", "text_fill_date", "language",
        "text_since_buy_n", "text_person_type", "page", "place", "choice", "client_code", "episode",
        "name", "password", "passphrase", "role", "site", "site_code", "letters", "edition", "q",
        "clients", "sessions", "point", "answer", "kind", "day", "from", "to", "decision", "next",
    ]
)  # fmt: skip
FIELDS = st.dictionaries(NAMES, TEXTS | st.lists(TEXTS, max_size=3), max_size=8)
JSON = st.recursive(st.none() | st.integers() | TEXTS, lambda one: st.dictionaries(TEXTS, one))


@dataclass
class Crowd:
    """Everybody who may ask, each signed in, and a sheet to ask for."""

    visitors: Mapping[str, Visitor]
    sheet: str

    def again(self, database: Database) -> None:
        """Sign in whoever has been signed out."""
        for name, user in PEOPLE.items():
            if self.visitors[name].client.get_cookie(SIGN_IN_COOKIE) is None:
                self.visitors[name].sign_in(database, user)


@pytest.fixture
def crowd(app: Flask, database: Database) -> Crowd:
    made = Crowd({name: Visitor(app) for name in (NOBODY, *PEOPLE)}, entered(database))
    made.again(database)
    return made


def path_with(rule: Rule, *values: str) -> str:
    """Return a path of the rule with the values, or one value for all, in its places."""
    path = str(rule)
    for place, name in enumerate(sorted(rule.arguments)):
        for placed in (f"<{name}>", f"<path:{name}>", f"<int:{name}>"):
            path = path.replace(placed, quote(values[place % len(values)], safe=""))
    return "/" + path.lstrip("/")


@settings(
    max_examples=REQUESTS, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(draw=st.data())
def test_no_request_breaks_the_program(
    app: Flask, database: Database, crowd: Crowd, draw: st.DataObject
) -> None:
    rule = draw.draw(st.sampled_from(sorted(app.url_map.iter_rules(), key=str)))
    method = draw.draw(st.sampled_from(sorted(rule.methods or ())))
    visitor = crowd.visitors[draw.draw(st.sampled_from(sorted(crowd.visitors)))]
    known = st.sampled_from(
        [crowd.sheet, HERE, "checkin", "start", "sv", "1", "start-1-1", "f" * 24]
    )
    values = draw.draw(st.lists(known | TEXTS, min_size=3, max_size=3), label="in the path")
    path = path_with(rule, *values)
    fields = dict(draw.draw(FIELDS, label="fields"))
    if method == "POST":
        page = {"form": "checkin", "version": "1", "csrf_token": visitor.token()}
        usual: dict[str, str] = draw.draw(st.sampled_from([{}, page, {**page, **ANSWERS}]))
        if draw.draw(st.integers(0, 9)):
            sent = {**usual, **fields}
            answer = visitor.client.post(path, data=sent, content_type=FORM, buffered=True)
        else:
            answer = visitor.client.post(path, json=draw.draw(JSON), buffered=True)
    else:
        answer = visitor.client.open(path, method=method, query_string=fields, buffered=True)
    assert answer.status_code < 500, (method, path)
    if answer.mimetype == "text/html" and answer.data:
        assert not read_html(answer.text).all("script", src="")
    crowd.again(database)
