from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from kast_eval import clock
from kast_eval.actions.sign_in import LONGEST_SIGN_IN
from kast_eval.store.sign_ins import browsers_of
from tests.actions.accounts import KARIN
from tests.actions.passkeys import person
from tests.routes.karins import Device, KarinsClinic, karins_clinic, plug_in, sign_in
from tests.routes.usable import is_usable

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KarinsClinic]:
    with karins_clinic(tmp_path_factory.mktemp("karins") / "clinic") as one:
        yield one


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    faults: list[str] = []
    with chromium.new_context(viewport={"width": 1280, "height": 900}) as context:
        context.set_default_timeout(30_000)
        with context.new_page() as opened:
            opened.on("pageerror", lambda fault: faults.append(str(fault)))
            yield opened
    assert faults == []


@pytest.fixture
def device(page: Page, clinic: KarinsClinic) -> Device:
    """Karin, who is signed in, has added a passkey of the device."""
    made = plug_in(page)
    sign_in(page, clinic)
    page.goto(f"{clinic.address}/account")
    page.get_by_role("link", name="Se och lägg till passnycklar").click()
    add(page, "Arbetsdatorn")
    is_usable(page)
    return made


def add(page: Page, name: str) -> None:
    page.get_by_label("Vad ska den heta?").fill(name)
    page.get_by_role("button", name="Lägg till").click()
    expect(page.get_by_text("Passnyckeln är tillagd.")).to_be_visible()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Logga ut").first.click()
    expect(page.get_by_role("heading", name="Utvärdering av")).to_be_visible()


def test_a_passkey_signs_in_without_a_word_typed(
    page: Page, clinic: KarinsClinic, device: Device
) -> None:
    assert device.passkeys() == 1
    sign_out(page)
    page.goto(f"{clinic.address}/sign-in?back=/account")
    page.get_by_role("button", name="Logga in med passnyckel").press("Enter")
    expect(page.get_by_role("heading", name=KARIN)).to_be_visible()
    with clinic.database.read() as session:
        newest = browsers_of(
            session, person(clinic.database), created_after=clock.now() - LONGEST_SIGN_IN
        )
    assert newest[0].method == "passkey"


def test_a_device_that_does_not_know_the_finger_lets_nobody_in(
    page: Page, clinic: KarinsClinic, device: Device
) -> None:
    sign_out(page)
    device.verifies(verified=False)
    page.goto(f"{clinic.address}/sign-in")
    button = page.get_by_role("button", name="Logga in med passnyckel")
    button.click()
    expect(page.get_by_text("Det blev ingen passnyckel.")).to_be_visible()
    expect(button).to_be_enabled()
    device.verifies(verified=True)
    button.click()
    expect(page.get_by_role("link", name=KARIN)).to_be_visible()


@pytest.mark.usefixtures("device")
def test_a_passkey_that_the_device_has_is_not_made_twice(page: Page) -> None:
    page.get_by_label("Vad ska den heta?").fill("En till")
    page.get_by_role("button", name="Lägg till").click()
    expect(page.get_by_text("finns redan bland dina")).to_be_visible()


def test_a_passkey_that_was_removed_is_refused_in_words(
    page: Page, clinic: KarinsClinic, device: Device
) -> None:
    page.get_by_role("button", name="Ta bort Arbetsdatorn").last.click()
    expect(page.get_by_text("Passnyckeln är borttagen.")).to_be_visible()
    assert device.passkeys() == 1
    sign_out(page)
    page.goto(f"{clinic.address}/sign-in")
    page.get_by_role("button", name="Logga in med passnyckel").click()
    expect(page.get_by_text("Passnyckeln gav inte tillträde.")).to_be_visible()


@pytest.mark.usefixtures("device")
def test_a_locked_page_keeps_what_is_typed_and_is_uncovered_by_a_passkey(page: Page) -> None:
    page.get_by_label("Vad ska den heta?").fill("Halvskrivet")
    page.get_by_role("button", name="Lås", exact=True).click()
    expect(page.get_by_role("heading", name="Skärmen är låst")).to_be_visible()
    page.get_by_role("button", name="Lås upp med passnyckel").click()
    expect(page.get_by_label("Vad ska den heta?")).to_be_visible()
    expect(page.get_by_label("Vad ska den heta?")).to_have_value("Halvskrivet")
    page.reload()
    expect(page.get_by_role("heading", name="Dina passnycklar")).to_be_visible()


def test_the_page_at_a_number_says_where_to_go(page: Page, clinic: KarinsClinic) -> None:
    page.goto(f"{clinic.address.replace('localhost', '127.0.0.1')}/sign-in")
    expect(page.get_by_text(f"Öppna samma sida på {clinic.address}/ i stället.")).to_be_visible()
    expect(page.get_by_role("button", name="Logga in med passnyckel")).to_have_count(0)
