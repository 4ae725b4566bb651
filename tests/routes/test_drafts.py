"""Closing the window in mid-sheet, and going on with what was typed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from kast_eval import clock
from kast_eval.actions.sign_in import sign_out
from tests.actions.at_the_clinic import BERIT
from tests.routes.conftest import Clinic
from tests.routes.keyboard import Keyboard

pytestmark = pytest.mark.browser


@pytest.fixture
def keys(page: Page) -> Keyboard:
    return Keyboard(page)


@pytest.fixture
def colleague(chromium: Browser, clinic: Clinic) -> Iterator[Page]:
    """Today's page in a browser of Berit's own."""
    with chromium.new_context() as context:
        context.set_default_timeout(30_000)
        page = context.new_page()
        page.goto(clinic.link(BERIT))
        yield page


def is_kept(keys: Keyboard) -> None:
    expect(keys.page.locator("[data-draft-line]")).to_contain_text("Utkast kvar")


def again(context: BrowserContext, clinic: Clinic) -> Keyboard:
    page = context.new_page()
    page.goto(f"{clinic.address}/today")
    return Keyboard(page)


def test_a_window_that_is_closed_in_mid_sheet_loses_nothing(clinic: Clinic, keys: Keyboard) -> None:
    code = clinic.new_code()
    keys.open(code, "c", 1)
    keys.type("1i101" + "0")
    keys.press("x")
    keys.type("mellan rutorna")
    is_kept(keys)
    keys.page.close()
    later = again(keys.page.context, clinic)
    later.open(code, "c", 1)
    expect(later.page.locator(".draft")).to_be_focused()
    expect(later.page.locator(".draft")).to_contain_text("Här är det du skrev")
    assert (later.value("since_buy"), later.value("since_main")) == ("0", "x")
    assert later.page.input_value("#note_since_main") == "mellan rutorna"
    # One key goes on after the last answer.
    later.press("Enter")
    assert later.focused == "urge_max_7d"
    later.type("578999")
    later.press("F9")
    later.page.wait_for_url("**/sheet/*")
    later.page.goto(f"{clinic.address}/today")
    assert code not in later.page.locator(".to-do").all_inner_texts()
    later.page.close()


def test_the_last_keys_before_the_window_closes_are_kept_too(
    clinic: Clinic, keys: Keyboard
) -> None:
    code = clinic.new_code()
    keys.open(code, "c", 1)
    keys.type("1i101" + "02")
    keys.page.close(run_before_unload=False)
    later = again(keys.page.context, clinic)
    later.open(code, "c", 1)
    assert later.value("since_main") == "2"
    later.page.close()


def test_a_draft_is_thrown_away_by_two_keys(clinic: Clinic, keys: Keyboard) -> None:
    code = clinic.new_code()
    keys.open(code, "c", 1)
    keys.type("1i101" + "02")
    is_kept(keys)
    keys.page.reload()
    expect(keys.page.locator(".draft")).to_be_focused()
    keys.press("Tab", "Enter")
    expect(keys.page.locator(".draft")).to_have_count(0)
    assert keys.value("since_main") == ""
    expect(keys.page.locator("#text_person_type")).to_be_focused()


def test_leaving_a_page_whose_draft_is_kept_asks_nothing(clinic: Clinic, keys: Keyboard) -> None:
    code = clinic.new_code()
    keys.open(code, "c", 1)
    keys.type("1i1")
    keys.page.get_by_role("link", name="Hjälp").click()
    keys.page.wait_for_url("**/keys")
    keys.page.go_back()
    expect(keys.page.locator(".draft")).to_be_focused()
    assert keys.value("fill_mode") == "1"


def test_a_colleague_sees_nothing_of_a_draft(
    clinic: Clinic, keys: Keyboard, colleague: Page
) -> None:
    code = clinic.new_code()
    keys.open(code, "c", 1)
    keys.type("1i101" + "02")
    is_kept(keys)
    colleague.reload()
    assert code not in colleague.inner_text("main")
    theirs = Keyboard(colleague)
    theirs.open(code, "c", 1)
    assert theirs.value("since_main") == ""
    expect(colleague.locator(".draft")).to_have_count(0)


def test_who_is_signed_out_in_the_middle_is_told_and_loses_nothing(
    clinic: Clinic, chromium: Browser
) -> None:
    code = clinic.new_code()
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(clinic.link(BERIT))
        keys = Keyboard(page)
        keys.open(code, "c", 1)
        keys.type("1i101" + "0")
        is_kept(keys)
        (token,) = [one["value"] for one in context.cookies() if one["name"] == "kast_sign_in"]
        with clinic.database.begin() as session:
            sign_out(session, token, clock.now())
        keys.type("2")
        expect(page.locator("[data-draft-line]")).to_contain_text("Låt fönstret vara öppet")
        keys.press("F9", "F9")
        expect(page.locator(".summary--look")).to_contain_text("Du är inte inloggad längre")
        assert keys.value("since_main") == "2"
        # Signed in again in another tab, the same page is saved.
        with context.new_page() as other:
            other.goto(clinic.link(BERIT))
        keys.page.locator("#text_urge_max_7d").focus()
        keys.type("578999")
        keys.press("F9")
        page.wait_for_url("**/sheet/*")


def test_two_tabs_of_one_sheet_make_one_sheet(clinic: Clinic, keys: Keyboard) -> None:
    code = clinic.new_code()
    keys.open(code, "c", 1)
    other = again(keys.page.context, clinic)
    other.open(code, "c", 1)
    for tab in (keys, other):
        tab.type("1i101" + "00578999")
    keys.press("Enter")
    keys.page.wait_for_url("**/sheet/*")
    other.press("Enter")
    expect(other.page.locator(".summary--look")).to_contain_text("Det finns redan ett sparat ark")
    assert other.value("since_main") == "0"
    other.page.close()
