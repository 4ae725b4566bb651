"""The drawing of a laid-out form, each page once however many sheets there are."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from kast_eval.paper.head import training_mark
from kast_eval.paper.ink import Ink
from kast_eval.paper.page import Box, Layout, Line, Marker, Page, Text
from kast_eval.paper.piece import Piece
from kast_eval.paper.sheet_code import QR_SIZE, QR_X, QR_Y, qr_rows
from kast_eval.wording import Language


class PageInk(Protocol):
    """What the constant part of a page is drawn with: a PDF, or a picture for the screen."""

    def marker(self, marker: Marker, /) -> None:
        """Draw a corner marker."""

    def modules(self, rows: Sequence[Sequence[bool]], x: float, y: float, size: float, /) -> None:
        """Draw the black squares of a QR code."""

    def line(self, line: Line, /) -> None:
        """Draw one line."""

    def outlines(self, boxes: Iterable[Box], /) -> None:
        """Draw the outline of boxes, inside the place that they take."""

    def text(self, text: Text, /) -> None:
        """Draw one line of text."""


def begin_sheets(layout: Layout, *, training: bool) -> Ink:
    """Return a PDF in which the constant part of every page is drawn once."""
    mark = training_mark(layout.language) if training else Piece()
    title = f"{mark.words[0].wording.sv} – {layout.title}" if training else layout.title
    ink = Ink(title, layout.language)
    for page in layout.pages:
        with ink.once(_name(page)):
            draw_page(ink, page, mark, layout.language)
    return ink


def use_page(ink: Ink, page: Page) -> None:
    """Put the constant part of a page on this page of the PDF."""
    ink.use(_name(page))


def _name(page: Page) -> str:
    return f"page{page.number}"


def draw_page(ink: PageInk, page: Page, training: Piece, language: Language) -> None:
    """Draw what is the same on every sheet."""
    for marker in page.markers:
        ink.marker(marker)
    ink.modules(qr_rows(page.qr), QR_X, QR_Y, QR_SIZE)
    draw_piece(ink, training, language)
    for line in page.lines:
        ink.line(line)
    ink.outlines(box for box in page.boxes if box.is_outlined)
    for text in page.texts:
        ink.text(text)


def draw_piece(ink: PageInk, piece: Piece, language: Language) -> None:
    """Draw a piece that stands where it is to be seen."""
    for line in piece.lines:
        ink.line(line)
    ink.outlines(box for box in piece.boxes if box.is_outlined)
    for words in piece.words:
        for text in words.in_language(language):
            ink.text(text)
