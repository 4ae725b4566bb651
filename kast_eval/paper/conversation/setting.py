"""A paper of the conversation while it is set, and its pages as drawings.

Each page is one drawing, which the page of a browser holds and prints. No file is made of it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from kast_eval.manual.tree import Heading, Paragraph, Run
from kast_eval.paper.book.blocks import block_slabs
from kast_eval.paper.book.lines import Span, lowered
from kast_eval.paper.book.pager import BookPage
from kast_eval.paper.book.slab import Part, Rule, Slab, Structure
from kast_eval.paper.book.style import MARGIN, BookStyle, Column
from kast_eval.paper.charts.chart import Chart, chart_slab, words_at
from kast_eval.paper.page import PAPER_HEIGHT, PAPER_WIDTH
from kast_eval.paper.report.section import Draw
from kast_eval.paper.words import TRAINING
from kast_eval.wording import Language, marked, program_text

TOP = 16.0
"""Where a paper begins, before it is drawn larger or smaller."""

LARGER = 1.4
"""How many times as large as a form everything is where larger type is asked for."""

GAPS = marked("Ett streck under rutnätet: inget svar den gången.")

_ABOVE_TOP = 12.0
"""Where the code stands on the pages after the first."""

_BETWEEN = 1.6
_APART = 4.0
"""So much white is between a title and what stands at its right."""


@dataclass(frozen=True)
class PaperHead:
    """What stands at the top: the title, when, and at the right the code, if any."""

    title: str
    when: str = ""
    code: str = ""


@dataclass(frozen=True)
class Paper:
    """One document while it is set, and what it consists of."""

    structure: Structure
    language: Language
    column: Column

    def say(self, text: str) -> str:
        """Return a marked text."""
        return program_text(text, self.language)

    def paragraph(self, *runs: Run) -> list[Slab]:
        """Return a paragraph."""
        slabs = block_slabs(Paragraph(runs), self.structure, self.column)
        return [replace(one, above=_BETWEEN) for one in slabs]

    def heading(self, text: str) -> list[Slab]:
        """Return a heading."""
        heading = Heading(2, (Run(text),), ())
        slabs = block_slabs(heading, self.structure, self.column)
        return [replace(one, above=4.0, keeps_next=False) for one in slabs]

    def drawing(self, draw: Draw | None, *, has_gaps: bool) -> list[Slab]:
        """Return a drawing, if there is one, and what its strokes mean, if it has any."""
        if draw is None:
            return []
        drawn = replace(chart_slab(draw(self.column.width), self.structure), above=4.0)
        return [drawn, *(self.paragraph(Run(self.say(GAPS))) if has_gaps else ())]

    def own(self, pairs: Iterable[tuple[str, str]]) -> list[Slab]:
        """Return what the client said, each with its name."""
        return [
            slab
            for name, words in pairs
            for slab in self.paragraph(Run(f"{name}:", bold=True), Run(f" {words}"))
        ]


@dataclass(frozen=True)
class Setting:
    """A paper that is set: its pages, how large it is drawn, where it is cut, and whose it is.

    The code stands on the first page already; the others say it again, if sheets are parted.
    """

    paper: Paper
    pages: tuple[BookPage, ...]
    times: float = 1.0
    cuts: tuple[Rule, ...] = ()
    code: str = ""


def together(slabs: Sequence[Slab]) -> list[Slab]:
    """Return slabs that stand on one page."""
    return [*(replace(one, keeps_next=True) for one in slabs[:-1]), slabs[-1]]


def head_slabs(head: PaperHead, paper: Paper, *, training: bool) -> list[Slab]:
    """Return the title with what stands under it and beside it."""
    large, small = BookStyle.CHAPTER, BookStyle.HANDOUT
    title = f"{head.title} · {paper.say(TRAINING.sv)}" if training else head.title
    parts: list[Part] = []
    height = 0.0
    for role, words, style in (("H1", title, large), ("P", head.when, small)):
        spans: list[Span] = []
        height += words_at(words, style, (MARGIN, paper.column.width), height, spans)
        if spans:
            parts.append(Part(paper.structure.add(role), tuple(spans)))
    if head.code:
        x = MARGIN + paper.column.width - small.width(head.code)
        lines = (parts[0].spans[0], parts[-1].spans[-1])
        # Beside the title; where that is too long, beside what stands under it, or further down.
        free = [one.y for one in lines if one.x + one.width + _APART <= x]
        y = free[0] if free else height + small.drop
        parts.append(Part(paper.structure.add("P"), (Span(head.code, x, y, small),)))
        height = height if free else height + small.leading
    return [Slab(height, tuple(parts))]


def drawn_pages(setting: Setting) -> tuple[Chart, ...]:
    """Return each page as one drawing."""
    first, *others = (_page(setting, page) for page in setting.pages)
    return (first, *(_of_the_same(setting, page) for page in others))


def _of_the_same(setting: Setting, page: Chart) -> Chart:
    """Return a page with the code above what stands on it, if there is a code."""
    if not setting.code:
        return page
    style, column = BookStyle.HANDOUT, setting.paper.column
    x = column.x + column.width - style.width(setting.code)
    span = Span(setting.code, x, _ABOVE_TOP / setting.times, style)
    return replace(page, spans=(span, *page.spans), alt=f"{setting.code}. {page.alt}")


def _page(setting: Setting, page: BookPage) -> Chart:
    """Return one sheet of paper; drawn larger, it holds fewer mm."""
    spans = [
        span
        for placed in page.placed
        for part in placed.slab.parts
        for span in lowered(part.spans, placed.top)
    ]
    rules = [
        replace(rule, y1=rule.y1 + placed.top, y2=rule.y2 + placed.top)
        for placed in page.placed
        for rule in placed.slab.rules
    ]
    return Chart(
        PAPER_WIDTH / setting.times,
        PAPER_HEIGHT / setting.times,
        tuple(spans),
        (*rules, *setting.cuts),
        " ".join(_read_aloud(page, setting.paper.structure)),
    )


def _read_aloud(page: BookPage, structure: Structure) -> Iterator[str]:
    """Give what stands on a page, one thing after another."""
    parts = [part for placed in page.placed for part in placed.slab.parts]
    for element, same in groupby(parts, key=lambda part: part.element):
        said = structure.elements[element].alt or " ".join(
            span.text for part in same for span in part.spans
        )
        yield said if said[-1] in ".?:" else f"{said}."
