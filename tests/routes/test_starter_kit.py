"""A starter kit is ordered without a mouse, in a real browser."""

from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from tests.routes.conftest import Clinic

pytestmark = pytest.mark.browser


def test_a_kit_is_made_with_a_bar_and_told_when_it_is_there(clinic: Clinic, page: Page) -> None:
    page.goto(f"{clinic.address}/starter-kit")
    page.locator("#site").fill("KAST Småstad")
    page.locator("#edition_new").check()
    page.locator("#clients").fill("1")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
        expect(page.locator("progress")).to_be_visible()
        expect(page.get_by_role("button", name="Gör paketet")).to_be_disabled()
    assert download.value.suggested_filename == "startpaket.zip"
    with ZipFile(download.value.path()) as kit:
        assert "codes.csv" in kit.namelist()
    expect(page.get_by_role("status").filter(has_text="Paketet är klart")).to_be_visible()
    expect(page.locator("progress")).to_be_hidden()
    expect(page.get_by_role("button", name="Gör paketet")).to_be_enabled()


def test_what_is_to_be_corrected_is_told_on_the_page(clinic: Clinic, page: Page) -> None:
    page.goto(f"{clinic.address}/starter-kit")
    page.locator("#clients").fill("0")
    page.keyboard.press("Enter")
    expect(page.locator("#site_error")).to_contain_text("Skriv mottagningens namn.")
    expect(page.locator("#clients")).to_have_value("0")
