"""The half page that a client may take home: without code and clinic, the rest is cut off."""

from dataclasses import replace

from kast_eval.manual.tree import Run
from kast_eval.paper.book.pager import page_slabs
from kast_eval.paper.book.slab import Rule, Slab, Structure
from kast_eval.paper.book.style import MARGIN, BookStyle, Column
from kast_eval.paper.charts.chart import Chart
from kast_eval.paper.conversation.setting import (
    LARGER,
    TOP,
    Paper,
    PaperHead,
    Setting,
    drawn_pages,
    head_slabs,
    together,
)
from kast_eval.paper.conversation.told import Taken
from kast_eval.paper.page import PAPER_HEIGHT, PAPER_WIDTH
from kast_eval.wording import Language, marked

SIZES = (1.0, 0.95, 0.9, 0.85, 0.8)
"""How many times as large as a form everything is: the first that the half page holds."""

LARGER_SIZES = (LARGER, 1.3, 1.2, 1.1, *SIZES)
"""The same where larger type is asked for, on the whole of the paper."""

MINE = marked("Dina svar")
THOUGHTS = marked("Det här vill du tänka på:")

_CUT, _ABOVE_CUT = PAPER_HEIGHT / 2, 6.0
_LINES, _LINE = 2, 9.0
"""How many lines there are to write on, and how far apart."""
_AFTER_NAME, _UNDER_NAME = 4.0, 1.0
"""Where a line to write on begins, after its name and under the feet of its letters."""


def print_taken(
    taken: Taken, language: Language, *, training: bool, larger: bool = False
) -> tuple[Chart, ...]:
    """Return the half page, as large as half an A4 holds; in larger type a whole one."""
    room = PAPER_HEIGHT if larger else _CUT
    first, *others = LARGER_SIZES if larger else SIZES
    setting = _set_taken(taken, language, (first, room), training=training)
    for times in others:
        if len(setting.pages) > 1:
            setting = _set_taken(taken, language, (times, room), training=training)
    return drawn_pages(setting)


def _set_taken(
    taken: Taken, language: Language, size: tuple[float, float], *, training: bool
) -> Setting:
    times, room = size
    width = PAPER_WIDTH / times - 2 * MARGIN
    paper = Paper(Structure(), language, Column(MARGIN, width, BookStyle.HANDOUT))
    slabs = head_slabs(PaperHead(paper.say(MINE)), paper, training=training)
    slabs += paper.drawing(taken.draw, has_gaps=taken.has_gaps)
    slabs += paper.own(taken.own)
    slabs += [slab for name in taken.by_hand for slab in _by_hand(name, paper)]
    ys = [(place + 1) * _LINE for place in range(_LINES)]
    lines = Slab(ys[-1], rules=tuple(Rule(MARGIN, y, MARGIN + width, y) for y in ys))
    slabs += together([*paper.paragraph(Run(paper.say(THOUGHTS))), lines])
    cut = Rule(0.0, room / times, PAPER_WIDTH / times, room / times, 0.15, 0.5)
    pages = page_slabs(slabs, top=TOP / times, bottom=(room - _ABOVE_CUT) / times)
    return Setting(paper, pages, times, (cut,) if room < PAPER_HEIGHT else ())


def _by_hand(name: str, paper: Paper) -> list[Slab]:
    """Return a name with a line beside it to write on."""
    *first, last = paper.paragraph(Run(f"{name}:", bold=True))
    (words,) = last.parts[-1].spans
    left, y = words.x + words.width + _AFTER_NAME, words.y + _UNDER_NAME
    line = Rule(left, y, MARGIN + paper.column.width, y)
    return [*first, replace(last, rules=(line,), above=_LINE - last.height)]
