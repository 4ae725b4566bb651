"""The page of a form and its save, beside an empty page and a bare commit."""

import re
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from html import unescape
from itertools import islice
from pathlib import Path
from random import Random

from flask import Flask
from flask.testing import FlaskClient

from benchmarks.measured import ROUNDS, Figure, a_second
from benchmarks.sheets import FORMS
from kast_eval import clock
from kast_eval.actions.training_link import training_link
from kast_eval.answers.read import read_answers
from kast_eval.definition.form import FormDefinition
from kast_eval.definition.library import read_library
from kast_eval.store.connection import PRAGMAS
from kast_eval.store.database import open_database
from kast_eval.study.client_code import draw_codes
from kast_eval.study.plan import read_plan
from kast_eval.study.site import TRAINING_SITE
from kast_eval.training.random_texts import random_texts
from kast_eval.web.app import create_app

FORMS_OF_A_FIRST_SESSION = ("start", "checkin", "session")
"""The forms that a new client's code opens with the number 1."""

SAVES = 40
MOST_TIMES = 2.5
OK, SEE_OTHER = 200, 303
CLIENT = {"person_type": 1}
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')

Sent = tuple[str, dict[str, str]]
"""Where a page is sent, and what with."""


def signed_in(app: Flask, link_token: str) -> FlaskClient:
    client = app.test_client()
    assert client.get(f"/sign-in/{link_token}").status_code == SEE_OTHER
    return client


def hidden_fields(client: FlaskClient, address: str) -> dict[str, str]:
    return hidden_in(client.get(address).text)


def hidden_in(html: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in HIDDEN.findall(html)}


def filled_pages(
    client: FlaskClient, form: FormDefinition, codes: list[str], chooser: Random
) -> list[Sent]:
    """Open an entry page for one new client each, and fill it."""
    asked = {"form": form.form, "number": "1", **hidden_fields(client, "/today")}
    sent = []
    for code in codes:
        opened = client.post("/today", data={**asked, "client_code": code})
        address = opened.headers["Location"]
        sent.append((address, hidden_fields(client, address) | clear_texts(form, chooser)))
    return sent


def clear_texts(form: FormDefinition, chooser: Random) -> dict[str, str]:
    """Return the texts of a sheet that nothing is doubtful about, as the fields are called."""
    yesterday = clock.now().date() - timedelta(days=1)
    while True:
        texts = random_texts(form.as_asked(), chooser, last_day=yesterday, known=CLIENT)
        reading = read_answers(form.as_asked(), texts, today=yesterday, known=CLIENT)
        if not reading.doubts:
            return {"text_person_type": "1"} | {f"text_{name}": texts[name] for name in texts}


def show_each(client: FlaskClient, sent: list[Sent]) -> None:
    for address, _ in sent:
        assert client.get(address).status_code == OK


def save_each(client: FlaskClient, sent: list[Sent]) -> None:
    for address, data in sent:
        response = client.post(address, data=data)
        assert response.status_code == SEE_OTHER, response.text


class Bare:
    """An empty Flask application, and a plain SQLite file that commits as surely as ours."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        app = Flask("empty")
        app.add_url_rule("/", "page", lambda: "", methods=["GET", "POST"])
        self.client = app.test_client()
        self.connection = connection
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA synchronous = {PRAGMAS['synchronous']}")
        connection.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY, texts TEXT)")

    def show_each(self) -> None:
        """Show as many empty pages."""
        for _ in range(SAVES):
            self.client.get("/")

    def save_each(self) -> None:
        """Send as many pages, with a commit each."""
        for number in range(SAVES):
            self.client.post("/")
            self.connection.execute("INSERT INTO entry (texts) VALUES (?)", (str(number),))
            self.connection.commit()


def figures() -> Iterator[Figure]:
    library = read_library(FORMS)
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(Path(folder), training=True)
        plain = sqlite3.connect(Path(folder) / "bare.db")
        with closing(database), closing(plain):
            with database.begin() as session:
                token = training_link(session, clock.now())
            app = create_app(database, read_plan(FORMS, library))
            client, bare = signed_in(app, token), Bare(plain)
            for form in map(library.newest, FORMS_OF_A_FIRST_SESSION):
                yield from figures_of(form, client, bare)


def figures_of(form: FormDefinition, client: FlaskClient, bare: Bare) -> Iterator[Figure]:
    chooser = Random(form.form)
    codes = iter(draw_codes(TRAINING_SITE.letters, SAVES * ROUNDS * 2, (), chooser))
    rounds = [
        filled_pages(client, form, list(islice(codes, SAVES)), chooser) for _ in range(2 * ROUNDS)
    ]
    shown = a_second(SAVES, lambda: show_each(client, rounds[0]), bare.show_each)
    yield Figure(f"page of form {form.form}", *shown)
    worked = a_second(SAVES, lambda: save_each(client, rounds.pop()), bare.save_each)
    yield Figure(f"save of form {form.form}, work", *worked)
    waited = a_second(
        SAVES, lambda: save_each(client, rounds.pop()), bare.save_each, time.perf_counter
    )
    yield Figure(f"save of form {form.form}, wait", *waited, MOST_TIMES)
