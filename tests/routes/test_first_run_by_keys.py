"""From an empty folder to the first saved form, with the keyboard alone."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from kast_eval.store.folder import FolderSort, sort_of
from kast_eval.study.client_code import check_letter
from tests.routes.keyboard import Keyboard
from tests.routes.usable import is_usable

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
LONGEST_SCRIPT = 5 * 60
OWN_WORDS = "fyra gröna elefanter sjunger"
CLINIC_WORDS = "blå tårta vid sjön i maj"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """Start the program on an empty folder as a person does; give its address."""
    environment = {
        **os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1",
        "KAST_EVAL_INSTANCE": str(tmp_path / "instance"),
    }  # fmt: skip
    with subprocess.Popen(
        [sys.executable, "-m", "kast_eval", "serve", "--port", "0"],
        cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8",
    ) as server:  # fmt: skip
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


@pytest.fixture(params=[("light", 1280), ("dark", 400)], ids=["wide", "narrow-dark"])
def page(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    scheme, width = request.param
    with chromium.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 800}
    ) as context:
        context.set_default_timeout(30_000)
        yield context.new_page()


def test_a_clinic_is_opened_and_a_first_form_is_saved_by_keys_alone(
    served: str, page: Page, tmp_path: Path
) -> None:
    begun = time.monotonic()
    page.goto(served)
    keys = Keyboard(page)
    opened(keys, tmp_path / "copies")
    assert sort_of(tmp_path / "instance") is FolderSort.CLINIC
    signed_in(keys)
    body = "SM0001"
    keys.open(f"{body}{check_letter(body)}", "c", 1)
    keys.type("1i101" + "0v")
    keys.press("F9", "F9")
    page.wait_for_url("**/sheet/*")
    assert time.monotonic() - begun < LONGEST_SCRIPT


def opened(keys: Keyboard, copies: Path) -> None:
    """Answer the ten questions and open the clinic."""
    copies.mkdir()
    page = keys.page
    is_usable(page)
    keys.press("ArrowDown", "Enter")
    on(page, "clinic")
    filled(keys, "KAST Småstad", "1480")
    on(page, "codes")
    keys.press("Enter")
    on(page, "study")
    keys.press("Space", "Enter")
    on(page, "user")
    filled(keys, "Karin Test", OWN_WORDS, OWN_WORDS)
    on(page, "opening")
    keys.press("Tab")
    filled(keys, CLINIC_WORDS, CLINIC_WORDS)
    on(page, "recovery")
    code = "".join(page.locator(".paper-code b").all_inner_texts())
    keys.press("Tab", "Enter")
    on(page, "paper")
    filled(keys, code.lower())
    on(page, "backup")
    filled(keys, str(copies))
    expect(page.locator("#same_disk_doubt")).to_be_visible()
    is_usable(page)
    keys.press("Tab", "Space", "Enter")
    on(page, "finish")
    keys.press("Enter")
    expect(page.locator("h1")).to_have_text("KAST Småstad är öppnad", timeout=30_000)
    is_usable(page)
    keys.press("Enter")
    page.wait_for_url("**/sign-in")


def signed_in(keys: Keyboard) -> None:
    """Sign in for the first time: the passphrase, and an app for codes."""
    page = keys.page
    filled(keys, "Karin Test", OWN_WORDS)
    page.wait_for_url(re.compile("/second-factor"))
    secret = re.sub(r"\s", "", page.locator(".app-secret").text_content() or "")
    filled(keys, pyotp.TOTP(secret).now())
    expect(page.locator(".paper-codes")).to_be_visible(timeout=30_000)
    keys.press("Tab", "Enter")
    page.wait_for_url("**/today")


def on(page: Page, step: str) -> None:
    page.wait_for_url(f"**/first-run/{step}")
    is_usable(page)


def filled(keys: Keyboard, *texts: str) -> None:
    """Type into one field after another, and send them."""
    for place, text in enumerate(texts):
        if place:
            keys.press("Tab")
        keys.write(text)
    keys.press("Enter")
