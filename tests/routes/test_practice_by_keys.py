"""The practice sheets keyed by the manual's rules, key by key, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from kast_eval.manual.practice import PracticeSheet
from tests.manual.source import real_manual
from tests.routes.conftest import Clinic
from tests.routes.keyboard import Keyboard

pytestmark = pytest.mark.browser

NAMES = "boxes => boxes.map(box => box.id.replace('text_', ''))"


@pytest.mark.parametrize("sheet", real_manual().practice, ids=lambda one: one.name)
def test_what_the_key_says_is_typed_as_it_stands_and_is_right(
    clinic: Clinic, page: Page, sheet: PracticeSheet
) -> None:
    page.goto(f"{clinic.address}/practice/{sheet.name}")
    keys = Keyboard(page)
    names = page.locator(".key-box").evaluate_all(NAMES)
    expect(page.locator(f"#text_{names[0]}")).to_be_focused()
    for place, name in enumerate(names):
        while keys.focused != name:
            # An answer that the form leads past may stand on the paper all the same.
            assert keys.focused == "save" or keys.focused in names[place:]
            keys.press("ArrowUp")
        key = sheet.texts.get(name, "")
        page.keyboard.type(key)
        assert keys.value(name) == key
        if keys.focused == f"note_{name}":
            page.keyboard.type("en pil")
            keys.press("Enter")
        elif keys.focused == name:
            keys.press("ArrowDown")
    # What has no answer is told first.
    keys.press("F9")
    if page.locator("form#entry").count():
        keys.press("F9")
    expect(page.locator("main")).to_contain_text(re.compile(r"(\d+) av \1 svar på det här arket"))
