"""The manual and the cards as PDF."""

from collections.abc import Container, Mapping
from typing import TYPE_CHECKING

from kast_eval.definition.library import Library
from kast_eval.manual.card import Card
from kast_eval.manual.tree import ManualTree
from kast_eval.paper.book.lines import Span
from kast_eval.paper.book.pager import BookPage, Placed
from kast_eval.paper.book.setting import Book, set_book, set_card
from kast_eval.paper.book.slab import Picture, Rule
from kast_eval.paper.book.style import FOOT, HEAD, MARGIN, RIGHT, BookStyle
from kast_eval.paper.draw import draw_page
from kast_eval.paper.layout import lay_out
from kast_eval.paper.page import PAPER_HEIGHT, PAPER_WIDTH, Page
from kast_eval.paper.piece import Piece
from kast_eval.wording import Language

if TYPE_CHECKING:
    from kast_eval.paper.book.tagged import TaggedInk


def print_manual(tree: ManualTree, library: Library) -> bytes:
    """Return an edition as PDF; the same edition of the same forms gives the same bytes."""
    from kast_eval.paper.book.tagged import TaggedInk

    book = set_book(tree)
    ink = TaggedInk(f"{book.title} – {tree.edition.readers}", book.elements)
    for name, page in _form_pages(book, library).items():
        with ink.once(name):
            draw_page(ink, page, Piece(), Language.SV)
    draw_book(book, ink)
    return ink.finish()


def print_card(card: Card) -> bytes:
    """Return the card of a form as a PDF of one page."""
    from kast_eval.paper.book.tagged import TaggedInk

    book = set_card(card)
    ink = TaggedInk(book.title, book.elements)
    draw_book(book, ink)
    return ink.finish()


def _form_pages(book: Book, library: Library) -> Mapping[str, Page]:
    """Return each page of a form that is shown, by the name of its picture."""
    pictures = [
        picture for page in book.pages for one in page.placed for picture in one.slab.pictures
    ]
    pages: dict[str, Page] = {}
    for form, version in dict.fromkeys((one.form, one.version) for one in pictures):
        layout = lay_out(library.get(form, version).as_asked(), Language.SV)
        for page in layout.pages:
            pages[_name(form, version, page.number)] = page
    return pages


def _name(form: str, version: int, page: int) -> str:
    return f"{form}-{version}-{page}"


def draw_book(book: Book, ink: "TaggedInk") -> None:
    """Draw all pages with their structure."""
    level = -1
    for number, page in enumerate(book.pages, start=1):
        if book.times != 1.0:
            ink.enlarge(book.times)
        if number > 1:
            _running_head(book, page, number, ink)
        if book.foot:
            with ink.as_decoration():
                ink.span(Span(book.foot, MARGIN, 0, BookStyle.RUNNING), FOOT / book.times)
        for placed in page.placed:
            level = _marks(placed, ink, level)
            _slab(placed, ink, book.places)
        ink.end_page()


def _running_head(book: Book, page: BookPage, number: int, ink: "TaggedInk") -> None:
    style = BookStyle.RUNNING
    with ink.as_decoration():
        ink.span(Span(book.running, MARGIN, 0, style), HEAD)
        ink.span(Span(page.chapter, RIGHT - style.width(page.chapter), 0, style), HEAD)
        ink.rule(Rule(MARGIN, 2.5, RIGHT, 2.5, 0.15, 0.5), HEAD)
        ink.span(Span(str(number), RIGHT - style.width(str(number)), 0, style), FOOT)


def _marks(placed: Placed, ink: "TaggedInk", level: int) -> int:
    """Set the anchors of a slab and its line in the viewer's contents; return that line's level."""
    slab = placed.slab
    for anchor in slab.anchors:
        ink.anchor(anchor, placed.top)
    if slab.bookmark is None or placed.repeated:
        return level
    wanted, title = slab.bookmark
    depth = min(wanted, level + 1)
    name = slab.anchors[0] if slab.anchors else f"bookmark-{title}"
    if not slab.anchors:
        ink.anchor(name, placed.top)
    ink.outline(title, name, depth)
    return depth


def _slab(placed: Placed, ink: "TaggedInk", places: Container[str]) -> None:
    slab, top = placed.slab, placed.top
    if slab.rules:
        with ink.as_decoration():
            for rule in slab.rules:
                ink.rule(rule, top)
    for picture in slab.pictures:
        _picture(picture, top, ink)
    for part in slab.parts:
        if placed.repeated:
            with ink.as_decoration():
                for span in part.spans:
                    ink.span(span, top)
            continue
        for span in part.spans:
            if span.target in places:
                ink.link(span, top, part.element)
            else:
                with ink.of_element(part.element):
                    ink.span(span, top)


def _picture(picture: Picture, top: float, ink: "TaggedInk") -> None:
    name = _name(picture.form, picture.version, picture.page)
    height = picture.width * PAPER_HEIGHT / PAPER_WIDTH
    ink.picture(picture, name, top, height)
