"""No log line and no error page holds an answer, a code or a name."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

import pytest
from flask import Flask

from kast_eval.store.database import Database
from tests.actions.at_the_clinic import LEAD, entered
from tests.promises.test_hostile import path_with
from tests.web.reading import read_html
from tests.web.test_entry import ANSWERS
from tests.web.test_headers import break_pages
from tests.web.visitor import Visitor

pytestmark = pytest.mark.prove

BAD = 400
CANARY = "kanariefagel"
FIELDS = (
    *ANSWERS, "note_mood_7d", "reason", "code", "client_code", "name", "password", "passphrase",
    "submission", "form", "version", "number", "person_type", "place", "answer", "site", "letters",
    "do", "page", "language", "episode", "choice", "confirmed", "replaces", "role", "code_typed",
)  # fmt: skip


@contextmanager
def logs() -> Iterator[StringIO]:
    """Give all that is logged, of every library and down to the least line."""
    written = StringIO()
    handler, root = logging.StreamHandler(written), logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield written
    finally:
        root.setLevel(before)
        root.removeHandler(handler)


def told(visitor: Visitor, app: Flask, sheet: str) -> Iterator[tuple[str, str]]:
    """Send the canary in every field to every page; give what each error page says."""
    token = visitor.token()
    form = {"csrf_token": token, "form": "checkin", "version": "1"}
    known: tuple[dict[str, str], ...] = ({}, {"csrf_token": token}, form)
    for rule in app.url_map.iter_rules():
        if "sign-out" in str(rule):
            # Who signs out gets nothing to search any more.
            continue
        for number, usual in enumerate(known):
            path = path_with(rule, (sheet, CANARY)[number % 2])
            fields = {**dict.fromkeys(FIELDS, CANARY), **usual}
            if "POST" in (rule.methods or ()):
                answer = visitor.post(path, fields)
            else:
                answer = visitor.client.get(path, query_string=fields, buffered=True)
            if answer.status_code >= BAD and answer.mimetype == "text/html":
                # The fields of a page that comes back keep what was typed in them.
                yield f"{answer.status_code} {rule}", read_html(answer.text).text


def test_nothing_that_was_typed_is_logged_or_told_by_an_error_page(
    app: Flask, anna: Visitor, database: Database
) -> None:
    sheet = entered(database)
    lead = Visitor(app)
    lead.sign_in(database, LEAD)
    with logs() as written:
        found = [
            page for visitor in (anna, lead, Visitor(app))
            for page, text in told(visitor, app, sheet) if CANARY in text
        ]  # fmt: skip
        database.close()
        break_pages(app)
        app.config["PROPAGATE_EXCEPTIONS"] = False
        broken = "".join(text for _, text in told(anna, app, sheet))
    assert found == []
    assert CANARY not in broken
    assert written.getvalue()
    assert CANARY not in written.getvalue()


def test_a_line_with_what_was_typed_is_found_out() -> None:
    with logs() as written:
        logging.getLogger("kast_eval").debug("typed: %s", CANARY)
    assert CANARY in written.getvalue()
