"""A sheet is keyed a second time and its differences are decided, without a mouse."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.actions.at_the_clinic import BERIT, LEAD
from tests.routes.conftest import Clinic
from tests.routes.keyboard import Keyboard
from tests.routes.usable import is_usable

pytestmark = pytest.mark.browser


@pytest.fixture
def berit(chromium: Browser, clinic: Clinic) -> Iterator[Page]:
    with chromium.new_context() as context, context.new_page() as page:
        page.goto(clinic.link(BERIT))
        page.goto(f"{clinic.address}/second-keying")
        yield page


@pytest.fixture
def lead(chromium: Browser, clinic: Clinic) -> Iterator[Page]:
    with chromium.new_context() as context, context.new_page() as page:
        page.goto(clinic.link(LEAD))
        yield page


def test_a_second_keying_with_two_differences_is_decided_by_keys_alone(
    clinic: Clinic, page: Page, berit: Page, lead: Page
) -> None:
    code = clinic.new_code()
    first = Keyboard(page)
    first.open(code, "c", 3)
    # The client, the head of the paper, and every answer of the check-in.
    first.type("1i101")
    first.type("104")
    first.press("Enter")
    first.type("0578999")
    first.press("Enter")
    page.wait_for_url("**/sheet/*")

    second = Keyboard(berit)
    expect(berit.locator("#client_code")).to_be_focused()
    second.type(code)
    second.press("Tab")
    second.type("c")
    second.press("Tab")
    second.type("3")
    second.press("Enter")
    berit.wait_for_url("**/second-keying/*")
    # The same head; two answers are read otherwise.
    second.type("i101")
    second.type("104")
    second.press("Enter")
    second.type("1678999")
    second.press("Enter")
    berit.wait_for_url("**/second-keying")
    expect(berit.locator("[role=status]").first).to_contain_text("skiljer sig")

    lead.goto(f"{clinic.address}/second-keying")
    lead.locator("td.row-links a").first.focus()
    third = Keyboard(lead)
    third.press("Enter")
    lead.wait_for_url("**/differences/*")
    assert lead.locator("[data-difference]").count() == 2
    is_usable(lead)
    lead.reload()
    shown = lead.locator("[data-difference]").all()
    for one in shown:
        expect(one.locator("input[type=radio]").first).to_be_focused()
        third.press("1")
        third.type("fel ruta")
        third.press("Enter")
    expect(lead.locator("#save")).to_be_focused()
    third.press("Enter")
    lead.wait_for_url("**/second-keying")
    expect(lead.locator("[role=status]").first).to_contain_text("Arket är klart")
    assert third.strokes == 1 + 2 * (1 + len("fel ruta") + 1) + 1


def test_another_answer_is_typed_from_the_paper(
    clinic: Clinic, page: Page, berit: Page, lead: Page
) -> None:
    code = clinic.new_code()
    first = Keyboard(page)
    first.open(code, "c", 1)
    first.type("1i101")
    first.type("104")
    first.press("Enter")
    first.type("0578999")
    first.press("F9")
    page.wait_for_url("**/sheet/*")
    sheet = page.url.rsplit("/", 1)[1]
    second = Keyboard(berit)
    berit.goto(f"{clinic.address}/second-keying/{sheet}")
    second.type("i101104")
    second.press("Enter")
    second.type("0678999")
    second.press("F9")
    berit.wait_for_url("**/second-keying")
    lead.goto(f"{clinic.address}/differences/{sheet}")
    third = Keyboard(lead)
    third.press("3", "4", "Enter")
    third.type("bada fel")
    third.press("F9")
    lead.wait_for_url("**/second-keying")
    assert clinic.newest(sheet).texts["urge_max_7d"] == "4"
