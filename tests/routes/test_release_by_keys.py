"""A researcher's minute: from signing in to a file of data, by the keys alone."""

import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from kast_eval import clock
from kast_eval.store.database import open_database
from kast_eval.store.users import add_user
from tests.actions.at_the_clinic import ANNA, RESEARCHER
from tests.actions.test_make_release import consenting
from tests.routes.conftest import Clinic
from tests.routes.karins import running
from tests.routes.keyboard import Keyboard
from tests.routes.usable import is_usable

pytestmark = pytest.mark.browser

PATIENCE = 120_000
"""Milliseconds that a busy machine may take for a file in every format."""

PLACES = ((1280, 800, "light"), (400, 800, "dark"))


@pytest.fixture(scope="module")
def clinic(empty_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    """A clinic of its own, whose forms are the study's and no others."""
    folder = shutil.copytree(empty_folder, tmp_path_factory.mktemp("releases") / "instance")
    database = open_database(folder, training=True)
    with database.begin() as session:
        for user in (ANNA, RESEARCHER):
            add_user(session, user.name, user.roles, created=clock.now())
    with running(database) as served:
        yield Clinic(served.address, database)
    database.close()


@pytest.fixture(scope="module")
def browser(chromium: Browser, clinic: Clinic) -> Iterator[BrowserContext]:
    """A browser that a researcher is signed in with."""
    with chromium.new_context(viewport={"width": 1280, "height": 800}) as context:
        context.set_default_timeout(PATIENCE)
        with context.new_page() as page:
            page.goto(clinic.link(RESEARCHER))
        yield context


@pytest.fixture
def keys(browser: BrowserContext, clinic: Clinic) -> Iterator[Keyboard]:
    faults: list[str] = []
    with browser.new_page() as opened:
        opened.on("pageerror", lambda fault: faults.append(str(fault)))
        opened.goto(f"{clinic.address}/today")
        yield Keyboard(opened)
    assert faults == []


def to(keys: Keyboard, name: str, role: str = "button") -> None:
    """Go on with the tabulator until something of that name has the focus, and press Enter."""
    for _ in range(120):
        keys.press("Tab")
        if keys.page.evaluate(
            "([role, name]) => { const one = document.activeElement;"
            " return one.textContent.trim() === name"
            " && one.tagName === (role === 'link' ? 'A' : 'BUTTON'); }",
            [role, name],
        ):
            keys.press("Enter")
            return
    pytest.fail(f"no key leads to «{name}»")


def test_a_researcher_gets_a_file_of_data_by_keys(
    clinic: Clinic, keys: Keyboard, tmp_path: Path
) -> None:
    consenting(clinic.database, whose=clinic.new_code())
    assert keys.page.url.endswith("/releases")
    to(keys, "Nytt recept", "link")
    keys.page.wait_for_url("**/releases/new")
    keys.page.focus("#name")
    keys.write("minuten")
    # Enter in a field sends what is ticked from the beginning: every table in every format.
    keys.press("Enter")
    keys.page.wait_for_url("**/recipe/minuten")
    keys.page.focus("#recipient")
    keys.write("Ett universitet")
    keys.press("Tab")
    keys.write("Huvudanalysen")
    keys.press("Tab")
    keys.write("2026-00000-01")
    keys.press("Tab")
    keys.write("2099-12-31")
    keys.press("Enter")
    expect(keys.page.locator(".notice[role=status]")).to_have_text("Receptet är sparat.")
    to(keys, "Visa vad som skulle lämna")
    keys.page.wait_for_url("**/release-work/*")
    expect(keys.page.locator("h1")).to_have_text("Vad som skulle lämna", timeout=PATIENCE)
    to(keys, "Jag beslutar om de här kolumnerna")
    expect(keys.page.get_by_text("Inget står emot.")).to_be_visible(timeout=PATIENCE)
    to(keys, "Gör filen")
    # The page that waits shows by itself when it is done.
    expect(keys.page.locator("h1")).to_have_text("Filen är klar", timeout=PATIENCE)
    checksum = keys.page.locator(".checksum").first.inner_text()
    with keys.page.expect_download() as awaited:
        to(keys, "Hämta filen")
    file = tmp_path / "release.zip"
    awaited.value.save_as(file)
    with zipfile.ZipFile(file) as opened:
        assert json.loads(opened.read("MANIFEST.json"))["recipe"] == "minuten"
        assert "data/sav/start.sav" in opened.namelist()
    keys.page.goto(f"{clinic.address}/releases")
    assert checksum[:16] in keys.page.inner_text("main")


def test_a_wrong_line_of_a_recipe_is_found_by_keys(clinic: Clinic, keys: Keyboard) -> None:
    folder = clinic.database.file.parent / "recipes"
    folder.mkdir(exist_ok=True)
    (folder / "trasigt.yaml").write_text("recipe: 1\nlevel: Q\n", "utf-8")
    keys.page.goto(f"{clinic.address}/recipe/trasigt")
    expect(keys.page.locator(".summary")).to_be_focused()
    keys.press("Tab", "Enter")
    assert keys.page.evaluate("document.activeElement.id") in {"text", ""}
    keys.page.focus("#text")
    keys.press("Control+a")
    keys.write("recipe: 1\nlevel: A\n")
    to(keys, "Spara texten")
    expect(keys.page.locator(".summary")).to_contain_text("«language» saknas")
    assert keys.page.input_value("#text") == "recipe: 1\nlevel: A\n"


def each_page(clinic: Clinic, page: Page) -> Iterator[str]:
    folder = clinic.database.file.parent / "recipes"
    folder.mkdir(exist_ok=True)
    recipe = "recipe: 1\nlevel: D\nlanguage: sv\nformats: [csv]\ntables:\n  start: all\n"
    (folder / "prov.yaml").write_text(recipe, "utf-8")
    (folder / "trasigt.yaml").write_text("recipe: 1\nlevel: Q\n", "utf-8")
    for path in ("/releases", "/releases/new", "/mock-file", "/recipe/prov", "/recipe/trasigt",
                 "/recipe/prov/columns/start"):  # fmt: skip
        page.goto(f"{clinic.address}{path}")
        yield path
    for button, heading in (("Visa vad som skulle lämna", "Vad som skulle lämna"),
                            ("Gör filen", "Filen är klar")):  # fmt: skip
        page.goto(f"{clinic.address}/recipe/prov")
        page.get_by_role("button", name=button).click()
        expect(page.locator("h1")).to_have_text(heading, timeout=PATIENCE)
        yield heading


@pytest.mark.parametrize(("width", "height", "colours"), PLACES)
def test_every_page_of_releases_is_usable(
    width: int, height: int, colours: str, clinic: Clinic, chromium: Browser
) -> None:
    with chromium.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if colours == "dark" else "light",
    ) as context:
        context.set_default_timeout(PATIENCE)
        with context.new_page() as page:
            page.goto(clinic.link(RESEARCHER))
            for _ in each_page(clinic, page):
                is_usable(page)
