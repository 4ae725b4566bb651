"""The conversation sheet by the keyboard, when time is up, and after signing out."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from playwright.sync_api import Error as BrowserError
from pypdf import PdfReader

from kast_eval.store.users import find_user
from kast_eval.web.app import create_app
from kast_eval.web.pages.conversation import SECONDS
from kast_eval.web.server import address, listen, make_server
from tests.actions.accounts import KARIN, PASSPHRASE
from tests.actions.at_the_clinic import ANNA, Sent, code, enter, entered, plan
from tests.routes.conftest import Clinic
from tests.routes.karins import karins_clinic, sign_in
from tests.routes.keyboard import Keyboard
from tests.routes.usable import is_usable

pytestmark = pytest.mark.browser

SHORT = 2
ONE_ANSWER = Sent(confirmed=("urge_max_7d",))
MM = 25.4 / 72
"""How many mm a point is."""


def course(clinic: Clinic) -> tuple[int, str]:
    """Return the number of a client with three check-ins, and the last of the sheets."""
    client = clinic.next_client()
    # The longest goal that can be keyed, in one word.
    start = {"goal_main": "97", "goal_main_txt": "aldrig" * 10, "buy_ever": "1"}
    first = Sent("start", code(client), None, submission=f"{client}, start")
    entered(clinic.database, first, start)
    sheets = [
        entered(
            clinic.database,
            Sent(code=code(client), number=number, submission=f"{client}, {number}"),
            {"since_main": "0", "urge_max_7d": urge, "mood_7d": "5"},
        )
        for number, urge in enumerate("863", start=1)
    ]
    return client, sheets[-1]


def is_empty(page: Page) -> None:
    expect(page.get_by_text("Sug", exact=True)).to_have_count(0)
    expect(page.get_by_role("img")).to_have_count(0)


def cannot_go_back(page: Page) -> None:
    """Go back, and send again what was sent, as the browser then offers."""
    with pytest.raises(BrowserError, match="ERR_CACHE_MISS"):
        page.go_back()
    is_empty(page)
    page.reload()
    is_empty(page)


@pytest.fixture
def hurried(clinic: Clinic) -> Iterator[str]:
    """Return the address of a server that shows a sheet for two seconds."""
    app = create_app(clinic.database, plan())
    app.config[SECONDS] = SHORT
    with listen() as listener:
        server = make_server(app, listener)
        Thread(target=server.run, daemon=True).start()
        yield address(listener)
        server.close()


def test_one_key_leads_from_a_saved_sheet_to_the_course(clinic: Clinic, page: Page) -> None:
    client, _ = course(clinic)
    hands = Keyboard(page)
    hands.open(code(client), "c", 4)
    # The head of the paper, a no to purchases, and every ruler.
    hands.type("i101" + "0" + "0578999")
    assert hands.focused == "save"
    hands.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Sparat.")
    hands.press("u")
    expect(page.get_by_role("heading", name="Samtalsunderlag")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Samtal 4")
    assert page.url == f"{clinic.address}/conversation"
    is_usable(page)
    page.set_viewport_size({"width": 400, "height": 800})
    is_usable(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.get_by_role("button", name="Större text").click()
    expect(page.get_by_role("button", name="Vanlig text")).to_be_visible()
    expect(page.get_by_role("heading", name="Frågor att börja med")).to_be_in_viewport()
    is_usable(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading")).to_have_text("Underlaget är stängt.")


def test_a_typed_code_and_enter_show_the_course(clinic: Clinic, page: Page) -> None:
    client, _ = course(clinic)
    page.goto(f"{clinic.address}/conversation")
    hands = Keyboard(page)
    hands.type(code(client))
    hands.press("Enter")
    expect(page.locator("main")).to_contain_text("Mest ändrat sedan samtal 2: Sug, 3 steg ned.")
    assert page.get_by_role("img").get_attribute("aria-label")
    order = page.locator("main").aria_snapshot()
    parts = ("Samtal 3", "Stäng", "Mest ändrat", "img", "Frågor att börja", "I ord", "Alla svar")
    heard = [order.index(one) for one in parts]
    assert heard == sorted(heard)


@pytest.mark.parametrize("scripts", [True, False])
def test_it_closes_itself_and_cannot_be_gone_back_to(
    clinic: Clinic, chromium: Browser, hurried: str, *, scripts: bool
) -> None:
    _, sheet = course(clinic)
    with chromium.new_context(java_script_enabled=scripts) as context:
        page = context.new_page()
        page.goto(clinic.link(ANNA).replace(clinic.address, hurried))
        page.goto(f"{hurried}/sheet/{sheet}")
        page.locator("[data-key=u]").click()
        expect(page.locator("main")).to_contain_text("Sug")
        page.wait_for_url("**/conversation/closed", timeout=20_000)
        is_empty(page)
        cannot_go_back(page)


def test_after_signing_out_going_back_shows_nothing(clinic: Clinic, chromium: Browser) -> None:
    _, sheet = course(clinic)
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(clinic.link(ANNA))
        page.goto(f"{clinic.address}/sheet/{sheet}")
        page.locator("[data-key=u]").click()
        expect(page.locator("main")).to_contain_text("Sug")
        page.get_by_role("button", name="Logga ut").click()
        page.wait_for_load_state()
        cannot_go_back(page)


def test_signing_out_in_one_tab_closes_it_in_another(clinic: Clinic, chromium: Browser) -> None:
    _, sheet = course(clinic)
    with chromium.new_context() as context:
        page, other = context.new_page(), context.new_page()
        page.goto(clinic.link(ANNA))
        page.goto(f"{clinic.address}/sheet/{sheet}")
        page.locator("[data-key=u]").click()
        expect(page.locator("main")).to_contain_text("Sug")
        other.goto(f"{clinic.address}/today")
        expect(page.locator("main")).to_contain_text("Sug")
        other.get_by_role("button", name="Logga ut anna").click()
        expect(page.get_by_role("heading", name="Underlaget är stängt.")).to_be_visible()
        is_empty(page)


def test_locking_the_screen_empties_it_and_lets_nobody_go_on(
    chromium: Browser, tmp_path: Path
) -> None:
    with karins_clinic(tmp_path / "clinic") as clinic, chromium.new_context() as context:
        with clinic.database.begin() as session:
            karin = find_user(session, KARIN)
        assert karin is not None
        enter(clinic.database, ONE_ANSWER, {"since_main": "0", "urge_max_7d": "5"}, user=karin)
        page, other = context.new_page(), context.new_page()
        sign_in(page, clinic)
        for locked in (page, other):
            other.goto(f"{clinic.address}/today")
            page.goto(f"{clinic.address}/conversation")
            keys = Keyboard(page)
            keys.write(ONE_ANSWER.code)
            keys.press("Enter")
            expect(page.locator("main")).to_contain_text("Sug")
            locked.get_by_role("button", name="Lås").click()
            for tab in (page, other):
                expect(tab.get_by_role("dialog", name="Skärmen är låst")).to_be_visible()
            expect(page.locator("main > *")).to_have_count(0)
            page.keyboard.press("Escape")
            expect(page.get_by_role("dialog")).to_be_visible()
            # The page leads here by itself when its time is up.
            page.goto(f"{clinic.address}/conversation/closed")
            expect(page.get_by_role("heading")).to_have_text("Skärmen är låst")
            other.locator("#lock_password").fill(PASSPHRASE)
            other.keyboard.press("Enter")
            expect(other.get_by_role("dialog")).to_be_hidden()


def test_half_a_minute_before_it_closes_it_says_so_and_one_key_keeps_it(
    clinic: Clinic, annas_browser: BrowserContext
) -> None:
    _, sheet = course(clinic)
    with annas_browser.new_page() as page:
        page.clock.install()
        page.goto(f"{clinic.address}/sheet/{sheet}")
        page.locator("[data-key=u]").click()
        said = page.locator(".conversation__soon").get_by_role("status")
        # The script takes the words away until it is time.
        expect(page.locator(".conversation__soon p")).to_have_text("")
        page.clock.fast_forward("01:20")
        expect(said).to_be_hidden()
        page.clock.fast_forward("00:10")
        expect(said).to_have_text("Underlaget stängs om en halv minut.")
        is_usable(page)
        with page.expect_navigation():
            page.keyboard.press("m")
        expect(page.locator("main")).to_contain_text("Sug")
        expect(said).to_be_hidden()


def printed(page: Page) -> Page:
    """Return the window in which the sheet is printed."""
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Skriv ut").click()
    return opened.value


def test_what_is_printed_is_one_a4_without_the_page_around_it(clinic: Clinic, page: Page) -> None:
    client, sheet = course(clinic)
    page.goto(f"{clinic.address}/sheet/{sheet}")
    page.locator("[data-key=u]").click()
    with printed(page) as window:
        expect(window.get_by_role("img", name="Samtalsunderlag")).to_be_visible()
        expect(window.get_by_role("button", name="Skriv ut")).to_be_focused()
        expect(window.get_by_role("link", name="I dag")).to_be_hidden()
        is_usable(window)
        (paper,) = PdfReader(BytesIO(window.pdf(prefer_css_page_size=True))).pages
        assert [round(float(one) * MM) for one in paper.mediabox[2:]] == [210, 297]
        text = paper.extract_text()
        assert code(client) in text
        assert "Stäng" not in text
        asked = "document.querySelector('main').dataset.printed = '1'"
        window.evaluate(f"window.print = () => {{ {asked} }}")
        window.keyboard.press("p")
        expect(window.locator("main[data-printed]")).to_be_visible()
        window.keyboard.press("Escape")
        expect(window.get_by_role("heading")).to_have_text("Underlaget är stängt.")
    expect(page.locator("main")).to_contain_text("Sug")
    around = PdfReader(BytesIO(page.pdf())).pages[0].extract_text()
    assert "Skriv ut med knappen" in around
    assert "Sug" not in around


def test_a_window_with_a_print_closes_itself(
    clinic: Clinic, chromium: Browser, hurried: str
) -> None:
    _, sheet = course(clinic)
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(clinic.link(ANNA).replace(clinic.address, hurried))
        page.goto(f"{hurried}/sheet/{sheet}")
        page.locator("[data-key=u]").click()
        window = printed(page)
        window.wait_for_url("**/conversation/closed", timeout=20_000)
        expect(window.locator("svg")).to_have_count(0)
        cannot_go_back(window)
