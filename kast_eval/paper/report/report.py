"""A report on paper: a head, leads, and each section with its charts and its table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kast_eval.manual.tree import Block, Heading, Paragraph, Run, Table
from kast_eval.paper.book.blocks import block_slabs
from kast_eval.paper.book.drawing import draw_book
from kast_eval.paper.book.lines import Span
from kast_eval.paper.book.pager import anchor_places, page_slabs
from kast_eval.paper.book.setting import Book
from kast_eval.paper.book.slab import Part, Slab, Structure
from kast_eval.paper.book.style import BOTTOM, MARGIN, BookStyle, Column
from kast_eval.paper.charts.chart import WIDE, chart_slab
from kast_eval.paper.page import PAPER_WIDTH
from kast_eval.paper.report.section import Grid, Section, Teller
from kast_eval.wording import marked

_COLUMN = Column(MARGIN, WIDE, BookStyle.SMALL)
_TOP = 22.0

SIZES = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75)
"""How large everything is where one page has to hold it all: the first that does."""


@dataclass(frozen=True)
class ReportHead:
    """What stands first: the title, the day, and what holds for the whole report.

    `foot` stands at the foot of every page.
    """

    title: str
    day: str
    leads: tuple[str, ...] = ()
    foot: str = ""


def print_report(
    head: ReportHead,
    sections: Sequence[Section],
    teller: Teller,
    *,
    training: bool,
    tables: bool = True,
) -> bytes:
    """Return the report as tagged PDF; without `tables` the charts alone have the numbers."""
    title = _title(head, teller, training=training)
    return _inked(_set(title, head, sections, tables=tables), teller)


def print_page(
    head: ReportHead, sections: Sequence[Section], teller: Teller, *, training: bool
) -> bytes:
    """Return the report without tables on one page, as large as that holds."""
    title = _title(head, teller, training=training)
    book = _set(title, head, sections, tables=False)
    for times in SIZES[1:]:
        if len(book.pages) > 1:
            book = _set(title, head, sections, tables=False, times=times)
    return _inked(book, teller)


def _set(
    title: str,
    head: ReportHead,
    sections: Sequence[Section],
    *,
    tables: bool,
    times: float = 1.0,
) -> Book:
    """Return the report set on paper that is as much larger as it is drawn smaller."""
    structure = Structure()
    column = replace(_COLUMN, width=PAPER_WIDTH / times - (PAPER_WIDTH - WIDE))
    slabs = [_head(title, head.day, structure), *_paragraphs(head.leads, structure, column)]
    for section in sections:
        slabs += _section(section, structure, column, tables=tables)
    return _book(title, head, slabs, structure, times)


def print_blocks(
    head: ReportHead, blocks: Iterable[Block], teller: Teller, *, training: bool
) -> bytes:
    """Return a document of blocks under a report's head as tagged PDF."""
    structure = Structure()
    title = _title(head, teller, training=training)
    slabs = [_head(title, head.day, structure), *_paragraphs(head.leads, structure, _COLUMN)]
    for block in blocks:
        slabs += block_slabs(block, structure, _COLUMN)
    return _inked(_book(title, head, slabs, structure), teller)


def _title(head: ReportHead, teller: Teller, *, training: bool) -> str:
    return f"{head.title} · {teller.say(marked('ÖVNING'))}" if training else head.title


def _book(
    title: str, head: ReportHead, slabs: Sequence[Slab], structure: Structure, times: float = 1.0
) -> Book:
    pages = page_slabs(slabs, top=_TOP / times, bottom=BOTTOM / times)
    places = anchor_places(pages, 1)
    elements = tuple(structure.elements)
    return Book(title, f"{title} · {head.day}", pages, elements, places, head.foot, times)


def _inked(book: Book, teller: Teller) -> bytes:
    from kast_eval.paper.book.tagged import TaggedInk

    ink = TaggedInk(book.title, book.elements, teller.language)
    draw_book(book, ink)
    return ink.finish()


def _head(title: str, day: str, structure: Structure) -> Slab:
    element = structure.add("H1")
    small, large = BookStyle.KICKER, BookStyle.READERS
    parts = (
        Part(element, (Span(day, MARGIN, small.drop, small),)),
        Part(element, (Span(title, MARGIN, small.leading + large.drop, large),)),
    )
    return Slab(small.leading + large.leading, parts, bookmark=(0, title))


def _section(section: Section, structure: Structure, column: Column, *, tables: bool) -> list[Slab]:
    heading = Heading(3, (Run(section.title),), ())
    slabs = block_slabs(heading, structure, column)
    slabs += _paragraphs(section.leads, structure, column)
    table = section.table if tables else None
    charts = [chart_slab(draw(column.width), structure) for draw in section.charts]
    if charts or table:
        # A heading never stands at the foot of a page without what it is about.
        slabs = [replace(one, keeps_next=True) for one in slabs]
    if sum(one.above + one.height for one in (*slabs, *charts[:1])) > BOTTOM - _TOP:
        # No page holds all of it, and a chart that is higher than its page is cut.
        slabs[-1] = replace(slabs[-1], keeps_next=False)
    return [*slabs, *charts, *(_grid(table, structure) if table else [])]


def _grid(grid: Grid, structure: Structure) -> list[Slab]:
    caption = [
        replace(one, keeps_next=True) for one in _paragraphs([grid.caption], structure, _COLUMN)
    ]
    head, *rows = (tuple((Run(cell),) for cell in row) for row in (grid.head, *grid.rows))
    return [*caption, *block_slabs(Table(head, tuple(rows)), structure, _COLUMN)]


def _paragraphs(texts: Iterable[str], structure: Structure, column: Column) -> list[Slab]:
    return [
        replace(slab, above=0.8)
        for text in texts
        for slab in block_slabs(Paragraph((Run(text),)), structure, column)
    ]
