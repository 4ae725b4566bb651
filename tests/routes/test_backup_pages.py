"""The pages of copies and papers, by the keyboard and by everybody."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.actions.at_the_clinic import LEAD
from tests.routes.conftest import Clinic
from tests.routes.usable import is_usable

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=[("light", 1280), ("dark", 400)])
def page(request: pytest.FixtureRequest, chromium: Browser, clinic: Clinic) -> Iterator[Page]:
    scheme, width = request.param
    with chromium.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 800}
    ) as context:
        context.set_default_timeout(30_000)
        page = context.new_page()
        page.goto(clinic.link(LEAD))
        yield page


def test_copies_are_taken_and_tried_by_the_keyboard(clinic: Clinic, page: Page) -> None:
    page.goto(f"{clinic.address}/backups")
    is_usable(page)
    page.get_by_role("button", name="Säkerhetskopiera nu").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Kopian är tagen och prövad.")
    is_usable(page)
    page.get_by_role("button", name="Pröva den senaste kopian").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("gick att återställa")
    is_usable(page)


def test_papers_are_entered_by_the_keyboard_and_a_fault_has_the_focus(
    clinic: Clinic, page: Page
) -> None:
    page.goto(f"{clinic.address}/papers")
    is_usable(page)
    page.get_by_label("Vad", exact=True).focus()
    for typed in ("pärm 3", "", "2026-01-01", "2026-02-30", "120", "skåp A", ""):
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Till och med")).to_be_focused()
    is_usable(page)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("2026-06-30")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("pärm 3")
    is_usable(page)
