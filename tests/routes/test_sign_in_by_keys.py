"""From an invitation to a locked screen that gives back what was typed, with the keys alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from threading import Thread
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from kast_eval import clock
from kast_eval.actions.invite_user import invite_user
from kast_eval.actions.sign_in import begin_sign_in
from kast_eval.store.database import Database, open_database
from kast_eval.store.events import events
from kast_eval.store.users import find_user
from kast_eval.study.roles import Role
from kast_eval.web.app import create_app
from kast_eval.web.server import address, listen, make_server
from tests.actions.accounts import KARIN, PASSPHRASE, make_clinic, shown
from tests.actions.at_the_clinic import HERE, code, plan
from tests.routes.keyboard import Keyboard
from tests.routes.usable import is_usable

pytestmark = pytest.mark.browser

HER_OWN = "sju trappsteg och en igelkott"


@dataclass
class Running:
    """A clinic that is no training, served."""

    address: str
    database: Database

    def invitation(self, name: str) -> str:
        with self.database.begin() as session:
            karin = find_user(session, KARIN)
            assert karin is not None
            roles = frozenset({Role.COUNSELLOR})
            return invite_user(session, karin, clock.now(), name=name, site_code=HERE, roles=roles)

    def noted(self, name: str) -> list[str]:
        with self.database.read() as session:
            return [event.action for event in events(session) if event.user == name]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("running") / "clinic"
    make_clinic(folder)
    database = open_database(folder, training=False)
    with listen() as listener:
        server = make_server(create_app(database, plan()), listener)
        Thread(target=server.run, daemon=True).start()
        yield Running(address(listener), database)
        server.close()
    database.close()


@pytest.fixture
def browser_page(chromium: Browser) -> Iterator[Page]:
    """A browser of its own, in whose scripts nothing may go wrong."""
    faults: list[str] = []
    with chromium.new_context(viewport={"width": 1280, "height": 800}) as context:
        context.set_default_timeout(30_000)
        with context.new_page() as opened:
            opened.on("pageerror", lambda fault: faults.append(str(fault)))
            yield opened
    assert faults == []


def begun(page: Page, running: Running, name: str) -> None:
    """Accept an invitation, and be on the page that sets up the app."""
    keys = Keyboard(page)
    page.goto(f"{running.address}/invited")
    keys.write(running.invitation(name).lower())
    for _ in range(2):
        keys.press("Tab")
        keys.write(HER_OWN)
    keys.press("Enter")
    page.wait_for_url("**/second-factor")
    page.locator(".app-secret").wait_for(state="attached")


def confirmed(page: Page) -> None:
    """Confirm the app, and be on the page with the codes for the paper."""
    keys = Keyboard(page)
    secret = page.locator(".app-secret").text_content() or ""
    keys.write(shown(clock.now(), secret.replace(" ", "")))
    keys.press("Enter")
    expect(page.locator(".paper-codes li")).to_have_count(10)


def invited(page: Page, running: Running, name: str) -> Keyboard:
    """Come in by an invitation, and be on the page of the day."""
    begun(page, running, name)
    confirmed(page)
    keys = Keyboard(page)
    keys.press("Tab", "Enter")
    page.wait_for_url("**/today")
    return keys


def keyed(page: Page, keys: Keyboard, number: int) -> None:
    """Begin a new client's sheet and answer its first question."""
    keys.open(code(number), "C", 1)
    page.locator("form#entry").wait_for()
    keys.write("1")


def what_is_typed(page: Page) -> list[str]:
    inputs = "inputs => inputs.map(input => input.value)"
    typed: list[str] = page.locator("form#entry input:not([type=hidden])").evaluate_all(inputs)
    return typed


def test_a_screen_that_was_left_is_covered_and_gives_back_what_was_typed(
    running: Running, browser_page: Page
) -> None:
    page = browser_page
    page.clock.install()
    keys = invited(page, running, "Disa")
    keyed(page, keys, 1)
    typed, focused = what_is_typed(page), keys.focused
    assert any(typed)
    page.clock.fast_forward("14:50")
    expect(page.locator("#lock")).to_be_hidden()
    page.clock.fast_forward("00:20")
    expect(page.locator("#lock_password")).to_be_focused()
    expect(page.locator("form#entry")).to_be_hidden()
    expect(page).to_have_title("Låst – KAST")
    keys.press("Escape", "Shift+Tab", "Shift+Tab", "Shift+Tab")
    expect(page.locator("form#entry")).to_be_hidden()
    page.locator("#lock_password").focus()
    keys.write("fel lösenfras")
    keys.press("Enter")
    expect(page.locator("#lock_error")).to_be_visible()
    keys.write(HER_OWN)
    keys.press("Enter")
    expect(page.locator("form#entry")).to_be_visible()
    assert (what_is_typed(page), keys.focused) == (typed, focused)
    assert running.noted("Disa")[-3:] == ["locked", "unlock failed", "unlocked"]


def test_work_in_one_tab_is_work_in_the_other(running: Running, browser_page: Page) -> None:
    page = browser_page
    page.context.clock.install()
    invited(page, running, "Eva")
    with page.context.new_page() as other:
        other.goto(f"{running.address}/today")
        for _ in range(2):
            page.clock.fast_forward("10:00")
            other.keyboard.press("Shift")
            # Both tabs have the one clock of their browser.
            other.wait_for_timeout(200)
        expect(page.locator("#lock")).to_be_hidden()
        expect(other.locator("#lock")).to_be_hidden()
        page.clock.fast_forward("16:00")
        for tab in (page, other):
            expect(tab.locator("#lock")).to_be_visible()
        other.bring_to_front()
        other.keyboard.type(HER_OWN)
        other.keyboard.press("Enter")
        for tab in (page, other):
            expect(tab.locator("#lock")).to_be_hidden()


def test_a_page_of_before_a_restart_is_uncovered_and_saved_too(
    running: Running, browser_page: Page
) -> None:
    page = browser_page
    keys = invited(page, running, "Ida")
    keyed(page, keys, 3)
    typed = what_is_typed(page)
    # What a page may send is known by this cookie, which a restarted program does not know.
    page.context.clear_cookies(name="kast_page")
    page.get_by_role("button", name="Lås").press("Enter")
    expect(page.locator("#lock_password")).to_be_focused()
    keys.write(HER_OWN)
    keys.press("Enter")
    expect(page.locator("form#entry")).to_be_visible()
    assert what_is_typed(page) == typed
    keys.press("F9", "F9")
    expect(page.locator("main")).not_to_contain_text("för gammal")


def test_without_the_cover_the_server_locks_and_keeps_what_is_sent(
    running: Running, browser_page: Page
) -> None:
    page = browser_page
    keys = invited(page, running, "Fia")
    keyed(page, keys, 2)
    page.context.request.post(f"{running.address}/lock", form=token_of(page))
    keys.press("F9", "F9")
    page.wait_for_url("**/locked?held=*")
    keys.write(HER_OWN)
    keys.press("Enter")
    page.wait_for_url("**/held/*")
    keys.press("Enter")
    # The sheet is asked about like any that is sent: it comes back to be saved.
    expect(page.locator("form#entry")).to_be_visible()
    assert any(what_is_typed(page))


def token_of(page: Page) -> dict[str, str | float | bool]:
    return {"csrf_token": page.locator("input[name=csrf_token]").first.input_value()}


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 400)])
def test_every_page_of_signing_in_is_usable(
    running: Running, chromium: Browser, scheme: Literal["light", "dark"], width: int
) -> None:
    name = f"Gun {scheme}"
    with chromium.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 800}
    ) as context:
        context.set_default_timeout(30_000)
        page = context.new_page()
        for path in ("/", "/sign-in", "/invited", "/second-factor"):
            page.goto(running.address + path)
            is_usable(page)
        begun(page, running, name)
        is_usable(page)
        confirmed(page)
        is_usable(page)
        for path in ("/account", "/step-up", "/today"):
            page.goto(running.address + path)
            is_usable(page)
        page.get_by_role("button", name="Lås").click()
        expect(page.locator("#lock_password")).to_be_focused()
        is_usable(page)
        page.goto(f"{running.address}/today")
        is_usable(page)


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 400)])
def test_the_page_of_colleagues_is_usable(
    running: Running, chromium: Browser, scheme: Literal["light", "dark"], width: int
) -> None:
    with running.database.begin() as session:
        karin = find_user(session, KARIN)
        assert karin is not None
        cookie = begin_sign_in(session, karin, clock.now(), method="test").cookie_token
    with chromium.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 800}
    ) as context:
        context.set_default_timeout(30_000)
        context.add_cookies([{"name": "kast_sign_in", "value": cookie, "url": running.address}])
        page = context.new_page()
        page.goto(f"{running.address}/users")
        keys = Keyboard(page)
        keys.write(f"Hans {scheme}")
        keys.press("Enter")
        expect(page.locator("#invitation_code")).to_be_visible()
        is_usable(page)
        keys.press("Enter")
        page.wait_for_url("**/users")
        for summary in page.locator("summary").all():
            summary.click()
        is_usable(page)


def test_name_passphrase_and_code_are_three_fields_and_one_key(
    running: Running, browser_page: Page
) -> None:
    page = browser_page
    keys = Keyboard(page)
    page.goto(f"{running.address}/pile")
    keys.write(KARIN)
    keys.press("Tab")
    keys.write(PASSPHRASE)
    keys.press("Tab")
    keys.write(shown(clock.now()))
    keys.press("Enter")
    expect(page.get_by_role("button", name="Lås")).to_be_visible()
    assert "signed in" in running.noted(KARIN)
