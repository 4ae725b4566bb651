"""A question answered, a sheet moved and a doubt kept with its reason, by the keys alone."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.actions.at_the_clinic import BERIT, NEIGHBOUR
from tests.routes.conftest import Clinic
from tests.routes.keyboard import Keyboard

pytestmark = pytest.mark.browser

DAYS = ("20260302", "20260302")


@pytest.fixture
def keys(page: Page) -> Keyboard:
    return Keyboard(page)


def session_logged(keys: Keyboard, client: str, number: int, day: str) -> str:
    """Key the log of a session, most of it left blank, and return the address of its sheet."""
    keys.page.goto(keys.page.url.split("/sheet/")[0].removesuffix("/today") + "/today")
    keys.open(client, "d", number)
    if keys.focused == "person_type":
        keys.type("1")
    keys.type(day)
    keys.press("Enter")
    keys.type("2")
    keys.press("F9", "F9")
    keys.page.wait_for_url("**/sheet/*")
    return keys.page.url


def checkin_keyed(keys: Keyboard, client: str) -> str:
    keys.open(client, "c", 1)
    keys.type("1i101" + "00578999")
    keys.press("Enter")
    keys.page.wait_for_url("**/sheet/*")
    return keys.page.url


def asked(clinic: Clinic, keys: Keyboard) -> str:
    """Raise a question of two sessions in the wrong order; return its page's address."""
    client = clinic.new_code()
    session_logged(keys, client, 1, "20260305")
    session_logged(keys, client, 2, "20260304")
    keys.page.get_by_role("link", name="senare samtalet").press("Enter")
    keys.page.wait_for_url("**/query/*")
    return keys.page.url


def test_a_question_is_answered_by_keys(clinic: Clinic, keys: Keyboard) -> None:
    address = asked(clinic, keys)
    expect(keys.page.locator("[type=radio]").first).to_be_focused()
    keys.press("1")
    assert keys.focused == "reason"
    keys.type("loggen borta")
    keys.press("Enter")
    keys.page.wait_for_url("**/queries")
    expect(keys.page.locator(".notice[role=status]")).to_have_text("Svaret är sparat.")
    # Back to the page that was sent: what it sends again is the same answer, or is refused.
    keys.page.go_back()
    keys.page.goto(address)
    assert "Det går inte att få reda på. loggen borta" in keys.page.inner_text("main")


def test_two_tabs_that_answer_one_question_keep_the_first_answer(
    clinic: Clinic, keys: Keyboard
) -> None:
    address = asked(clinic, keys)
    tabs = [keys.page.context.new_page() for _ in range(2)]
    for tab in tabs:
        tab.goto(address)
    for tab, reason in zip(tabs, ("ett", "två"), strict=True):
        tab.keyboard.press("1")
        tab.keyboard.type(reason)
        tab.keyboard.press("Enter")
        # The first is answered before the second is sent.
        expect(tab.locator(".notice, [role=alert]").first).to_be_visible()
    expect(tabs[1].locator("[role=alert]")).to_contain_text("redan besvarad")
    assert "ett" in tabs[1].inner_text("main")
    for tab in tabs:
        tab.close()


def test_a_sheet_of_the_wrong_client_is_moved_by_keys(clinic: Clinic, keys: Keyboard) -> None:
    wrong, right = clinic.new_code(), clinic.new_code()
    session_logged(keys, right, 2, "20260304")
    keys.page.goto(f"{clinic.address}/today")
    address = checkin_keyed(keys, wrong)
    keys.page.get_by_role("link", name="Flytta till rätt kod").press("Enter")
    keys.page.wait_for_url("**/move")
    expect(keys.page.locator("#code")).to_be_focused()
    # What stands there is selected, so that the right code takes its place at once.
    keys.page.wait_for_load_state()
    keys.type(right)
    keys.press("Tab")
    keys.press("Control+a")
    keys.type("2")
    keys.press("Tab")
    keys.type("fel etikett")
    keys.press("Enter")
    keys.page.wait_for_url(address)
    expect(keys.page.locator(".whose")).to_contain_text(right)
    expect(keys.page.locator(".notice[role=status]")).to_contain_text("har inga ark kvar")
    # The page that moved it is gone from the history's point of view: it says where the sheet is.
    keys.page.go_back()
    keys.page.wait_for_url("**/move")
    keys.page.reload()
    expect(keys.page.locator(".whose")).to_contain_text(right)


def test_a_doubt_is_kept_with_another_reason_by_one_key(clinic: Clinic, keys: Keyboard) -> None:
    keys.open(clinic.new_code(), "c", 1)
    keys.type("1i101" + "0")
    keys.press("ArrowUp")
    keys.type("04")
    keys.press("F9", "F9")
    summary = keys.page.locator(".summary--look")
    expect(summary).to_be_focused()
    keys.press("3")
    keys.type("tolken skrev")
    keys.press("Enter")
    assert keys.focused == "save"
    keys.press("Enter")
    keys.page.wait_for_url("**/sheet/*")
    assert "(annat: tolken skrev)" in keys.page.inner_text(".doubts")
    # A correction elsewhere is saved without the question.
    keys.page.goto(f"{keys.page.url}/correct")
    keys.page.locator("#text_mood_7d").focus()
    keys.type("9")
    keys.page.locator("#reason").focus()
    keys.type("fel ruta")
    keys.press("F9", "F9")
    keys.page.wait_for_url("**/sheet/*")
    assert "blev «9»" in keys.page.inner_text(".history")


def test_the_reason_of_every_day_needs_no_key(clinic: Clinic, keys: Keyboard) -> None:
    keys.open(clinic.new_code(), "c", 1)
    keys.type("1i101" + "0")
    keys.press("ArrowUp")
    keys.type("04")
    keys.press("F9", "F9")
    expect(keys.page.locator(".summary--look")).to_be_focused()
    keys.press("2", "1", "F9")
    keys.page.wait_for_url("**/sheet/*")
    assert "(står så på papperet)" in keys.page.inner_text(".doubts")


def test_another_clinics_question_and_sheet_do_not_exist(
    clinic: Clinic, keys: Keyboard, chromium: Browser
) -> None:
    address = asked(clinic, keys)
    sheet = keys.page.locator(".query-place a").first.get_attribute("href")
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(clinic.link(NEIGHBOUR))
        for path in (address, f"{clinic.address}{sheet}/move", f"{clinic.address}{sheet}/story"):
            answer = page.goto(path)
            assert answer is not None
            assert answer.status == 404
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(clinic.link(BERIT))
        answer = page.goto(address)
        assert answer is not None
        assert answer.ok
