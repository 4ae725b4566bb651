"""Filled sheets, beside a bare canvas that draws as many strings and boxes."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

from reportlab.pdfgen.canvas import Canvas

from benchmarks.measured import Figure, a_second
from kast_eval.definition.form import FormDefinition
from kast_eval.definition.library import read_library
from kast_eval.paper.filled import FilledSheet, print_filled
from kast_eval.paper.layout import lay_out
from kast_eval.paper.marks import PlacesOnPage, marks_on
from kast_eval.paper.page import PAPER_HEIGHT, Box, Text
from kast_eval.paper.type import MM_PER_POINT
from kast_eval.study.client_code import draw_codes
from kast_eval.training.random_texts import random_texts
from kast_eval.wording import Language

FORMS = Path(__file__).parents[1] / "forms"
SHEETS = 150
AT_LEAST = 60
MOST_TIMES = 2


def sheets_of(definition: FormDefinition) -> list[FilledSheet]:
    chooser = Random(1)
    codes = draw_codes("XX", SHEETS, (), chooser)
    return [
        FilledSheet(code, 1, random_texts(definition, chooser, last_day=date(2026, 9, 1)))
        for code in codes
    ]


def bare(definition: FormDefinition, sheets: list[FilledSheet]) -> None:
    layout = lay_out(definition, Language.SV)
    places = [PlacesOnPage(page) for page in layout.pages]
    canvas = Canvas(io.BytesIO(), pageCompression=1)
    for sheet in sheets:
        for page, on_page in zip(layout.pages, places, strict=True):
            for text in page.texts:
                draw_text(canvas, text)
            for box in page.boxes:
                draw_box(canvas, box)
            for mark in marks_on(on_page, definition, sheet):
                if isinstance(mark, Box):
                    draw_box(canvas, mark)
                else:
                    draw_text(canvas, mark)
            canvas.showPage()
    canvas.save()


def draw_text(canvas: Canvas, text: Text) -> None:
    canvas.setFont("Helvetica", text.style.points)
    height = (PAPER_HEIGHT - text.y) / MM_PER_POINT
    canvas.drawString(text.x / MM_PER_POINT, height, text.text)


def draw_box(canvas: Canvas, box: Box) -> None:
    left, top = box.x / MM_PER_POINT, (PAPER_HEIGHT - box.y) / MM_PER_POINT
    canvas.rect(left, top, box.w / MM_PER_POINT, -box.h / MM_PER_POINT)


def figures() -> Iterator[Figure]:
    for form in read_library(FORMS).newest_forms:
        yield figure_of(form.as_asked())


def figure_of(definition: FormDefinition) -> Figure:
    sheets = sheets_of(definition)
    rates = a_second(
        SHEETS,
        lambda: print_filled(definition, Language.SV, sheets),
        lambda: bare(definition, sheets),
    )
    return Figure(f"filled sheets of form {definition.form}", *rates, MOST_TIMES, AT_LEAST)
