from pathlib import Path

import pytest
from flask import Flask

from kast_eval.dataset.release.recipe import Recipe, read_recipe, recipe_of
from kast_eval.store.database import Database
from tests.actions.at_the_clinic import RESEARCHER
from tests.actions.test_make_tables import TABLES
from tests.dataset.release.anonymised.test_recipe import RECIPE as ANONYMISED
from tests.dataset.release.made import MOCK, RECIPE
from tests.web.releasing import NAME, Fields, kept_recipe, letters_of, main_of, shown
from tests.web.visitor import Visitor

OK, SEE_OTHER, BAD, NOT_FOUND, CONFLICT, UNPROCESSABLE = 200, 303, 400, 404, 409, 422
PAGE = f"/recipe/{NAME}"
DETAILS: Fields = {
    "recipient": 'Ett "universitet": nr 2 # här', "purpose": "Huvudanalysen",
    "approval": "2026-00000-01", "expires": "2028-01-31", "language": "en",
    "formats": ["csv", "dta"], "tables": ["checkin", "closing"], "clinic": "yes",
}  # fmt: skip


@pytest.fixture
def researcher(app: Flask, database: Database) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(database, RESEARCHER)
    return visitor


@pytest.fixture
def file(database: Database) -> Path:
    return kept_recipe(database, f"# Mitt eget\n{RECIPE}# Sist\n")


def test_a_text_that_can_be_read_is_kept_as_it_was_typed(researcher: Visitor, file: Path) -> None:
    text = RECIPE.replace("Ett universitet", "Ett annat")
    sent = text.replace("\n", "\r\n")
    answer = researcher.send(PAGE, shown=shown(researcher), text=sent)
    assert (answer.status_code, answer.location) == (SEE_OTHER, PAGE)
    assert file.read_text("utf-8") == text
    assert file.stat().st_mode & 0o077 == 0


def test_a_text_that_cannot_be_read_is_told_beside_its_line_and_stays(
    researcher: Visitor, file: Path
) -> None:
    before = file.read_text("utf-8")
    text = RECIPE.replace("formats: [csv, sav]", "formats: [csv, xls]").replace("\n", "\r\n")
    answer = researcher.send(PAGE, shown=shown(researcher), text=text)
    assert answer.status_code == UNPROCESSABLE
    page = main_of(answer)
    assert "huvudanalys.yaml:4: «xls»" in page.one(role="alert").text
    assert page.one(role="alert").one("a").attributes["href"] == "#text"
    assert page.one("li", value="4").text.startswith("formats: [csv, xls]")
    assert letters_of(page.one("textarea")) == text.replace("\r\n", "\n")
    assert page.one("textarea").attributes["aria-describedby"] == "text_hint text_error"
    assert file.read_text("utf-8") == before


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x]\nb: [*a, *a]",
        "recipe: !!python/object/apply:os.system [ls]",
        "[" * 40_000,
        "recipe: " + "1" * 40_000,
        "{" * 100,
        "recipe: 1\n---\nrecipe: 1",
        "recipe: 1\x00",
        "? [a]\n: 1",
        "",
    ],
)
def test_hostile_texts_are_refused_and_shown_again(
    text: str, researcher: Visitor, file: Path
) -> None:
    before = file.read_bytes()
    answer = researcher.send(PAGE, shown=shown(researcher), text=text)
    assert answer.status_code == UNPROCESSABLE
    assert file.read_bytes() == before


def test_who_is_second_of_two_tabs_is_told_and_loses_nothing(
    researcher: Visitor, file: Path
) -> None:
    seen = shown(researcher)
    mine = RECIPE.replace("Ett universitet", "Mitt")
    theirs = RECIPE.replace("Ett universitet", "Deras")
    assert researcher.send(PAGE, shown=seen, text=theirs).status_code == SEE_OTHER
    answer = researcher.send(PAGE, shown=seen, text=mine)
    assert answer.status_code == CONFLICT
    page = main_of(answer)
    assert "har ändrats sedan" in page.one(role="alert").text
    assert letters_of(page.one("pre")) == theirs
    assert letters_of(page.one("textarea")) == mine
    # Whoever has compared may write over it.
    again = page.all("input", name="shown")[0].attributes["value"]
    assert researcher.send(PAGE, shown=again, text=mine).status_code == SEE_OTHER
    assert file.read_text("utf-8") == mine


def test_fields_change_their_keys_and_leave_the_rest_alone(researcher: Visitor, file: Path) -> None:
    answer = researcher.send(f"{PAGE}/details", shown=shown(researcher), **DETAILS)
    assert answer.status_code == SEE_OTHER
    read: Recipe = read_recipe(file)
    assert (read.recipient, read.formats) == (DETAILS["recipient"], ("csv", "dta"))
    # A table that was in it keeps its columns, and a new one leaves whole.
    assert read.part.said["tables"] == {"checkin": ["mood_7d"], "closing": "all"}
    assert read.part.said["clinic"] is True
    text = file.read_text("utf-8")
    assert text.startswith("# Mitt eget\n")
    assert "# Sist\n" in text
    page = main_of(researcher.get(PAGE))
    assert page.one("input", name="recipient").attributes["value"] == DETAILS["recipient"]
    assert "checked" in page.one("input", id="clinic").attributes
    assert "1 av " in page.text


@pytest.mark.parametrize(
    ("change", "href"),
    [
        ({"expires": "snart"}, "#expires"),
        ({"purpose": "x" * 250}, "#purpose"),
        ({"formats": []}, "#formats_error"),
        ({"tables": []}, "#tables_error"),
    ],
)
def test_a_field_that_cannot_be_read_is_told_and_nothing_is_lost(
    change: Fields, href: str, researcher: Visitor, file: Path
) -> None:
    before = file.read_bytes()
    sent: Fields = {**DETAILS, **change}
    answer = researcher.send(f"{PAGE}/details", shown=shown(researcher), **sent)
    assert answer.status_code == UNPROCESSABLE
    page = main_of(answer)
    assert page.one(role="alert").one("a").attributes["href"] == href
    for name in ("recipient", "purpose", "expires"):
        assert page.one("input", id=name).attributes["value"] == sent[name]
    assert file.read_bytes() == before


def test_fields_of_a_changed_recipe_are_told_so(researcher: Visitor, file: Path) -> None:
    seen = shown(researcher)
    file.write_text(RECIPE.replace("Huvudanalysen", "Annat"), "utf-8")
    answer = researcher.send(f"{PAGE}/details", shown=seen, **DETAILS)
    assert answer.status_code == CONFLICT
    assert main_of(answer).one("input", id="expires").attributes["value"] == DETAILS["expires"]


@pytest.mark.parametrize("change", [{"language": "fi"}, {"formats": ["xls"]}])
def test_fields_that_no_page_of_ours_sends_are_refused(
    change: Fields, researcher: Visitor, file: Path
) -> None:
    before = file.read_bytes()
    sent: Fields = {**DETAILS, **change}
    assert researcher.send(f"{PAGE}/details", shown=shown(researcher), **sent).status_code == BAD
    assert file.read_bytes() == before


def test_a_mock_recipe_asks_for_no_recipient(researcher: Visitor, database: Database) -> None:
    path = kept_recipe(database, MOCK)
    page = main_of(researcher.get(PAGE))
    assert page.all("input", id="recipient") == []
    assert "Gör filen" in page.text
    sent: Fields = {"language": "en", "formats": ["csv"], "tables": ["start"]}
    assert researcher.send(f"{PAGE}/details", shown=shown(researcher), **sent).status_code == 303
    assert read_recipe(path).part.said["tables"] == {"start": "all"}


def test_a_recipe_of_an_anonymised_file_is_edited_as_text(
    researcher: Visitor, database: Database
) -> None:
    path = kept_recipe(database, f"{ANONYMISED}clinic: true\n")
    page = main_of(researcher.get(PAGE))
    assert page.all("input", name="tables") == []
    sent: Fields = {**DETAILS, "tables": []}
    assert researcher.send(f"{PAGE}/details", shown=shown(researcher), **sent).status_code == 303
    assert read_recipe(path).recipient == DETAILS["recipient"]
    # What has no field of its own is left as it was.
    assert read_recipe(path).part.said["clinic"] is True
    assert researcher.get(f"{PAGE}/columns/start").status_code == NOT_FOUND


def test_a_file_that_cannot_be_read_can_be_mended(researcher: Visitor, database: Database) -> None:
    path = kept_recipe(database, "level: A\nlevel: B\n")
    page = main_of(researcher.get(PAGE))
    assert "går inte att läsa" in page.one(role="alert").text
    assert page.all("input", id="recipient") == []
    assert researcher.send(f"{PAGE}/details", shown=shown(researcher), **DETAILS).status_code == 400
    assert researcher.send(PAGE, shown=shown(researcher), text=RECIPE).status_code == SEE_OTHER
    path.write_bytes(b"\xff\xfe")
    assert "UTF-8" in main_of(researcher.get(PAGE)).one(role="alert").text


@pytest.mark.parametrize("name", ["finns-inte", "..%2Fhuvudanalys", "CON", "nul", "%C3%A5"])
def test_a_recipe_that_there_is_none_of_is_not_found(
    name: str, researcher: Visitor, file: Path
) -> None:
    assert researcher.get(f"/recipe/{name}").status_code == NOT_FOUND
    for page in ("", "/details", "/plan", "/make", "/columns/start"):
        assert researcher.send(f"/recipe/{name}{page}", shown="", text="").status_code == NOT_FOUND
    assert file.exists()


COLUMNS = f"{PAGE}/columns/checkin"


def test_columns_are_chosen_one_by_one(researcher: Visitor, file: Path) -> None:
    page = main_of(researcher.get(COLUMNS))
    assert "checked" in page.one("input", id="which_some").attributes
    assert "checked" in page.one("input", id="columns_mood_7d").attributes
    # What never leaves cannot be ticked, and what tells rows apart need not be.
    assert page.all("input", id="columns_person_id") == []
    sent: Fields = {"which": "some", "columns": ["mood_7d", "urge_max_7d"]}
    answer = researcher.send(COLUMNS, shown=shown(researcher), **sent)
    assert answer.status_code == SEE_OTHER
    part = read_recipe(file).part.said["tables"]
    assert part == {"start": "all", "checkin": ["mood_7d", "urge_max_7d"]}
    sent = {"which": "all", "columns": []}
    assert researcher.send(COLUMNS, shown=shown(researcher), **sent).status_code == SEE_OTHER
    assert read_recipe(file).part.said["tables"] == {"start": "all", "checkin": "all"}


def test_a_choice_of_columns_that_cannot_be_kept_says_so(researcher: Visitor, file: Path) -> None:
    seen = shown(researcher)
    answer = researcher.send(COLUMNS, shown=seen, which="some", columns=[])
    assert answer.status_code == UNPROCESSABLE
    assert "Kryssa minst en" in main_of(answer).one(role="alert").text
    assert researcher.send(COLUMNS, shown=seen, columns=["note"]).status_code == BAD
    assert researcher.send(COLUMNS, shown="gammal", which="all").status_code == CONFLICT
    assert researcher.get(f"{PAGE}/columns/closing").status_code == NOT_FOUND
    file.write_text(RECIPE.replace("checkin:", "okand:"), "utf-8")
    assert researcher.get(f"{PAGE}/columns/okand").status_code == NOT_FOUND


def test_tables_are_written_as_text_and_need_no_second_person(
    researcher: Visitor, database: Database
) -> None:
    file = kept_recipe(database, TABLES)
    page = researcher.page(PAGE)
    assert "Tabeller" in page.one("main").text
    assert not page.all("input", name="clinic")
    fields = {name: DETAILS[name] for name in ("purpose", "approval", "expires", "language")}
    sent: Fields = {**fields, "recipient": "Länet", "formats": ["csv"]}
    answer = researcher.send(f"{PAGE}/details", shown=shown(researcher), **sent)
    assert answer.status_code == SEE_OTHER
    assert read_recipe(file).recipient == "Länet"
    assert read_recipe(file).part == recipe_of(file.name, TABLES).part
