"""The conversation sheet on paper: one A4."""

from kast_eval.manual.tree import Run
from kast_eval.paper.book.pager import page_slabs
from kast_eval.paper.book.slab import Slab, Structure
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
from kast_eval.paper.conversation.told import Told
from kast_eval.paper.page import PAPER_WIDTH
from kast_eval.wording import Language, marked

SIZES = (1.2, 1.15, 1.1, 1.05, 1.0)
"""How many times as large as a form everything is: the first that one page holds."""

TITLE = marked("Samtalsunderlag")
QUESTIONS = marked("Frågor att börja med")
OWN = marked("Det du sa när du började")

_LOWEST = 283.0


def print_conversation(
    told: Told, code: str, language: Language, *, training: bool, larger: bool = False
) -> tuple[Chart, ...]:
    """Return the sheet as one A4, as large as that holds; in larger type on two if need be."""
    setting = _set(told, code, language, LARGER if larger else SIZES[0], training=training)
    for times in () if larger else SIZES[1:]:
        if len(setting.pages) > 1:
            setting = _set(told, code, language, times, training=training)
    return drawn_pages(setting)


def _set(told: Told, code: str, language: Language, times: float, *, training: bool) -> Setting:
    width = PAPER_WIDTH / times - 2 * MARGIN
    paper = Paper(Structure(), language, Column(MARGIN, width, BookStyle.HANDOUT))
    head = PaperHead(paper.say(TITLE), told.when, code)
    slabs = _sheet(told, head, paper, training=training)
    pages = page_slabs(slabs, top=TOP / times, bottom=_LOWEST / times)
    return Setting(paper, pages, times, code=code)


def _sheet(told: Told, head: PaperHead, paper: Paper, *, training: bool) -> list[Slab]:
    slabs = head_slabs(head, paper, training=training)
    if told.most:
        slabs += paper.paragraph(Run(" ".join(told.most)))
    slabs += paper.drawing(told.draw, has_gaps=told.has_gaps)
    questions = [slab for one in told.questions for slab in paper.paragraph(Run(one))]
    slabs += together([*paper.heading(paper.say(QUESTIONS)), *questions])
    if told.own:
        slabs += together([*paper.heading(paper.say(OWN)), *paper.own(told.own)])
    return slabs
