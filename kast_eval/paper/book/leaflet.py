"""Leaflets: one text on its own, such as an information sheet, a list or a table of contents."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import assert_never

from kast_eval.manual.tree import (
    Block,
    Facts,
    FormFigure,
    Heading,
    Listing,
    Note,
    Paragraph,
    Run,
    Table,
)
from kast_eval.paper.book.blocks import block_slabs
from kast_eval.paper.book.book_ink import BookInk
from kast_eval.paper.book.drawing import draw_book
from kast_eval.paper.book.lines import Span, lowered, set_lines
from kast_eval.paper.book.pager import page_slabs
from kast_eval.paper.book.setting import Book
from kast_eval.paper.book.slab import Part, Rule, Slab, Structure
from kast_eval.paper.book.style import FOOT, HEAD, MARGIN, RIGHT, BookStyle, Column
from kast_eval.wording import Language

_TOP = 24.0
_ABOVE_TABLE = 5.0
_SHORT_LIST = 6

STAFF_COLUMN = Column(MARGIN, 146.0, BookStyle.BODY)
"""The column of a leaflet for people at the clinic."""
CLIENT_COLUMN = Column(MARGIN, 160.0, BookStyle.HANDOUT)
"""The same in the type of the forms, for clients."""


@dataclass(frozen=True)
class Leaflet:
    """A text with its title; `kicker` stands small above it, `foot` at the foot of each page."""

    kicker: str
    title: str
    blocks: tuple[Block, ...]
    column: Column = STAFF_COLUMN
    language: Language = Language.SV
    foot: str = ""


def set_leaflet(leaflet: Leaflet) -> Book:
    """Return a leaflet on its pages."""
    structure = Structure()
    slabs = [_head(leaflet, structure)]
    for block in leaflet.blocks:
        slabs += _of_block(block, structure, leaflet.column)
    pages = page_slabs(slabs, top=_TOP)
    running = f"{leaflet.kicker} · {leaflet.title}"
    return Book(leaflet.title, running, pages, tuple(structure.elements), {}, leaflet.foot)


def print_leaflet(leaflet: Leaflet) -> bytes:
    """Return a leaflet as PDF with its structure, to be read on a screen too."""
    from kast_eval.paper.book.tagged import TaggedInk

    book = set_leaflet(leaflet)
    ink = TaggedInk(book.title, book.elements, leaflet.language)
    draw_book(book, ink)
    return ink.finish()


def draw_plainly(book: Book, number: int, ink: BookInk) -> None:
    """Draw one page of a set document for print alone, `number` counted from 1."""
    if number > 1:
        style = BookStyle.RUNNING
        ink.span(Span(book.running, MARGIN, 0, style), HEAD)
        ink.rule(Rule(MARGIN, 2.5, RIGHT, 2.5, 0.15, 0.5), HEAD)
        ink.span(Span(str(number), RIGHT - style.width(str(number)), 0, style), FOOT)
    for placed in book.pages[number - 1].placed:
        _draw(placed.slab.rules, placed.slab.parts, placed.top, ink)


def _draw(rules: Iterable[Rule], parts: Iterable[Part], top: float, ink: BookInk) -> None:
    for rule in rules:
        ink.rule(rule, top)
    for part in parts:
        for span in part.spans:
            ink.span(span, top)


def _of_block(block: Block, structure: Structure, column: Column) -> list[Slab]:
    """Return the slabs of a block: a table clear of what is above it, a short list kept whole."""
    slabs = block_slabs(_without_audience(block), structure, column)
    if isinstance(block, Table):
        slabs[0] = replace(slabs[0], above=_ABOVE_TABLE)
    if isinstance(block, Listing) and len(block.parts) <= _SHORT_LIST:
        slabs[:-1] = [replace(slab, keeps_next=True) for slab in slabs[:-1]]
    return slabs


def _without_audience(block: Block) -> Block:
    """Return a block without the sign of an edition: a leaflet is handed out in one alone."""
    match block:
        case Heading() | Paragraph():
            return replace(block, audience=None)
        case Listing(parts=parts):
            return replace(block, parts=tuple(replace(one, audience=None) for one in parts))
        case Note(paragraphs=parts):
            return Note(tuple(replace(one, audience=None) for one in parts))
        case Table() | Facts() | FormFigure():
            return block
        case _:
            assert_never(block)


def _head(leaflet: Leaflet, structure: Structure) -> Slab:
    element = structure.add("H1")
    small, large = BookStyle.KICKER, BookStyle.CHAPTER
    x, width = leaflet.column.x, leaflet.column.width
    kicker = set_lines((Run(leaflet.kicker),), small, x, width)
    title = set_lines((Run(leaflet.title),), large, x, width)
    parts = []
    top = 0.0
    for lines, style in ((kicker, small), (title, large)):
        for line in lines:
            parts.append(Part(element, lowered(line, top)))
            top += style.leading
        top += 1.0
    return Slab(top + 2.0, tuple(parts), keeps_next=True, bookmark=(0, leaflet.title))
