from io import BytesIO

import pytest
from pypdf import PdfReader

from kast_eval.manual.practice import PracticeSheet, read_practice
from kast_eval.paper.page import Box
from kast_eval.paper.pen import pen_cross, pen_strike
from kast_eval.paper.practice import print_practice
from tests.manual.source import LIBRARY, MANUAL
from tests.paper.book.structure import content

SHEETS = read_practice(MANUAL / "practice", LIBRARY)
BOX = Box("item", "choice 1", 1, 20.0, 30.0, 5.0, 5.0)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda one: one.name)
def test_a_practice_sheet_says_that_it_is_one(sheet: PracticeSheet) -> None:
    pdf = print_practice(sheet)
    assert pdf == print_practice(sheet)
    pages = PdfReader(BytesIO(pdf)).pages
    assert len(pages) == sheet.definition.pages
    assert any(b" c\n" in content(page) for page in pages)


def test_a_cross_stays_near_its_box_and_differs_between_hands() -> None:
    first, second = pen_cross(BOX, "one"), pen_cross(BOX, "other")
    assert first != second
    assert first == pen_cross(BOX, "one")
    for curve in (*first, *second):
        for x, y in curve:
            assert 19.5 < x < 25.5
            assert 29.5 < y < 35.5


def test_a_struck_box_is_covered_from_side_to_side() -> None:
    strokes = pen_strike(BOX, "one")
    assert len(strokes) == 4
    assert all(start[0] < 20.5 and end[0] > 24.5 for start, _, _, end in strokes)
