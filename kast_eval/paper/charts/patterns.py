"""Which forms there are, pattern by pattern: a filled square, an empty one, or nothing yet."""

from collections.abc import Sequence
from dataclasses import dataclass

from kast_eval.paper.book.lines import Span
from kast_eval.paper.book.slab import Rule
from kast_eval.paper.book.style import BookStyle
from kast_eval.paper.charts.chart import Chart, outline, words_at

_SQUARE, _PITCH, _LOW, _SHORT = 3.4, 5.4, 15.0, 7.0
_BAR, _LEFT, _GAP = 3.0, 0.3, 1.5
_DARK = 0.15


@dataclass(frozen=True)
class FormPattern:
    """So many persons have these forms (True), lack those (False), and no others are due (None)."""

    forms: tuple[bool | None, ...]
    persons: int
    told: str


def pattern_chart(
    title: str, names: Sequence[str], patterns: Sequence[FormPattern], width: float
) -> Chart:
    """Return a row for each pattern in its order, with a bar of how many persons have it."""
    spans: list[Span] = []
    rules: list[Rule] = []
    top = words_at(title, BookStyle.QUIET, (0.0, width), 0.0, spans) + _GAP
    column = _LOW if width > len(names) * _LOW * 2 else _SHORT
    for place, name in enumerate(names):
        spans.append(Span(name, _LEFT + place * column, top + BookStyle.SMALL.drop,
                          BookStyle.SMALL_STRONG))  # fmt: skip
    top += BookStyle.SMALL.leading + _GAP
    most = max((one.persons for one in patterns), default=1)
    bar = _LEFT + len(names) * column
    room = width - bar - 2 - BookStyle.SMALL.width(str(most))
    for one in patterns:
        for place, there in enumerate(one.forms):
            rules += _square(_LEFT + place * column, top, there)
        middle = top + _SQUARE / 2
        length = room * one.persons / most
        rules.append(Rule(bar, middle, bar + length, middle, _BAR, _DARK))
        words = str(one.persons)
        spans.append(Span(words, bar + length + 1.0, top + BookStyle.SMALL.drop - 0.6,
                          BookStyle.SMALL))  # fmt: skip
        top += _PITCH
    alt = ". ".join((title, *(one.told for one in patterns))) + "."
    return Chart(width, top, tuple(spans), tuple(rules), alt)


def _square(left: float, top: float, there: bool | None) -> Sequence[Rule]:  # noqa: FBT001 - what it draws.
    if there is None:
        return ()
    if there:
        middle = top + _SQUARE / 2
        return (Rule(left, middle, left + _SQUARE, middle, _SQUARE, _DARK),)
    return tuple(outline(left, top, left + _SQUARE, top + _SQUARE))
