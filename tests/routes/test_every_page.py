"""axe-core on every page that has an address: for a lead, a researcher, a stranger."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from kast_eval import clock
from kast_eval.store.database import open_database
from kast_eval.store.sites import add_site
from kast_eval.store.users import add_user
from kast_eval.study.site import TRAINING_NEIGHBOUR, TRAINING_SITE
from kast_eval.web.app import create_app
from kast_eval.web.server import address, listen, make_server
from tests.actions.at_the_clinic import EVERYBODY, plan
from tests.promises.length import FULL
from tests.routes.conftest import Clinic
from tests.routes.usable import RULES
from tests.web.access import NOBODY, PEOPLE, Things, made
from tests.web.test_access import MATRIX

# The pages that people use most are looked at in every run, by test_looks.
pytestmark = [
    pytest.mark.prove,
    pytest.mark.browser,
    pytest.mark.skipif(not FULL, reason="every page there is, by make prove FULL=1"),
]

ERRORS = 400
NO_PAGES = (".pdf", ".svg", ".woff2", "<path:filename>")
"""What is no page, by the end of its address."""

LEADS_ON = frozenset({"/unlocked", "/sign-in/provider/answer"})
"""Pages that lead on by themselves at once."""

OPTIONS = {**RULES, "resultTypes": ["violations"]}

LONGEST = 40
"""A long chapter is made of the same parts all the way."""


@dataclass(frozen=True)
class Everything:
    clinic: Clinic
    things: Things


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Everything]:
    """Return a running clinic that has one of each thing."""
    database = open_database(tmp_path_factory.mktemp("everything"), training=True)
    with database.begin() as session:
        for site in (TRAINING_SITE, TRAINING_NEIGHBOUR):
            add_site(session, site)
        for user in EVERYBODY:
            add_user(session, user.name, user.roles, created=clock.now())
    things = made(database)
    with listen() as listener:
        server = make_server(create_app(database, plan()), listener)
        Thread(target=server.run, daemon=True).start()
        yield Everything(Clinic(address(listener), database), things)
        server.close()
    database.close()


@pytest.mark.parametrize("person", ["lead here", "researcher here", NOBODY])
def test_axe_finds_nothing_on_any_page(
    everything: Everything, chromium: Browser, person: str
) -> None:
    with chromium.new_context(viewport={"width": 1280, "height": 800}) as context:
        page = context.new_page()
        if person != NOBODY:
            page.goto(everything.clinic.link(PEOPLE[person]))
        # What is the same for everybody is looked at once, as a stranger.
        for_all = person == NOBODY
        rules = [
            rule
            for (method, rule), access in MATRIX.items()
            if method == "GET" and (access.roles is None) is for_all
        ]
        found = dict(findings(everything, page, rules))
    assert {path: one for path, one in found.items() if one} == {}


def findings(
    everything: Everything, page: Page, rules: Iterable[str]
) -> Iterator[tuple[str, list[str]]]:
    """Give what axe finds on each page; those that tell the same error are one page."""
    seen: set[str | int] = set()
    for rule in rules:
        if rule.endswith(NO_PAGES) or rule in LEADS_ON:
            continue
        answer = page.goto(everything.clinic.address + everything.things.path(rule))
        assert answer is not None
        what = answer.status if answer.status >= ERRORS else page.url
        if what in seen or "text/html" not in (answer.header_value("content-type") or ""):
            continue
        seen.add(what)
        page.evaluate(
            f"document.querySelectorAll('.manual > :nth-child(n + {LONGEST})')"
            ".forEach(one => one.remove())"
        )
        page.evaluate("document.fonts.ready.then(() => true)")
        violations = Axe().run(page, options=OPTIONS).response["violations"]
        yield rule, [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in violations]
