"""An anonymised file at the pages: judged by its report, and made."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kast_eval.dataset.release.recipe import read_recipe
from kast_eval.store.database import Database, open_database
from kast_eval.web.app import create_app
from tests.actions.at_the_clinic import ANNA, HERE, RESEARCHER, plan
from tests.actions.large_study import RECIPE, add_clients
from tests.web.releasing import Fields, kept_recipe, main_of, waited_for
from tests.web.visitor import Visitor

PERSONS = 80
NAME = "undervisning"


@pytest.fixture
def large(made_folder: Path, tmp_path: Path) -> Iterator[Database]:
    opened = open_database(shutil.copytree(made_folder, tmp_path / "instance"), training=True)
    add_clients(opened, HERE, "XX", range(1, PERSONS + 1), ANNA.name)
    yield opened
    opened.close()


def test_who_judges_an_anonymised_file_has_its_report_before_them(large: Database) -> None:
    app = create_app(large, plan())
    researcher = Visitor(app)
    researcher.sign_in(large, RESEARCHER)
    file = kept_recipe(large, RECIPE, NAME)
    page = main_of(waited_for(app, researcher, researcher.send(f"/recipe/{NAME}/plan")))
    assert "R16: " in page.text
    assert "Jag bedömer filen som anonym" in page.text
    assert page.one("h2", id="report_disclosure").text == "Röjandekontroll av en anonymiserad fil"
    (address,) = [
        one.attributes["action"] for one in page.all("form")
        if one.attributes.get("action", "").endswith("/decide")
    ]  # fmt: skip
    judged = main_of(waited_for(app, researcher, researcher.send(address)))
    assert "Inget står emot." in judged.text
    approved = read_recipe(file).approved
    assert approved is not None
    assert approved.by == RESEARCHER.name


def test_tables_are_planned_at_the_pages(large: Database) -> None:
    app = create_app(large, plan())
    researcher = Visitor(app)
    researcher.sign_in(large, RESEARCHER)
    sent: Fields = {"name": "tabeller", "level": "C", "language": "sv", "formats": ["csv"]}
    assert researcher.send("/releases/new", **sent).location == "/recipe/tabeller"
    page = main_of(waited_for(app, researcher, researcher.send("/recipe/tabeller/plan")))
    assert "Tabeller. Ingenting är skrivet" in page.text
    assert "R13: " in page.text
