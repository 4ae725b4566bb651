import json
import zipfile
from io import BytesIO

import pytest
from flask import Flask

from kast_eval.dataset.release.recipe import Level, read_recipe
from kast_eval.store.database import Database
from kast_eval.web.parts import parts_of
from kast_eval.web.release_words import LEVEL_HINTS, LEVEL_NAMES
from tests.actions.at_the_clinic import LEAD, RESEARCHER, noted
from tests.dataset.release.made import MOCK, RECIPE
from tests.web.reading import read_html
from tests.web.releasing import NAME, Fields, folder_of, kept_recipe, main_of, waited_for
from tests.web.visitor import Visitor

OK, SEE_OTHER, BAD, UNPROCESSABLE = 200, 303, 400, 422
NEW: Fields = {
    "name": "forsta", "level": "A", "language": "sv", "formats": ["csv"], "tables": ["start"],
}  # fmt: skip


@pytest.fixture
def researcher(app: Flask, database: Database) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(database, RESEARCHER)
    return visitor


def test_a_researchers_day_begins_with_the_data(researcher: Visitor) -> None:
    assert researcher.get("/today").location == "/releases"
    page = researcher.page("/releases")
    links = {link.attributes["href"] for link in page.all("a")}
    assert {"/releases/new", "/mock-file", "/manual/20-rapporter-och-sma-tal"} <= links
    assert "Det finns inget recept än." in page.text
    assert "Inget har lämnats ut." in page.text


def test_recipes_are_told_with_how_far_each_has_come(
    researcher: Visitor, database: Database
) -> None:
    kept_recipe(database)
    kept_recipe(database, MOCK, "prov")
    kept_recipe(database, RECIPE.replace("2027", "2025"), "gammalt")
    kept_recipe(database, "recipe: 1\n", "trasigt")
    # What is called otherwise is no recipe.
    kept_recipe(database, RECIPE, "Inget Recept")
    told = main_of(researcher.get("/releases")).text
    assert "huvudanalys Kodad arbetsfil Ett universitet: Huvudanalysen" in told
    assert "ändamålet har gått ut ingen har beslutat" in told
    assert "trasigt går inte att läsa" in told
    assert "Inget Recept" not in told


def test_a_new_recipe_is_what_was_chosen(researcher: Visitor, database: Database) -> None:
    answer = researcher.send("/releases/new", **NEW)
    assert (answer.status_code, answer.location) == (SEE_OTHER, "/recipe/forsta")
    text = (folder_of(database) / "forsta.yaml").read_text("utf-8")
    assert "formats: [csv]\ntables:\n  start: all\n# recipient" in text
    assert "Fyll i resten här." in researcher.get("/recipe/forsta").text
    assert noted(database)[-1][1] == "kept a recipe"


@pytest.mark.parametrize("level", list(Level))
def test_a_new_recipe_of_every_level_can_be_read(
    level: Level, researcher: Visitor, database: Database
) -> None:
    assert LEVEL_NAMES[level]
    assert LEVEL_HINTS[level]
    sent: Fields = {**NEW, "level": level.value}
    assert researcher.send("/releases/new", **sent).status_code == SEE_OTHER
    read = read_recipe(folder_of(database) / "forsta.yaml")
    assert (read.level, read.formats) == (level, ("csv",))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"name": "../hemligt"}, "Namnet skrivs med a-z"),
        ({"name": "con"}, "Namnet skrivs med a-z"),
        ({"name": ""}, "Namnet skrivs med a-z"),
        ({"name": NAME}, "heter så"),
        ({"formats": []}, "minst ett format"),
        ({"tables": []}, "minst en tabell"),
    ],
)
def test_what_was_chosen_stays_where_something_is_missing(
    change: Fields, told: str, researcher: Visitor, database: Database
) -> None:
    kept_recipe(database)
    answer = researcher.send("/releases/new", **{**NEW, **change})
    assert answer.status_code == UNPROCESSABLE
    page = main_of(answer)
    assert told in page.one(role="alert").text
    ticked = {
        box.attributes["value"] for box in page.all("input", type="checkbox")
        if "checked" in box.attributes
    }  # fmt: skip
    expected = {**NEW, **change}
    assert ticked == {*expected["formats"], *expected["tables"]}
    assert [file.name for file in folder_of(database).iterdir()] == ["huvudanalys.yaml"]


@pytest.mark.parametrize(
    "change",
    [{"level": "Å"}, {"language": "fi"}, {"formats": ["xls"]}, {"tables": ["a b"]}],
)
def test_what_no_page_of_ours_sends_is_refused(change: Fields, researcher: Visitor) -> None:
    assert researcher.send("/releases/new", **{**NEW, **change}).status_code == BAD


def test_a_mock_file_speaks_a_language_that_there_is(researcher: Visitor) -> None:
    assert researcher.send("/mock-file", language="fi").status_code == BAD


def test_a_mock_file_is_one_press_and_one_to_fetch(app: Flask, database: Database) -> None:
    lead = Visitor(app)
    lead.sign_in(database, LEAD)
    assert "/mock-file" in lead.get("/today").text
    page = waited_for(app, lead, lead.send("/mock-file", language="en"))
    assert "PERSONUPPGIFTER" not in page.text
    # A lead has no recipes to be led to.
    assert 'href="/releases"' not in page.text
    form = main_of(page).one("form")
    got = lead.send(form.attributes["action"])
    assert got.headers["Content-Disposition"].startswith("attachment; filename=provfil-")
    with zipfile.ZipFile(BytesIO(got.data)) as opened:
        assert json.loads(opened.read("MANIFEST.json"))["level"] == "D"
        assert "data/csv/wide.csv" in opened.namelist()
    assert lead.send(form.attributes["action"]).status_code == 404
    assert noted(database)[-1][1] == "made a release"
    assert parts_of(app).releases.desk.tasks == ()


def test_pages_have_labels_and_one_heading(researcher: Visitor, database: Database) -> None:
    kept_recipe(database)
    for path in ("/releases", "/releases/new", "/mock-file", f"/recipe/{NAME}",
                 f"/recipe/{NAME}/columns/checkin"):  # fmt: skip
        page = read_html(researcher.get(path).text)
        assert len(page.all("h1")) == 1, path
        labelled = {label.attributes["for"] for label in page.all("label")}
        fields = [
            field for tag in ("input", "select", "textarea") for field in page.all(tag)
            if field.attributes.get("type") != "hidden"
        ]  # fmt: skip
        ids = [one.attributes["id"] for one in fields]
        assert set(ids) <= labelled, path
        assert len(set(ids)) == len(ids), path
