"""The picture of a form on a page shows what the printed form shows."""

import cv2
import numpy as np
import pytest
from playwright.sync_api import Browser

from kast_eval.paper.blank import print_blank
from kast_eval.wording import Language
from tests.definition.example import real_library
from tests.paper.pictures import Picture, pictures
from tests.routes.conftest import Clinic

pytestmark = pytest.mark.browser

WIDTH, HEIGHT = 840, 1188


def ink(picture: Picture) -> Picture:
    """Return how dark the parts of a picture are, blurred so that a hair's breadth is nothing."""
    dark = 255 - cv2.resize(picture, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.GaussianBlur(dark, (0, 0), 2.0), np.uint8)


@pytest.mark.parametrize("form", ["start", "contact_log"])
def test_the_picture_of_a_page_is_its_print(chromium: Browser, clinic: Clinic, form: str) -> None:
    definition = real_library().newest(form)
    print_of_form = pictures(print_blank(definition.as_asked(), Language.SV), 200)
    with chromium.new_context(viewport={"width": WIDTH, "height": HEIGHT}) as context:
        page = context.new_page()
        for number, printed in enumerate(print_of_form, start=1):
            page.goto(f"{clinic.address}/manual/picture/{form}-1-{number}.svg")
            taken = np.frombuffer(page.screenshot(), np.uint8)
            shown = np.asarray(cv2.imdecode(taken, cv2.IMREAD_GRAYSCALE), np.uint8)
            difference = cv2.absdiff(ink(shown), ink(printed))
            assert float(np.mean(difference)) < 2.0
            # No box, word or code is in one of them only.
            assert int(np.max(difference)) < 60


def test_a_reader_of_the_manual_sees_every_page_of_the_forms(
    chromium: Browser, clinic: Clinic
) -> None:
    with chromium.new_context(viewport={"width": WIDTH, "height": HEIGHT}) as context:
        page = context.new_page()
        page.goto(f"{clinic.address}/manual/07-formularen")
        images = page.locator("figure img")
        assert images.count() > 15
        for number in (0, 1, images.count() - 1):
            image = images.nth(number)
            image.scroll_into_view_if_needed()
            page.wait_for_function(
                "one => one.complete && one.naturalWidth > 0", arg=image.element_handle()
            )
