"""The pages of packages with something on them are usable: a practice clinic never has any."""

from collections.abc import Iterator
from threading import Thread

import pytest
from playwright.sync_api import Browser, FilePayload

from kast_eval.dataset.package.seal import LARGEST_SEALED
from kast_eval.web.server import address, listen, make_server
from tests.actions.test_packages import LEADER, SECOND
from tests.promises.length import FULL
from tests.routes.usable import is_usable
from tests.web.packaging import (
    AT_CENTRE,
    AT_CLINIC,
    CLINIC,
    FIRST,
    OTHER,
    Place,
    approve,
    keys_of,
    make_places,
    of_the_clinic,
    place,
    taken,
    trusted,
)

UPLOADED = LARGEST_SEALED + 1

pytestmark = [
    pytest.mark.prove,
    pytest.mark.browser,
    pytest.mark.skipif(not FULL, reason="every page there is, by make prove FULL=1"),
]


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Place, Place]]:
    """Give a clinic whose next package is approved, and a centre with a sender and a question."""
    folder = make_places(tmp_path_factory.mktemp("usable"))
    clinic = place(folder / "clinic", LEADER, SECOND)
    centre = place(folder / "centre", FIRST, OTHER)
    keys = keys_of(centre)
    clinic.one.send(f"{AT_CLINIC}/ask", recipients=keys, reason="Kvartal 3")
    approve(clinic.two)
    trusted(centre)
    taken(centre.one, of_the_clinic(keys))
    new = {**CLINIC, "municipality": "1480", "letters": "GG", "relative_letters": "RG"}
    centre.one.send(f"{AT_CENTRE}/ask", **new)
    yield clinic, centre
    for one in (clinic, centre):
        one.database.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 400)])
@pytest.mark.parametrize("at", ["clinic", "centre"])
def test_the_pages_of_packages_are_usable(
    places: tuple[Place, Place], chromium: Browser, at: str, scheme: str, width: int
) -> None:
    shown = places[at == "centre"]
    cookie = shown.two.client.get_cookie("kast_sign_in")
    assert cookie is not None
    with (
        listen() as listener,
        chromium.new_context(
            color_scheme="dark" if scheme == "dark" else "light",
            viewport={"width": width, "height": 800},
        ) as context,
    ):
        server = make_server(shown.app, listener)
        Thread(target=server.run, daemon=True).start()
        base = address(listener)
        context.add_cookies([{"name": "kast_sign_in", "value": cookie.value, "url": base}])
        page = context.new_page()
        for path in (AT_CLINIC if at == "clinic" else AT_CENTRE, "/approvals"):
            page.goto(base + path)
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            is_usable(page)
        if at == "centre":
            page.goto(base + AT_CENTRE)
            page.get_by_label("Filen från mottagningen").set_input_files(__file__)
            page.get_by_role("button", name="Ta emot paketet").press("Enter")
            page.wait_for_selector("#file_error")
            is_usable(page)
            large = page.get_by_label("Filen från mottagningen")
            film = FilePayload(name="film.mp4", mimeType="video/mp4", buffer=bytes(UPLOADED))
            large.set_input_files(film)
            assert "större än 16 MB" in large.evaluate("one => one.validationMessage")
        server.close()
