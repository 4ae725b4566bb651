"""Whole documents set: pages, structure, and where everything is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kast_eval.errors import KastEvalError
from kast_eval.manual.card import Card
from kast_eval.manual.tree import ManualTree
from kast_eval.paper.book.blocks import block_slabs, chapter_slabs
from kast_eval.paper.book.front import TITLE, contents_slabs, index_slabs, title_slabs
from kast_eval.paper.book.lines import Span
from kast_eval.paper.book.pager import BookPage, Place, anchor_places, page_slabs
from kast_eval.paper.book.slab import Element, Part, Slab, Structure
from kast_eval.paper.book.style import CARD, BookStyle
from kast_eval.wording import marked

_CARD_TOP = 20.0
_CARD = "Lathund"


@dataclass(frozen=True)
class Book:
    """A document ready to be drawn.

    `running` stands in the head of every page but the first, `foot` at the foot of each. A page is
    drawn `times` as large as it was set.
    """

    title: str
    running: str
    pages: tuple[BookPage, ...]
    elements: tuple[Element, ...]
    places: Mapping[str, Place]
    foot: str = ""
    times: float = 1.0


def set_book(tree: ManualTree) -> Book:
    """Return an edition on its pages: title, contents, chapters, index.

    How many pages the contents take is known before the numbers that stand in them.
    """
    structure = Structure()
    title = page_slabs(title_slabs(tree, structure), top=0.0)
    slabs = [slab for chapter in tree.chapters for slab in chapter_slabs(chapter, structure)]
    body = page_slabs(slabs)
    numberless = page_slabs(contents_slabs(tree.chapters, {}, Structure()))
    first = len(title) + len(numberless) + 1
    index = page_slabs(index_slabs(_variables(body, first), structure))
    places = {**anchor_places(body, first), **anchor_places(index, first + len(body))}
    contents = page_slabs(contents_slabs(tree.chapters, places, structure))
    return Book(
        TITLE,
        f"{TITLE} · {tree.edition.readers}",
        (*title, *contents, *body, *index),
        tuple(structure.elements),
        places,
    )


def set_card(card: Card) -> Book:
    """Return a card on its one page, or raise KastEvalError if it is too long."""
    structure = Structure()
    slabs = [_card_head(card, structure)]
    for block in card.blocks:
        slabs += block_slabs(block, structure, CARD)
    pages = page_slabs(slabs, top=_CARD_TOP)
    if len(pages) > 1:
        raise KastEvalError(
            marked("Lathunden för {title} får inte plats på en sida. Korta texten i kapitel 7."),
            title=card.title,
        )
    title = f"{_CARD} {card.title}"
    return Book(title, title, pages, tuple(structure.elements), {})


def _card_head(card: Card, structure: Structure) -> Slab:
    element = structure.add("H1")
    small, large = BookStyle.KICKER, BookStyle.CHAPTER
    version = f"{_CARD} · version {card.version}"
    parts = (
        Part(element, (Span(version, CARD.x, small.drop, small),)),
        Part(element, (Span(card.title, CARD.x, small.leading + 1 + large.drop, large),)),
    )
    return Slab(small.leading + 1 + large.leading + 1.0, parts, bookmark=(0, card.title))


def _variables(pages: Sequence[BookPage], first: int) -> Mapping[str, Sequence[int]]:
    """Return on which pages each variable is described."""
    found: dict[str, dict[int, None]] = {}
    for number, page in enumerate(pages, start=first):
        for placed in page.placed:
            for name in placed.slab.variables:
                found.setdefault(name, {})[number] = None
    return {name: tuple(numbers) for name, numbers in found.items()}
