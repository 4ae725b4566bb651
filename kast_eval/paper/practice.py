"""Practice sheets as PDF: filled in as by hand, and marked as practice."""

from collections.abc import Iterator, Sequence

from kast_eval.manual.practice import PracticeSheet
from kast_eval.paper.draw import begin_sheets, use_page
from kast_eval.paper.layout import lay_out
from kast_eval.paper.marks import FilledSheet, PlacesOnPage, marks_on
from kast_eval.paper.page import Box, Text
from kast_eval.paper.pen import Curve, pen_cross, pen_strike
from kast_eval.wording import Language


def print_practice(sheet: PracticeSheet, language: Language = Language.SV) -> bytes:
    """Return a PDF of one practice sheet."""
    layout = lay_out(sheet.definition, language)
    ink = begin_sheets(layout, training=True)
    filled = FilledSheet(sheet.client_code, sheet.number, sheet.drawn)
    for page in layout.pages:
        ink.bookmark(f"{sheet.title} {page.number}", 0)
        use_page(ink, page)
        marks = marks_on(PlacesOnPage(page), sheet.definition, filled)
        boxes = [mark for mark in marks if isinstance(mark, Box)]
        ink.curves([curve for box in boxes for curve in pen_cross(box, sheet.name)])
        ink.curves(_struck(sheet, page.boxes))
        for mark in marks:
            if isinstance(mark, Text):
                ink.text(mark)
        ink.end_page()
    return ink.finish()


def _struck(sheet: PracticeSheet, boxes: Sequence[Box]) -> Iterator[Curve]:
    """Yield a cross and strokes all over each box that was crossed by mistake."""
    struck = {(mark.item, f"choice {code}") for mark in sheet.marks for code in mark.struck}
    for box in boxes:
        if (box.item, box.part) in struck:
            yield from pen_cross(box, sheet.name)
            yield from pen_strike(box, sheet.name)
