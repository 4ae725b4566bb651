from io import BytesIO

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from kast_eval.paper.report.section import Teller
from kast_eval.paper.response.report import print_response
from kast_eval.paper.response.sections import response_sections
from kast_eval.quality.compared import Compared
from kast_eval.quality.response import Response
from kast_eval.study.site import TRAINING_SITE
from tests.paper.response.made import ENGLISH, SWEDISH, TEXTS, THREE_CLIENTS, response
from tests.study.sheets import schedule

NONE_WRONG = Compared(40, frozenset(), frozenset(), frozenset(), decided=True)
FULL = response(THREE_CLIENTS, TEXTS, [(form, NONE_WRONG) for form in schedule().forms])
EMPTY = response([])


def printed(found: Response, teller: Teller = SWEDISH, *, training: bool = True) -> bytes:
    shown = response_sections(found, teller)
    return print_response(
        TRAINING_SITE, "2026-11-22", shown, teller, training=training, anchor="3F2A 91C0 77DE 12A7"
    )


@pytest.mark.parametrize("found", [FULL, EMPTY])
def test_it_takes_one_or_two_pages(found: Response) -> None:
    assert len(PdfReader(BytesIO(printed(found))).pages) <= 2


def test_it_has_the_words_of_the_page_in_reading_order() -> None:
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(printed(FULL))).pages)
    places = [text.index(said) for said in ("Svar och kvalitet", "Kan ingå", "Uppföljning", "kv 1")]
    assert places == sorted(places)
    assert "4 av 5 · 80 % (38–96)" in text


def test_it_is_tagged_and_in_its_language() -> None:
    for teller, language in ((SWEDISH, "sv"), (ENGLISH, "en")):
        catalog = PdfReader(BytesIO(printed(FULL, teller))).trailer["/Root"].get_object()
        assert isinstance(catalog, DictionaryObject)
        assert str(catalog["/Lang"]) == language
        assert "/StructTreeRoot" in catalog


def test_training_is_marked_and_what_is_real_is_not() -> None:
    for training in (True, False):
        text = PdfReader(BytesIO(printed(FULL, training=training))).pages[0].extract_text()
        assert ("ÖVNING" in text) is training


def test_the_same_figures_give_the_same_bytes() -> None:
    assert printed(FULL) == printed(FULL)
