"""A counsellor's day by the keyboard alone: the list, a pile, saying why not."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from kast_eval import clock
from kast_eval.study.client_code import check_letter
from tests.actions.at_the_clinic import Sent
from tests.routes.conftest import Clinic
from tests.routes.keyboard import Keyboard
from tests.web.test_home import HELD, keyed

pytestmark = pytest.mark.browser

ANSWERS = "1i101" + "00578999"


@pytest.fixture
def keys(page: Page) -> Keyboard:
    return Keyboard(page)


def held(clinic: Clinic, *, days_ago: int = 1, number: int = 1) -> str:
    """Key the log of a new client's session, the first one by default, and return the code."""
    code = clinic.new_code()
    day = (clock.clinic_day(clock.now()) - timedelta(days_ago)).isoformat()
    keyed(
        clinic.database,
        Sent("session", code, number, 1, f"log {code}"),
        {**HELD, "session_date": day},
    )
    return code


def to_line(keys: Keyboard, code: str, words: str) -> None:
    """Go down the list to a client's form."""
    # A key that comes before the page has given the field its focus goes nowhere.
    expect(keys.page.locator("#client_code")).to_be_focused()
    # The tests share a clinic, and where many clients wait the list folds the rest away.
    for more in keys.page.locator(".due__more").all():
        more.evaluate("list => { list.open = true; }")
    for _line in range(200):
        keys.press("ArrowDown")
        focused = str(keys.page.evaluate("document.activeElement.textContent"))
        if code in focused and words in focused:
            return
    raise AssertionError(words)


def test_a_pile_of_five_sheets(clinic: Clinic, keys: Keyboard) -> None:
    keys.page.get_by_role("link", name="En hög ark").focus()
    keys.press("Enter")
    expect(keys.page.locator("#form")).to_be_focused()
    keys.type("c")
    keys.press("Enter")
    for done in range(5):
        expect(keys.page.locator(".pile-count")).to_have_text(str(done))
        expect(keys.page.locator("#client_code")).to_be_focused()
        keys.type(clinic.new_code())
        keys.type("1")
        keys.press("Enter")
        keys.page.wait_for_url("**/entry/*")
        keys.type(ANSWERS)
        keys.press("Enter")
        keys.page.wait_for_url("**/pile/checkin*")
    expect(keys.page.locator(".pile-count")).to_have_text("5")
    expect(keys.page.locator(".due__client")).to_have_count(5)
    keys.press("Escape")
    keys.page.wait_for_url("**/today")


def test_a_line_of_the_list_is_opened_with_one_key(clinic: Clinic, keys: Keyboard) -> None:
    code = held(clinic)
    keys.page.reload()
    to_line(keys, code, "Avstämning")
    keys.press("Enter")
    keys.page.wait_for_url("**/entry/*")
    expect(keys.page.locator(".whose")).to_contain_text(f"{code} samtal 1")
    # The client is known, so that the first question of the sheet is the first to be asked.
    assert keys.focused == "fill_date"


def test_a_leap_is_one_line_and_one_key_opens_the_sheet_whose_number_may_be_wrong(
    clinic: Clinic, keys: Keyboard
) -> None:
    code = held(clinic, number=9)
    keys.page.reload()
    to_line(keys, code, "samtal 1 till 8")
    keys.press("f")
    keys.page.wait_for_url("**/sheet/*")
    expect(keys.page.locator(".whose")).to_contain_text(f"{code} samtal 9")
    expect(keys.page.locator("main")).to_contain_text("Är numret fel?")


def test_saying_why_not_never_leaves_the_keys(clinic: Clinic, keys: Keyboard) -> None:
    code = held(clinic)
    keys.page.reload()
    to_line(keys, code, "Avstämning")
    keys.press("n")
    expect(keys.page.locator("h1")).to_have_text("Varför kommer arket inte?")
    keys.press("4")
    keys.page.wait_for_url("**/today")
    expect(keys.page.locator(".notice")).to_contain_text("Noterat.")
    lines = keys.page.locator(f'[data-code="{code}"][data-form="C"]')
    expect(lines).to_have_count(0)
    assert keys.focused == "client_code"


def test_a_code_alone_is_enough_for_what_is_most_urgent(clinic: Clinic, keys: Keyboard) -> None:
    code = held(clinic)
    keys.page.reload()
    keys.strokes = 0
    keys.type(code)
    assert keys.page.input_value("#form") == "C"
    keys.press("Enter")
    keys.page.wait_for_url("**/entry/*")
    assert keys.strokes == len(code) + 1
    expect(keys.page.locator(".whose")).to_contain_text("samtal 1")


def test_another_letter_takes_the_place_of_what_is_proposed(clinic: Clinic, keys: Keyboard) -> None:
    code = held(clinic)
    keys.page.reload()
    keys.type(code)
    keys.type("d")
    # The log of the first session is there, so the next one is proposed.
    assert keys.page.input_value("#number") == "2"
    keys.press("Enter")
    keys.page.wait_for_url("**/entry/*")
    expect(keys.page.locator(".whose")).to_contain_text("samtal 2")


def test_the_arrows_lead_down_the_list_and_back_to_the_code(clinic: Clinic, keys: Keyboard) -> None:
    held(clinic)
    keys.page.reload()
    expect(keys.page.locator("[data-keys=open]")).to_be_visible()
    keys.press("ArrowDown", "ArrowDown")
    expect(keys.page.locator("[data-keys=line]")).to_be_visible()
    keys.press("ArrowUp", "ArrowUp")
    assert keys.focused == "client_code"
    keys.press("ArrowDown", "Escape")
    assert keys.focused == "client_code"


def test_another_clinics_code_opens_nothing(clinic: Clinic, keys: Keyboard) -> None:
    body = "XY" + clinic.new_code()[2:6]
    keys.type(body + check_letter(body))
    keys.type("a")
    keys.press("Enter")
    expect(keys.page.locator("#client_code_error")).to_contain_text("hör inte till din mottagning")
    assert keys.focused == "client_code"
