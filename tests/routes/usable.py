"""Whether a page is usable by everybody: contrast, labels, and no scrolling sideways."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# Text stands out from its ground by seven to one, which is more than the level AA asks for.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"color-contrast-enhanced": {"enabled": True}},
    # Where everything that is right stands is not written down, which takes longer than to look.
    "resultTypes": ["violations"],
}


def is_usable(page: Page) -> None:
    # The heights of lines are those of our own type, once it is there.
    page.evaluate("document.fonts.ready.then(() => true)")
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:300]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "scrolls sideways"
