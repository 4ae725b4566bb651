"""Two hands on a keyboard, and how often they press."""

from contextlib import suppress
from dataclasses import dataclass

from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as BrowserTimeoutError


@dataclass
class Keyboard:
    page: Page
    strokes: int = 0

    def press(self, *keys: str) -> None:
        self._wait_for_focus()
        for key in keys:
            self.page.keyboard.press(key)
            self.strokes += 1

    def _wait_for_focus(self) -> None:
        """Wait until a page that was just opened has taken the focus to where it wants it."""
        taken = "!document.querySelector('[autofocus]') || document.activeElement !== document.body"
        with suppress(BrowserTimeoutError):
            self.page.wait_for_function(taken, timeout=2_000)

    def type(self, text: str) -> None:
        self.press(*text)

    def write(self, text: str) -> None:
        """Type signs that have no key of their own on every keyboard, too."""
        self._wait_for_focus()
        self.page.keyboard.type(text)
        self.strokes += len(text)

    def open(self, client_code: str, letter: str, number: int | None = None) -> None:
        """Open an entry page from today's page."""
        expect(self.page.locator("#client_code")).to_be_focused()
        self.type(client_code)
        self.type(letter)
        self.type("" if number is None else str(number))
        self.press("Enter")
        self.page.wait_for_url("**/entry/*")

    @property
    def focused(self) -> str:
        """Return the name of the item, the note or the button that takes the next key."""
        focused = self.page.evaluate("document.activeElement.id")
        return str(focused).removeprefix("text_")

    def value(self, name: str) -> str:
        return self.page.input_value(f"#text_{name}")
