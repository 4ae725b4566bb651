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
from kast_eval.paper.book.style import MARGIN, BookStyle, Column
from kast_eval.paper.book.tagged import TaggedInk
from kast_eval.paper.charts.chart import WIDE, chart_slab
from kast_eval.paper.report.section import Grid, Section, Teller
from kast_eval.wording import marked

_COLUMN = Column(MARGIN, WIDE, BookStyle.SMALL)
_TOP = 22.0


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
    structure = Structure()
    title = _title(head, teller, training=training)
    slabs = [_head(title, head.day, structure), *_paragraphs(head.leads, structure)]
    for section in sections:
        slabs += _section(section, structure, tables=tables)
    return _printed(title, head, slabs, structure, teller)


def print_blocks(
    head: ReportHead, blocks: Iterable[Block], teller: Teller, *, training: bool
) -> bytes:
    """Return a document of blocks under a report's head as tagged PDF."""
    structure = Structure()
    title = _title(head, teller, training=training)
    slabs = [_head(title, head.day, structure), *_paragraphs(head.leads, structure)]
    for block in blocks:
        slabs += block_slabs(block, structure, _COLUMN)
    return _printed(title, head, slabs, structure, teller)


def _title(head: ReportHead, teller: Teller, *, training: bool) -> str:
    return f"{head.title} · {teller.say(marked('ÖVNING'))}" if training else head.title


def _printed(
    title: str, head: ReportHead, slabs: Sequence[Slab], structure: Structure, teller: Teller
) -> bytes:
    pages = page_slabs(slabs, top=_TOP)
    places = anchor_places(pages, 1)
    elements = tuple(structure.elements)
    book = Book(title, f"{title} · {head.day}", pages, elements, places, head.foot)
    ink = TaggedInk(title, book.elements, teller.language)
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


def _section(section: Section, structure: Structure, *, tables: bool) -> list[Slab]:
    heading = Heading(3, (Run(section.title),), ())
    slabs = [*block_slabs(heading, structure, _COLUMN), *_paragraphs(section.leads, structure)]
    table = section.table if tables else None
    if section.charts or table:
        # A heading never stands at the foot of a page without what it is about.
        slabs = [replace(one, keeps_next=True) for one in slabs]
    slabs += [chart_slab(draw(WIDE), structure) for draw in section.charts]
    return slabs + (_grid(table, structure) if table else [])


def _grid(grid: Grid, structure: Structure) -> list[Slab]:
    caption = [replace(one, keeps_next=True) for one in _paragraphs([grid.caption], structure)]
    head, *rows = (tuple((Run(cell),) for cell in row) for row in (grid.head, *grid.rows))
    return [*caption, *block_slabs(Table(head, tuple(rows)), structure, _COLUMN)]


def _paragraphs(texts: Iterable[str], structure: Structure) -> list[Slab]:
    return [
        replace(slab, above=0.8)
        for text in texts
        for slab in block_slabs(Paragraph((Run(text),)), structure, _COLUMN)
    ]
