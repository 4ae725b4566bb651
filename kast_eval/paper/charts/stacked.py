"""Bars that are cut into their parts, from dark to light, with a frame for what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass

from kast_eval.paper.book.lines import Span
from kast_eval.paper.book.slab import Rule
from kast_eval.paper.book.style import BookStyle
from kast_eval.paper.charts.chart import Chart, outline, words_at

_BAR, _GAP, _EDGE = 4.2, 2.6, 0.4
_DARKEST, _LIGHTEST = 0.1, 0.8


@dataclass(frozen=True)
class Stack:
    """One bar: what it is about, how many are in each part, how many are missing of all.

    `numbers` says the same in words, below the bar.
    """

    label: str
    parts: tuple[int, ...]
    missing: int
    numbers: str

    @property
    def whole(self) -> int:
        """Return how many the bar is of."""
        return sum(self.parts) + self.missing


def stacked_chart(title: str, stacks: Sequence[Stack], key: str, width: float) -> Chart:
    """Return bars as long as the chart is wide; `key` says in words how to read the shades."""
    spans: list[Span] = []
    rules: list[Rule] = []
    column = (0.0, width)
    top = words_at(title, BookStyle.QUIET, column, 0.0, spans)
    top += words_at(key, BookStyle.QUIET, column, top, spans) + _GAP / 2
    for stack in stacks:
        top += words_at(stack.label, BookStyle.SMALL_STRONG, column, top, spans)
        top = _bar(stack, width, top + BookStyle.SMALL.leading, spans, rules)
        top += words_at(stack.numbers, BookStyle.QUIET, column, top, spans) + _GAP
    alt = ". ".join((title, key, *(f"{one.label}: {one.numbers}" for one in stacks))) + "."
    return Chart(width, top, tuple(spans), tuple(rules), alt)


def _bar(stack: Stack, width: float, top: float, spans: list[Span], rules: list[Rule]) -> float:
    """Draw the bar with the count of each part over it, where there is room for it."""
    style = BookStyle.SMALL
    room, left = width - 2 * _EDGE, _EDGE
    steps = max(len(stack.parts) - 1, 1)
    for place, count in enumerate((*stack.parts, stack.missing)):
        length = room * count / stack.whole if stack.whole else 0.0
        words = str(count)
        if count and style.width(words) < length:
            x = left + (length - style.width(words)) / 2
            spans.append(Span(words, x, top - style.leading + style.drop, style))
        if count and place < len(stack.parts):
            shade = _DARKEST + (_LIGHTEST - _DARKEST) * place / steps
            middle = top + _BAR / 2
            rules.append(Rule(left, middle, left + length, middle, _BAR, shade))
        left += length
    rules.extend(outline(_EDGE, top, width - _EDGE, top + _BAR))
    return top + _BAR + 0.6
