"""Response and quality of a clinic on paper."""

from collections.abc import Sequence
from dataclasses import replace

from kast_eval.manual.tree import Heading, Paragraph, Run
from kast_eval.paper.book.blocks import block_slabs
from kast_eval.paper.book.drawing import draw_book
from kast_eval.paper.book.lines import Span
from kast_eval.paper.book.pager import page_slabs
from kast_eval.paper.book.setting import Book
from kast_eval.paper.book.slab import Part, Slab, Structure
from kast_eval.paper.book.style import MARGIN, BookStyle, Column
from kast_eval.paper.book.tagged import TaggedInk
from kast_eval.paper.charts.chart import WIDE, chart_slab
from kast_eval.paper.response.section import Section, Teller
from kast_eval.paper.words import chain_foot
from kast_eval.study.site import Site
from kast_eval.wording import marked

_COLUMN = Column(MARGIN, WIDE, BookStyle.SMALL)
_TOP = 22.0
_ORDER = ("flow", "keying", "modes", "returns", "blanks", "marks")
"""On paper the sections stand so that each page is about one thing: people, then forms."""

TITLE = marked("Svar och kvalitet")
INTERVALS = marked(
    "Inom parentes: 95-procentigt intervall. Siffrorna är mottagningens egna och lämnas inte ut."
)


def print_response(
    site: Site,
    day: str,
    sections: Sequence[Section],
    teller: Teller,
    *,
    training: bool,
    anchor: str,
) -> bytes:
    """Return the sections as PDF, each with its charts; the tables stand on the page."""
    structure = Structure()
    title = f"{teller.say(TITLE)} · {site.name}"
    if training:
        title = f"{title} · {teller.say(marked('ÖVNING'))}"
    slabs = [_head(title, day, structure), *_paragraph(teller.say(INTERVALS), structure)]
    for section in sorted(sections, key=lambda one: _ORDER.index(one.anchor)):
        slabs += _section(section, structure)
    pages = page_slabs(slabs, top=_TOP)
    foot = chain_foot(anchor, teller.language)
    book = Book(title, f"{title} · {day}", pages, tuple(structure.elements), {}, foot)
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


def _section(section: Section, structure: Structure) -> list[Slab]:
    heading = Heading(3, (Run(section.title),), ())
    slabs = block_slabs(heading, structure, _COLUMN)
    for lead in section.leads:
        slabs += _paragraph(lead, structure)
    # A heading never stands at the foot of a page without what it is about.
    slabs = [replace(one, keeps_next=True) for one in slabs] if section.charts else slabs
    return [*slabs, *(chart_slab(draw(WIDE), structure) for draw in section.charts)]


def _paragraph(text: str, structure: Structure) -> list[Slab]:
    slabs = block_slabs(Paragraph((Run(text),)), structure, _COLUMN)
    return [replace(one, above=0.8) for one in slabs]
