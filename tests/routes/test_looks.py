"""Every page is usable by everybody: contrast, labels, narrow windows, both colour schemes."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from kast_eval import clock
from kast_eval.actions.enter_form import SheetExistsError
from kast_eval.store.users import add_user
from kast_eval.study.roles import Role
from tests.actions.asking import two_in_wrong_order
from tests.actions.at_the_clinic import ANNA, BERIT, HERE, Correcting, correct
from tests.routes.conftest import Clinic
from tests.routes.keyboard import Keyboard
from tests.routes.usable import is_usable
from tests.web.test_home import logged

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=[("light", 1280), ("dark", 400)])
def page(request: pytest.FixtureRequest, chromium: Browser, clinic: Clinic) -> Iterator[Page]:
    scheme, width = request.param
    with chromium.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 800}
    ) as context:
        context.set_default_timeout(30_000)
        page = context.new_page()
        page.goto(clinic.link(ANNA))
        yield page


@pytest.mark.parametrize(
    "path",
    [
        "/", "/keys", "/today", "/response", "/picture", "/analysis",
        "/sheet/unknown", "/sign-in/wrong",
        "/manual?edition=study", "/manual?q=kod", "/manual/07-formularen",
        "/manual/09-fraga-for-fraga", "/manual/10-kodningsregler", "/practice",
        "/practice/3-avstamning",
        "/pile", "/pile/checkin?pile=3", "/pile/start", "/absences",
        "/second-keying", "/keyers", "/keying-quality",
        "/approvals", "/code-key",
    ],
)  # fmt: skip
def test_a_page_is_usable(clinic: Clinic, page: Page, path: str) -> None:
    page.goto(clinic.address + path)
    # A long chapter is made of the same parts all the way.
    page.evaluate(
        "document.querySelectorAll('.manual > :nth-child(n + 60)').forEach(one => one.remove())"
    )
    is_usable(page)


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 400)])
def test_the_pages_of_oversight_are_usable(
    chromium: Browser, clinic: Clinic, scheme: Literal["light", "dark"], width: int
) -> None:
    roles = {HERE: frozenset({Role.LEAD, Role.AUDITOR})}
    with clinic.database.begin() as session:
        overseer = add_user(session, f"overseer, {scheme}", roles, created=clock.now())
    with chromium.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 800}
    ) as context:
        page = context.new_page()
        page.goto(clinic.link(overseer))
        for path in ("/events", "/events?since=x&group=read", "/samples", "/approvals"):
            page.goto(clinic.address + path)
            is_usable(page)
        page.goto(f"{clinic.address}/events")
        page.locator("h1").click()
        page.keyboard.press("ArrowLeft")
        expect(page.locator("h1")).to_have_text("Händelser")


def test_a_day_with_something_to_do_is_usable(clinic: Clinic, page: Page) -> None:
    for client, days_ago in enumerate((0, 3, 100)):
        logged_at(clinic, 900 + client, days_ago=days_ago)
    keys = opened(clinic, page, "c")
    keys.type("1i1")
    expect(page.locator("[data-draft-line]")).to_contain_text("Utkast")
    page.reload()
    is_usable(page)
    page.goto(f"{clinic.address}/today")
    expect(page.locator(".due__line").first).to_be_visible()
    is_usable(page)
    page.locator("[data-of]").first.focus()
    keys.press("n")
    expect(page.locator("h1")).to_have_text("Varför kommer arket inte?")
    is_usable(page)
    # How many reasons there are depends on the form that is due first.
    keys.press(str(page.locator("[data-key]").last.get_attribute("data-key")))
    page.wait_for_url("**/today")
    page.goto(f"{clinic.address}/absences")
    is_usable(page)


def logged_at(clinic: Clinic, client: int, *, days_ago: int) -> None:
    """Key the log of a client's session, once for both windows."""
    with suppress(SheetExistsError):
        logged(clinic.database, client, days_ago=days_ago)


@pytest.mark.parametrize("letter", ["a", "c", "d"])
def test_every_entry_page_is_usable(clinic: Clinic, page: Page, letter: str) -> None:
    opened(clinic, page, letter)
    is_usable(page)


def test_a_marked_practice_sheet_is_usable(clinic: Clinic, page: Page) -> None:
    page.goto(f"{clinic.address}/practice/3-avstamning")
    Keyboard(page).press("F9", "F9")
    page.wait_for_selector(".wrong")
    is_usable(page)


def test_a_page_with_errors_and_doubts_is_usable(clinic: Clinic, page: Page) -> None:
    keys = opened(clinic, page, "c")
    keys.type("1i101" + "0")
    keys.press("ArrowUp")
    keys.type("04")
    page.fill("#text_mood_7d", "elva")
    keys.press("F9", "F9")
    page.wait_for_selector(".summary--error")
    is_usable(page)


def test_a_saved_sheet_and_its_correction_are_usable(clinic: Clinic, page: Page) -> None:
    keys = opened(clinic, page, "c")
    # The colleague corrects the sheet on the tests' own day, so it is filled in no later.
    keys.type("1" + "20260309")
    keys.press("Enter")
    keys.type("101" + "0v")
    keys.press("F9", "F9")
    page.wait_for_url("**/sheet/*")
    is_usable(page)
    page.goto(f"{page.url}/correct")
    is_usable(page)
    page.fill("#text_mood_7d", "4")
    page.fill("#reason", "fel ruta")
    overtaken(clinic, page.url.split("/")[-2])
    keys.press("F9", "F9")
    page.wait_for_selector(".conflict")
    is_usable(page)


def opened(clinic: Clinic, page: Page, letter: str) -> Keyboard:
    page.goto(f"{clinic.address}/today")
    keys = Keyboard(page)
    keys.open(clinic.new_code(), letter, None if letter == "a" else 1)
    return keys


def overtaken(clinic: Clinic, public_id: str) -> None:
    newest = clinic.newest(public_id)
    texts = {**newest.texts, "since_main": "1"}
    page = Correcting(replaces=newest.id, submission=public_id)
    correct(clinic.database, public_id, texts, page, user=BERIT)


def test_the_pages_of_questions_moves_and_stories_are_usable(clinic: Clinic, page: Page) -> None:
    first, second = two_in_wrong_order(clinic.database, clinic.next_client())
    page.goto(f"{clinic.address}/queries")
    is_usable(page)
    for path in (f"/sheet/{first}/move", f"/sheet/{second}/story", f"/sheet/{first}"):
        page.goto(clinic.address + path)
        is_usable(page)
    page.get_by_role("link", name="senare samtalet").click()
    page.wait_for_url("**/query/*")
    is_usable(page)
    page.locator("#answer button").click()
    page.wait_for_selector("#outcome_error")
    is_usable(page)
