"""The drawing of a laid-out form, each page once however many sheets there are."""

from kast_eval.paper.head import training_mark
from kast_eval.paper.ink import Ink
from kast_eval.paper.page import Layout, Page
from kast_eval.paper.piece import Piece
from kast_eval.paper.sheet_code import QR_SIZE, QR_X, QR_Y, qr_rows
from kast_eval.wording import Language


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


def draw_page(ink: Ink, page: Page, training: Piece, language: Language) -> None:
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


def draw_piece(ink: Ink, piece: Piece, language: Language) -> None:
    """Draw a piece that stands where it is to be seen."""
    for line in piece.lines:
        ink.line(line)
    ink.outlines(box for box in piece.boxes if box.is_outlined)
    for words in piece.words:
        for text in words.in_language(language):
            ink.text(text)
