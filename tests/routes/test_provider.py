from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kast_eval import clock
from kast_eval.actions.sign_in_by_provider import PROVIDER
from kast_eval.store.external_identities import keep_external_identity
from kast_eval.store.invitations import add_invitation
from kast_eval.store.users import add_user
from kast_eval.study.roles import Role
from tests.actions.accounts import KARIN
from tests.actions.at_the_clinic import HERE
from tests.identity.municipality import Municipality, Served, write_settings
from tests.routes.karins import KarinsClinic, running, sign_in
from tests.routes.usable import is_usable
from tests.web.karins_clinic import opened_clinic

pytestmark = pytest.mark.browser

CODE = "7K2M-9QXA-31HT-ZZ00"


@pytest.fixture
def clinic(tmp_path: Path, serving: Served, municipality: Municipality) -> Iterator[KarinsClinic]:
    # A person chooses at a page of the provider's own.
    municipality.asks = True
    with opened_clinic(tmp_path / "clinic") as database:
        write_settings(database.file.parent, serving)
        with running(database) as one:
            yield one


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    faults: list[str] = []
    # The browser does not know the authority of the test; the program does.
    with chromium.new_context(ignore_https_errors=True) as context:
        context.set_default_timeout(30_000)
        with context.new_page() as opened:
            opened.on("pageerror", lambda fault: faults.append(str(fault)))
            opened.on(
                "console",
                lambda said: faults.append(said.text) if "Content Security" in said.text else None,
            )
            yield opened
    assert faults == []


def know_karin(clinic: KarinsClinic, serving: Served) -> None:
    with clinic.database.begin() as session:
        keep_external_identity(
            session,
            KARIN,
            issuer=serving.provider.address,
            subject=serving.provider.subject,
            created=clock.now(),
        )


def test_one_signs_in_at_the_municipality_and_is_led_back(
    page: Page, clinic: KarinsClinic, serving: Served
) -> None:
    know_karin(clinic, serving)
    page.goto(f"{clinic.address}/sign-in?back=/account")
    page.get_by_role("link", name="Logga in med Småstad").click()
    assert page.url.startswith(f"{serving.provider.address}/authorize")
    with (
        page.expect_request("**/sign-in/provider/answer?*") as came,
        page.expect_request("**/sign-in/provider/done?*") as led_on,
    ):
        page.get_by_role("link", name="Me").click()
    # A browser sends strict cookies only to where one of our own pages leads.
    assert "cookie" not in came.value.all_headers()
    assert "kast_provider" in led_on.value.all_headers()["cookie"]
    expect(page.get_by_role("heading", name=KARIN)).to_be_visible()
    assert page.url == f"{clinic.address}/account"


def test_an_invitation_goes_from_a_form_to_the_municipality(
    page: Page, clinic: KarinsClinic, serving: Served
) -> None:
    now = clock.now()
    with clinic.database.begin() as session:
        add_user(session, "Bo Test", {HERE: frozenset({Role.COUNSELLOR})}, created=now)
        add_invitation(
            session, "Bo Test", CODE, created_by=KARIN, created=now, expires=now + timedelta(days=7)
        )
    page.goto(f"{clinic.address}/invited")
    is_usable(page)
    page.get_by_label("Inbjudans kod").fill(CODE)
    page.get_by_role("button", name="Logga in med Småstad").click()
    page.get_by_role("link", name="Me").click()
    expect(page.get_by_role("link", name="Bo Test")).to_be_visible()
    assert serving.provider.requests.count("/token") == 1


def test_a_covered_page_is_uncovered_from_a_tab_of_its_own(
    page: Page, clinic: KarinsClinic, serving: Served
) -> None:
    know_karin(clinic, serving)
    sign_in(page, clinic, PROVIDER)
    page.goto(f"{clinic.address}/account/passkeys")
    field = page.get_by_label("Vad ska den heta?")
    field.fill("Halvskrivet")
    page.get_by_role("button", name="Lås", exact=True).click()
    expect(page.get_by_role("heading", name="Skärmen är låst")).to_be_visible()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Lås upp med Småstad").click()
    tab = opened.value
    tab.get_by_role("link", name="Me").click()
    expect(tab.get_by_role("heading", name="Skärmen är upplåst")).to_be_visible()
    expect(field).to_be_visible()
    expect(field).to_have_value("Halvskrivet")


def test_one_who_is_unknown_reads_why_in_words(
    page: Page, clinic: KarinsClinic, serving: Served
) -> None:
    del serving
    page.goto(f"{clinic.address}/sign-in")
    page.get_by_role("link", name="Logga in med Småstad").click()
    page.get_by_role("link", name="Me").click()
    expect(page.get_by_text("Inloggningen med Småstad gav inte tillträde.")).to_be_visible()
    is_usable(page)
    expect(page.get_by_label("Lösenfras")).to_be_visible()
