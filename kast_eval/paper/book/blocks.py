"""The blocks of a chapter as slabs."""

from collections.abc import Iterable
from dataclasses import replace
from typing import assert_never

from kast_eval.manual.edition import Edition
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
    TreeChapter,
    plain_text,
)
from kast_eval.paper.book.lines import Span, lowered, set_lines
from kast_eval.paper.book.slab import Part, Picture, Rule, Slab, Structure
from kast_eval.paper.book.style import BODY, BODY_WIDTH, MARGIN, RIGHT, TEXT, BookStyle, Column
from kast_eval.paper.book.tables import facts_slabs, table_slabs
from kast_eval.paper.page import PAPER_HEIGHT, PAPER_WIDTH

_PARAGRAPH_ABOVE = 2.2
_LIST_INDENT = 6.0
_NOTE_INDENT = 5.0
_PICTURE_WIDTH = 98.0
_BETWEEN = 6.0
"""Two pages of a form stand side by side, so far apart."""
_HEADINGS = {
    2: (BookStyle.SECTION, 8.0),
    3: (BookStyle.SUBSECTION, 5.5),
    4: (BookStyle.BODY_STRONG, 4.0),
}


def chapter_slabs(chapter: TreeChapter, structure: Structure) -> list[Slab]:
    """Return a chapter that begins on a page of its own."""
    slabs = [_opening(chapter, structure)]
    before: Block | None = None
    for block in chapter.blocks:
        if isinstance(before, Paragraph) and isinstance(block, Table | Listing):
            # The words that lead up to a table or list stand on its page.
            slabs[-1] = replace(slabs[-1], keeps_next=True)
        slabs += block_slabs(block, structure)
        before = block
    return slabs


def block_slabs(block: Block, structure: Structure, column: Column = TEXT) -> list[Slab]:
    """Return the slabs of one block."""
    match block:
        case Heading():
            return [_heading(block, structure, column)]
        case Paragraph():
            return _paragraph(block, structure, column)
        case Listing():
            return _listing(block, structure, column)
        case Note():
            return _note(block, structure, column)
        case Table():
            return table_slabs(block, structure, column)
        case Facts():
            return facts_slabs(block, structure, column)
        case FormFigure():
            return _figure(block, structure)
        case _:
            assert_never(block)


def _opening(chapter: TreeChapter, structure: Structure) -> Slab:
    kicker = chapter.label if " " in chapter.label else f"Kapitel {chapter.label}"
    element = structure.add("H1")
    small, large = BookStyle.KICKER, BookStyle.CHAPTER
    parts = [Part(element, (Span(kicker, BODY, small.drop, small),))]
    lines = set_lines((Run(chapter.title),), large, BODY, BODY_WIDTH)
    top = small.leading + 1.0
    for place, line in enumerate(lines):
        parts.append(Part(element, lowered(line, top + place * large.leading)))
    parts += _margin_sign(chapter.audience, top + large.drop, structure, element)
    return Slab(
        height=top + len(lines) * large.leading + 5.0,
        parts=tuple(parts),
        keeps_next=True,
        starts_page=True,
        anchors=(chapter.anchor,),
        bookmark=(0, f"{chapter.label} {chapter.title}"),
        chapter=f"{chapter.label} {chapter.title}",
    )


def _heading(block: Heading, structure: Structure, column: Column) -> Slab:
    style, above = _HEADINGS[block.level]
    element = structure.add(f"H{block.level}")
    parts = _margin_sign(block.audience, style.drop, structure, element)
    if block.label:
        parts.append(Part(element, (Span(block.label, MARGIN, style.drop, style),)))
    lines = set_lines(block.runs, style, column.x, column.width)
    parts += [
        Part(element, lowered(line, place * style.leading)) for place, line in enumerate(lines)
    ]
    title = f"{block.label} {plain_text(block.runs)}".strip()
    return Slab(
        height=len(lines) * style.leading,
        parts=tuple(parts),
        above=above,
        keeps_next=True,
        anchors=block.anchors,
        variables=block.variables,
        bookmark=(block.level - 1, title) if block.anchors else None,
        starts_page=block.starts_page,
    )


def _paragraph(
    block: Paragraph,
    structure: Structure,
    column: Column,
    *,
    above: float = _PARAGRAPH_ABOVE,
    parent: int = 0,
) -> list[Slab]:
    element = structure.add("P", parent)
    lines = set_lines(block.runs, column.style, column.x, column.width)
    signs = _margin_sign(block.audience, BookStyle.BODY.drop, structure, element)
    return _lines(lines, element, above, column, signs)


def _lines(
    lines: list[tuple[Span, ...]],
    element: int,
    above: float,
    column: Column,
    signs: Iterable[Part] = (),
) -> list[Slab]:
    """Return a slab a line; no page begins or ends with a lone line of a paragraph."""
    last = len(lines) - 1
    return [
        Slab(
            column.style.leading,
            ((*signs, Part(element, line)) if place == 0 else (Part(element, line),)),
            above=0.0 if place else above,
            keeps_next=place in {0, last - 1} and place < last,
        )
        for place, line in enumerate(lines)
    ]


def _listing(block: Listing, structure: Structure, column: Column) -> list[Slab]:
    element = structure.add("L")
    inner = Column(column.x + _LIST_INDENT, column.width - _LIST_INDENT, column.style)
    slabs: list[Slab] = []
    for place, part in enumerate(block.parts):
        item = structure.add("LI", element)
        label, body = structure.add("Lbl", item), structure.add("LBody", item)
        sign = f"{place + 1}." if block.ordered else "•"
        mark = Part(label, (Span(sign, column.x, column.style.drop, column.style),))
        lines = set_lines(part.runs, column.style, inner.x, inner.width)
        signs = _margin_sign(part.audience, BookStyle.BODY.drop, structure, body)
        above = 0.9 if place else _PARAGRAPH_ABOVE
        slabs += _lines(lines, body, above, column, (mark, *signs))
    return slabs


def _note(block: Note, structure: Structure, column: Column) -> list[Slab]:
    """Return paragraphs beside an upright line."""
    element = structure.add("Note")
    inner = Column(column.x + _NOTE_INDENT, column.width - _NOTE_INDENT, column.style)
    slabs: list[Slab] = []
    for place, paragraph in enumerate(block.paragraphs):
        slabs += _paragraph(
            paragraph,
            structure,
            inner,
            above=1.2 if place else 4.0,
            parent=element,
        )
    return [_beside_line(slab, column.x, first=place == 0) for place, slab in enumerate(slabs)]


def _beside_line(slab: Slab, x: float, *, first: bool) -> Slab:
    top = 0.0 if first else -slab.above
    rule = Rule(x + 1, top, x + 1, slab.height, 0.8, 0.75)
    return Slab(slab.height, slab.parts, (rule,), slab.above, slab.keeps_next)


def _figure(block: FormFigure, structure: Structure) -> list[Slab]:
    """Return the pictures of a form's pages with their caption below."""
    element = structure.add("Figure", alt=" ".join(block.described))
    alone = len(block.pages) == 1
    x, width = (BODY, _PICTURE_WIDTH) if alone else (MARGIN, (RIGHT - MARGIN - _BETWEEN) / 2)
    pictures = tuple(
        Picture(element, block.form, block.version, page, x + place * (width + _BETWEEN), width)
        for place, page in enumerate(block.pages)
    )
    caption = structure.add("P")
    lines = set_lines((Run(block.caption),), BookStyle.QUIET, x, BODY_WIDTH)
    parts = tuple(
        Part(caption, lowered(line, place * BookStyle.QUIET.leading))
        for place, line in enumerate(lines)
    )
    height = width * PAPER_HEIGHT / PAPER_WIDTH
    return [
        Slab(height, above=5.0, keeps_next=True, pictures=pictures),
        Slab(len(lines) * BookStyle.QUIET.leading, parts, above=1.5),
    ]


def _margin_sign(
    audience: Edition | None, drop: float, structure: Structure, parent: int
) -> list[Part]:
    """Return the sign of an edition in the margin, read out by its meaning."""
    if audience is None:
        return []
    style = BookStyle.BODY
    element = structure.add("Span", parent, alt=f"{audience.meaning}:")
    at = BODY - 3.0 - style.width(audience.marker)
    return [Part(element, (Span(audience.marker, at, drop, style),))]
