"""The page that a form is keyed on, as a browser gets it."""

import re
from collections.abc import Mapping
from contextlib import closing
from functools import cache
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory

from flask.testing import FlaskClient

from kast_eval import clock
from kast_eval.actions.training_link import training_link
from kast_eval.definition.form import FormDefinition
from kast_eval.store.database import open_database
from kast_eval.web.app import create_app
from kast_eval.wording import Language
from tests.actions.at_the_clinic import library, plan
from tests.routes.identities import CODES, number_of

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


def entry_page(form: str, language: Language) -> str:
    """Return the HTML of the page for a new client's first sheet of the form."""
    return _entry_pages(language)[form]


@cache
def _entry_pages(language: Language) -> Mapping[str, str]:
    """Return the page of each form, all opened once in one clinic, where nothing is saved."""
    with (
        TemporaryDirectory() as folder,
        closing(open_database(Path(folder), training=True)) as database,
    ):
        with database.begin() as session:
            token = training_link(session, clock.now())
        client = create_app(database, plan()).test_client()
        client.get(f"/sign-in/{token}")
        return {form.form: _opened(client, form, language) for form in library().newest_forms}


def _opened(client: FlaskClient, form: FormDefinition, language: Language) -> str:
    hidden = {name: unescape(value) for name, value in HIDDEN.findall(client.get("/today").text)}
    client.post("/language", data={**hidden, "page": "/today", "language": language.value})
    number = number_of(form) or ""
    asked = {"form": form.form, "client_code": CODES[form.subject], "number": str(number)}
    opened = client.post("/today", data={**hidden, **asked})
    return client.get(opened.headers["Location"]).text


def items_of(page: str) -> dict[str, str]:
    """Return the HTML of each item by its name, in the order of the page."""
    parts = re.split(r'id="item_(\w+)"', page)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def codes_of(item: str) -> list[int]:
    """Return the codes of an item's boxes in the order of the page."""
    return [int(code) for code in re.findall(r'data-code="(\d+)"', item)]


def plain(html: str) -> str:
    """Return what a person reads of a piece of a page."""
    return unescape(re.sub(r"<[^>]+>", " ", html))
