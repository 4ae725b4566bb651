from dataclasses import replace
from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from pypdf import PdfReader

from kast_eval.paper.charts.chart import WIDE
from kast_eval.paper.conversation.printing import print_conversation, print_taken
from kast_eval.paper.conversation.told import CourseTeller
from kast_eval.wording import Language
from tests.paper.book.structure import elements
from tests.paper.conversation.test_told import called
from tests.paper.pictures import page_texts, pictures
from tests.study.course.golden_cases import CASES, Case

TODAY = date(2026, 1, 28)
CODE = "XX0001A"
A4_WIDTH = 595.3
FULL = called("since: everything at once")
WORST = [FULL, called("order: fifty sessions"), called("own: a very long goal")]
"""The fullest sheet, the longest course, the longest words."""


def teller(case: Case, language: Language = Language.SV) -> CourseTeller:
    return CourseTeller(case.course, language, TODAY)


def sheet(case: Case, language: Language = Language.SV, *, larger: bool = False) -> bytes:
    told = teller(case, language).told()
    return print_conversation(told, CODE, language, training=False, larger=larger)


def half(case: Case, language: Language = Language.SV) -> bytes:
    return print_taken(teller(case, language).taken(), language, training=True)


@pytest.mark.parametrize("case", CASES[::8] + tuple(WORST), ids=lambda one: one.name)
@pytest.mark.parametrize("language", Language)
def test_a_sheet_is_one_page(case: Case, language: Language) -> None:
    assert len(page_texts(sheet(case, language))) == 1
    assert len(page_texts(half(case, language))) == 1


def test_a_sheet_has_everything_in_the_order_in_which_it_is_read() -> None:
    (text,) = page_texts(sheet(FULL))
    parts = [
        "Samtalsunderlag", CODE, "Mest ändrat sedan samtal 2: Tilltro", "Sug", "Köp av sex",
        "Frågor att börja med", "Tilltron gick från 5 till 7", "Det du sa", "att sluta helt",
    ]  # fmt: skip
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_larger_type_takes_more_pages_and_loses_nothing() -> None:
    larger = " ".join(page_texts(sheet(FULL, larger=True)))
    assert sorted(larger.split()) == sorted(" ".join(page_texts(sheet(FULL))).split())
    assert len(page_texts(sheet(FULL, larger=True))) > 1


def test_the_half_page_has_no_code_and_no_purchase_and_stays_in_its_half() -> None:
    (text,) = page_texts(half(FULL))
    assert "Mina svar · ÖVNING" in text
    assert CODE not in text
    assert "Köp" not in text
    (picture,) = pictures(half(FULL), 40)
    lower = picture[picture.shape[0] // 2 + 3 :]
    assert lower.min() == lower.max()


def test_a_client_without_check_ins_has_questions_and_no_drawing() -> None:
    empty = called("few: no check-in at all")
    (text,) = page_texts(sheet(empty))
    assert "Vad vill du tala om i dag?" in text
    assert "streck" not in text
    assert "Mina svar" in page_texts(half(empty))[0]


def test_what_it_shows_is_told_to_a_screen_reader() -> None:
    told = teller(FULL).told()
    assert told.draw is not None
    found = elements(PdfReader(BytesIO(sheet(FULL))))
    assert [one.alt for one in found if one.role == "/Figure"] == [told.draw(WIDE).alt]
    assert [one.role for one in found if one.role.startswith("/H")] == ["/H1", "/H2", "/H2"]


def test_a_fuller_sheet_is_drawn_smaller_and_is_still_one_page() -> None:
    told = teller(FULL).told()
    fuller = replace(told, own=told.own * 3)
    assert len(page_texts(print_conversation(fuller, CODE, Language.SV, training=False))) == 1


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("larger", [False, True])
@pytest.mark.parametrize("training", [False, True])
def test_the_code_stands_clear_of_the_title(
    language: Language, *, larger: bool, training: bool
) -> None:
    for case in (FULL, called("order: a second episode begins anew")):
        told = teller(case, language).told()
        printed = print_conversation(told, CODE, language, training=training, larger=larger)
        page = pypdfium2.PdfDocument(printed)[0].get_textpage()
        left, low, right, high = box_of(page, CODE)
        assert right < A4_WIDTH
        for word in page.get_text_range(0, page.get_text_range().index(CODE)).split():
            other = box_of(page, word)
            assert other[2] < left or other[3] < low or other[1] > high, word


def box_of(page: pypdfium2.PdfTextPage, text: str) -> tuple[float, float, float, float]:
    """Return where a text first stands on the page, in points from the lower left."""
    start, count = page.search(text).get_next()
    boxes = [page.get_charbox(start + place) for place in range(count)]
    lefts, lows, rights, highs = zip(*boxes, strict=True)
    return min(lefts), min(lows), max(rights), max(highs)
