"""The conversation sheet on paper: one A4, and a half page that the client may take.

Each page is one drawing, which the page of a browser holds and prints. No file is made of it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from kast_eval.manual.tree import Heading, Paragraph, Run
from kast_eval.paper.book.blocks import block_slabs
from kast_eval.paper.book.lines import Span, lowered
from kast_eval.paper.book.pager import BookPage, page_slabs
from kast_eval.paper.book.slab import Part, Rule, Slab, Structure
from kast_eval.paper.book.style import MARGIN, BookStyle, Column
from kast_eval.paper.charts.chart import Chart, chart_slab, words_at
from kast_eval.paper.conversation.told import Taken, Told
from kast_eval.paper.page import PAPER_HEIGHT, PAPER_WIDTH
from kast_eval.paper.report.section import Draw
from kast_eval.paper.words import TRAINING
from kast_eval.wording import Language, marked, program_text

SIZES = (1.2, 1.15, 1.1, 1.05, 1.0)
"""How many times as large as a form everything is: the first that one page holds."""

HALF_SIZES = (1.0, 0.95, 0.9, 0.85, 0.8)
"""The same of the half page."""

LARGER = 1.4
"""The same where larger type is asked for."""

_TOP, _LOWEST = 16.0, 283.0
_BETWEEN = 1.6
_CUT, _ABOVE_CUT = PAPER_HEIGHT / 2, 6.0
_LINES, _LINE = 2, 9.0
"""How many lines there are to write on, and how far apart."""
_APART = 4.0
"""So much white is between a title and what stands at its right."""


@dataclass(frozen=True)
class PaperHead:
    """What stands at the top: the title, when, and at the right the code, if any."""

    title: str
    when: str = ""
    code: str = ""


@dataclass(frozen=True)
class _Paper:
    """One document while it is set."""

    structure: Structure
    language: Language
    column: Column

    def say(self, text: str) -> str:
        return program_text(text, self.language)

    def paragraph(self, *runs: Run) -> list[Slab]:
        slabs = block_slabs(Paragraph(runs), self.structure, self.column)
        return [replace(one, above=_BETWEEN) for one in slabs]

    def heading(self, text: str) -> list[Slab]:
        heading = Heading(2, (Run(text),), ())
        slabs = block_slabs(heading, self.structure, self.column)
        return [replace(one, above=4.0, keeps_next=False) for one in slabs]

    def drawing(self, draw: Draw | None) -> list[Slab]:
        if draw is None:
            return []
        return [replace(chart_slab(draw(self.column.width), self.structure), above=4.0)]

    def own(self, pairs: Iterable[tuple[str, str]]) -> list[Slab]:
        return [
            slab
            for name, words in pairs
            for slab in self.paragraph(Run(f"{name}:", bold=True), Run(f" {words}"))
        ]


def print_conversation(
    told: Told, code: str, language: Language, *, training: bool, larger: bool = False
) -> tuple[Chart, ...]:
    """Return the sheet as one A4, as large as that holds; in larger type on two if need be."""
    setting = _set(told, code, language, LARGER if larger else SIZES[0], training=training)
    for times in () if larger else SIZES[1:]:
        if len(setting.pages) > 1:
            setting = _set(told, code, language, times, training=training)
    return _printed(setting)


@dataclass(frozen=True)
class _Setting:
    """A paper that is set: its pages, how large it is drawn, and where it is cut."""

    paper: _Paper
    pages: tuple[BookPage, ...]
    times: float = 1.0
    cuts: tuple[Rule, ...] = ()


def _set(told: Told, code: str, language: Language, times: float, *, training: bool) -> _Setting:
    width = PAPER_WIDTH / times - 2 * MARGIN
    paper = _Paper(Structure(), language, Column(MARGIN, width, BookStyle.HANDOUT))
    head = PaperHead(paper.say(TITLE), told.when, code)
    slabs = _sheet(told, head, paper, training=training)
    pages = page_slabs(slabs, top=_TOP / times, bottom=_LOWEST / times)
    return _Setting(paper, pages, times)


def _sheet(told: Told, head: PaperHead, paper: _Paper, *, training: bool) -> list[Slab]:
    slabs = _head(head, paper, training=training)
    if told.most:
        slabs += paper.paragraph(Run(" ".join(told.most)))
    slabs += paper.drawing(told.draw)
    if told.has_gaps:
        slabs += paper.paragraph(Run(paper.say(GAPS)))
    questions = [slab for one in told.questions for slab in paper.paragraph(Run(one))]
    slabs += _together([*paper.heading(paper.say(QUESTIONS)), *questions])
    if told.own:
        slabs += _together([*paper.heading(paper.say(OWN)), *paper.own(told.own)])
    return slabs


def _together(slabs: Sequence[Slab]) -> list[Slab]:
    return [*(replace(one, keeps_next=True) for one in slabs[:-1]), slabs[-1]]


def print_taken(taken: Taken, language: Language, *, training: bool) -> tuple[Chart, ...]:
    """Return the half page: without code and clinic, the rest of the paper is cut off."""
    setting = _set_taken(taken, language, HALF_SIZES[0], training=training)
    for times in HALF_SIZES[1:]:
        if len(setting.pages) > 1:
            setting = _set_taken(taken, language, times, training=training)
    return _printed(setting)


def _set_taken(taken: Taken, language: Language, times: float, *, training: bool) -> _Setting:
    width = PAPER_WIDTH / times - 2 * MARGIN
    paper = _Paper(Structure(), language, Column(MARGIN, width, BookStyle.HANDOUT))
    slabs = _head(PaperHead(paper.say(MINE)), paper, training=training)
    slabs += paper.drawing(taken.draw)
    slabs += paper.own(taken.own)
    slabs += [slab for name in taken.by_hand for slab in _by_hand(name, paper)]
    ys = [(place + 1) * _LINE for place in range(_LINES)]
    lines = Slab(ys[-1], rules=tuple(Rule(MARGIN, y, MARGIN + width, y) for y in ys))
    slabs += _together([*paper.paragraph(Run(paper.say(THOUGHTS))), lines])
    cut = Rule(0.0, _CUT / times, PAPER_WIDTH / times, _CUT / times, 0.15, 0.5)
    pages = page_slabs(slabs, top=_TOP / times, bottom=(_CUT - _ABOVE_CUT) / times)
    return _Setting(paper, pages, times, (cut,))


def _by_hand(name: str, paper: _Paper) -> list[Slab]:
    """Return a name with a line beside it to write on."""
    *first, last = paper.paragraph(Run(f"{name}:", bold=True))
    (words,) = last.parts[-1].spans
    left, y = words.x + words.width + _APART, words.y + 1.0
    line = Rule(left, y, MARGIN + paper.column.width, y)
    return [*first, replace(last, rules=(line,), above=_LINE - last.height)]


TITLE = marked("Samtalsunderlag")
MINE = marked("Dina svar")
QUESTIONS = marked("Frågor att börja med")
OWN = marked("Det du sa när du började")
GAPS = marked("Ett streck under rutnätet: inget svar den gången.")
THOUGHTS = marked("Det här vill du tänka på:")


def _head(head: PaperHead, paper: _Paper, *, training: bool) -> list[Slab]:
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


def _printed(setting: _Setting) -> tuple[Chart, ...]:
    return tuple(_page(setting, page) for page in setting.pages)


def _page(setting: _Setting, page: BookPage) -> Chart:
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
