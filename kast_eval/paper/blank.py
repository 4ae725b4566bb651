"""Blank sheets as PDF."""

from kast_eval.definition.form import FormDefinition
from kast_eval.paper.draw import begin_sheets, use_page
from kast_eval.paper.layout import lay_out
from kast_eval.wording import Language


def print_blank(definition: FormDefinition, language: Language, *, training: bool = False) -> bytes:
    """Return a PDF of one blank sheet; `definition` is narrowed to what is asked."""
    layout = lay_out(definition, language)
    ink = begin_sheets(layout, training=training)
    for page in layout.pages:
        ink.bookmark(f"{layout.title} {page.number}", 0)
        for heading in page.headings:
            ink.bookmark(heading, 1)
        use_page(ink, page)
        ink.end_page()
    return ink.finish()
