"""Filled sheets as PDF: the printed sheet with its recorded answers."""

from collections.abc import Sequence

from kast_eval.definition.form import FormDefinition
from kast_eval.paper.draw import begin_sheets, use_page
from kast_eval.paper.layout import lay_out
from kast_eval.paper.marks import FilledSheet, PlacesOnPage, marks_on
from kast_eval.paper.page import Box, Text
from kast_eval.wording import Language

__all__ = ["FilledSheet", "print_filled"]


def print_filled(
    definition: FormDefinition,
    language: Language,
    sheets: Sequence[FilledSheet],
    *,
    training: bool = False,
) -> bytes:
    """Return a PDF of sheets with their recorded answers on them, one after the other."""
    layout = lay_out(definition, language)
    places = [PlacesOnPage(page) for page in layout.pages]
    ink = begin_sheets(layout, training=training)
    for sheet in sheets:
        for page, places_on_page in zip(layout.pages, places, strict=True):
            ink.bookmark(f"{sheet.code} {page.number}", 0)
            use_page(ink, page)
            marks = marks_on(places_on_page, definition, sheet)
            ink.crosses([mark for mark in marks if isinstance(mark, Box)])
            for mark in marks:
                if isinstance(mark, Text):
                    ink.text(mark)
            ink.end_page()
    return ink.finish()
