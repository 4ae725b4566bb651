"""What happens around a save: errors, doubts, two tabs, going back, clicking twice."""

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from tests.actions.at_the_clinic import ANNA, sheet_count
from tests.routes.conftest import Clinic
from tests.routes.keyboard import Keyboard

pytestmark = pytest.mark.browser


@pytest.fixture
def keys(page: Page) -> Keyboard:
    return Keyboard(page)


def keyed(clinic: Clinic, keys: Keyboard) -> str:
    """Key a check-in and return the address of its sheet."""
    keys.open(clinic.new_code(), "c", 1)
    keys.type("1i101" + "00578999")
    keys.press("Enter")
    keys.page.wait_for_url("**/sheet/*")
    return keys.page.url


def test_errors_come_back_with_everything_that_was_typed(clinic: Clinic, keys: Keyboard) -> None:
    keys.open(clinic.new_code(), "c", 1)
    keys.type("1i101" + "1")
    keys.type("ca hundra")
    keys.press("Enter")
    keys.type("2")
    keys.press("F9", "F9")
    summary = keys.page.locator(".summary--error")
    expect(summary).to_be_focused()
    expect(summary.locator("a")).to_have_count(1)
    assert (keys.value("since_buy_n"), keys.value("since_main")) == ("ca hundra", "2")
    # One key leads to the first item that needs a look.
    keys.press("Enter")
    assert keys.focused == "since_buy_n"
    keys.type("99")
    keys.press("F9")
    keys.page.wait_for_url("**/sheet/*")


def test_a_doubt_is_confirmed_by_saving_once_more(clinic: Clinic, keys: Keyboard) -> None:
    keys.open(clinic.new_code(), "c", 1)
    keys.type("1i101" + "0")
    keys.press("ArrowUp")
    keys.type("04")
    keys.press("F9", "F9")
    expect(keys.page.locator(".summary--look")).to_be_focused()
    keys.press("F9")
    keys.page.wait_for_url("**/sheet/*")
    assert "Frågan skulle hoppas över" in keys.page.inner_text(".doubts")


def test_an_entry_is_corrected_by_keys(clinic: Clinic, keys: Keyboard) -> None:
    address = keyed(clinic, keys)
    keys.page.goto(f"{address}/correct")
    keys.page.locator("#text_mood_7d").focus()
    keys.type("9")
    keys.press("F9")
    # Without a reason nothing is saved.
    expect(keys.page.locator(".summary--error")).to_be_focused()
    keys.page.locator("#reason").focus()
    keys.type("fel ruta")
    keys.press("Enter")
    assert keys.focused == "save"
    keys.press("Enter")
    keys.page.wait_for_url(address)
    assert "«8» blev «9»" in keys.page.inner_text(".history")


def test_two_tabs_that_correct_one_sheet_lose_nothing(clinic: Clinic, keys: Keyboard) -> None:
    address = keyed(clinic, keys)
    first, second = keys.page.context.new_page(), keys.page.context.new_page()
    for tab in (first, second):
        tab.goto(f"{address}/correct")
    for tab, mood in ((first, "1"), (second, "2")):
        tab.fill("#text_mood_7d", mood)
        tab.fill("#reason", "fel ruta")
        tab.click("#save")
    expect(second.locator("tr.differs")).to_have_count(1)
    assert second.locator("tr.differs td").all_inner_texts() == ["8", "2", "1"]
    second.get_by_role("button", name="Fortsätt med det jag ändrade").click()
    expect(second.locator("#text_mood_7d")).to_have_value("2")
    second.click("#save")
    second.wait_for_url(address)
    assert second.inner_text(".history").count("Rättat") == 2
    first.close()
    second.close()


def test_going_back_after_a_save_makes_no_second_sheet(clinic: Clinic, keys: Keyboard) -> None:
    address = keyed(clinic, keys)
    saved = sheet_count(clinic.database)
    keys.page.go_back()
    expect(keys.page.locator(".notice")).to_contain_text("redan sparad")
    assert keys.page.url == address
    assert sheet_count(clinic.database) == saved


def test_a_double_click_makes_one_sheet(clinic: Clinic, keys: Keyboard) -> None:
    keys.open(clinic.new_code(), "c", 1)
    keys.type("1i101" + "00578999")
    saved = sheet_count(clinic.database)
    keys.page.locator("#save").dblclick()
    keys.page.wait_for_url("**/sheet/*")
    assert sheet_count(clinic.database) == saved + 1


def test_what_has_no_answer_is_told_before_the_save(clinic: Clinic, keys: Keyboard) -> None:
    keys.open(clinic.new_code(), "c", 1)
    keys.type("1i101" + "0057899")
    keys.press("ArrowDown")
    assert keys.focused == "save"
    keys.press("Enter")
    expect(keys.page.locator("#said")).to_contain_text("Utan svar: 8c.")
    assert keys.focused == "save"
    keys.press("Enter")
    keys.page.wait_for_url("**/sheet/*")


def test_one_click_saves_from_any_question(clinic: Clinic, keys: Keyboard) -> None:
    keys.open(clinic.new_code(), "c", 1)
    keys.type("1i101" + "00578999")
    keys.page.locator("#text_confidence").focus()
    save = keys.page.locator("#save")
    save.scroll_into_view_if_needed()
    place = save.bounding_box()
    assert place is not None
    keys.page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    keys.page.wait_for_url("**/sheet/*")


def test_a_server_that_does_not_answer_takes_nothing_from_the_page(
    clinic: Clinic, keys: Keyboard
) -> None:
    keys.open(clinic.new_code(), "c", 1)
    keys.type("1i101" + "00578999")
    keys.page.context.set_offline(offline=True)
    keys.press("Enter")
    expect(keys.page.locator("#said")).to_contain_text("Programmet svarar inte.")
    assert keys.value("since_main") == "0"
    keys.page.context.set_offline(offline=False)
    keys.press("Enter")
    keys.page.wait_for_url("**/sheet/*")


def test_leaving_a_page_without_a_draft_asks_first(clinic: Clinic, keys: Keyboard) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    # A practice sheet is stored nowhere.
    keys.page.goto(f"{clinic.address}/practice/3-avstamning")
    keys.type("1")
    address = keys.page.url
    keys.page.on("dialog", stay)
    keys.page.get_by_role("link", name="Hjälp").click(no_wait_after=True)
    keys.page.wait_for_timeout(300)
    assert (asked, keys.page.url) == (["beforeunload"], address)
    keys.page.remove_listener("dialog", stay)


def test_the_language_is_changed_by_a_click_and_nothing_is_lost(
    clinic: Clinic, keys: Keyboard
) -> None:
    keys.open(clinic.new_code(), "c", 1)
    keys.type("1i1")
    keys.page.get_by_role("button", name="English").click()
    expect(keys.page.get_by_role("heading", level=1)).to_contain_text("Check-in")
    assert keys.value("fill_mode") == "1"
    keys.page.get_by_role("button", name="Svenska").click()
    expect(keys.page.get_by_role("heading", level=1)).to_contain_text("Avstämning")
    assert keys.value("fill_mode") == "1"


def test_a_sheet_is_keyed_without_scripts(chromium: Browser, clinic: Clinic) -> None:
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(clinic.link(ANNA))
        page.fill("#client_code", clinic.new_code())
        page.fill("#form", "c")
        page.fill("#number", "1")
        page.press("#number", "Enter")
        page.fill("#text_person_type", "1")
        page.focus("#text_fill_date")
        for text in ("20260309", "1", "0", "1", "0", "", "b"):
            page.keyboard.type(text)
            page.keyboard.press("Tab")
        # Enter in a field looks at the sheet and saves nothing.
        page.press("#text_mood_7d", "Enter")
        expect(page.locator("[data-list=unanswered]")).to_be_visible()
        expect(page.locator("#text_since_main")).to_have_value("b")
        page.click("#save")
        page.wait_for_url("**/sheet/*")
        assert "någon gång" in page.inner_text(".coded")


def test_a_reader_of_labels_that_ends_with_enter_goes_on_to_the_form(
    clinic: Clinic, keys: Keyboard
) -> None:
    keys.type(clinic.new_code())
    keys.page.locator("#client_code").focus()
    keys.press("Enter")
    assert keys.focused == "form"
    keys.type("c1")
    keys.press("Enter")
    keys.page.wait_for_url("**/entry/*")
