"""Small multiples: a little line for each person, and a gap where an answer is missing."""

from collections.abc import Sequence
from itertools import pairwise

from kast_eval.paper.book.lines import Span
from kast_eval.paper.book.slab import Rule
from kast_eval.paper.book.style import BookStyle
from kast_eval.paper.charts.chart import Chart, words_at

_WIDE, _HIGH, _BETWEEN = 17.0, 9.0, 3.0
_LINE, _DOT, _FRAME = 0.45, 0.9, 0.15
_GREY = 0.7
MOST = 60
"""More lines than these would not be told apart."""

Line = Sequence[tuple[int, float]]


def trajectory_chart(
    title: str, lines: Sequence[Line], largest: float, told: str, width: float
) -> Chart:
    """Return a panel for each line, in their order; `told` says how to read it.

    A panel goes from 0 to `largest` and from the first to the last session of all; it says the
    first and the last number.
    """
    spans: list[Span] = []
    rules: list[Rule] = []
    top = words_at(title, BookStyle.QUIET, (0.0, width), 0.0, spans)
    top += words_at(told, BookStyle.QUIET, (0.0, width), top, spans) + _BETWEEN
    shown = lines[:MOST]
    last = max((number for line in shown for number, _value in line), default=1)
    across = max(int((width + _BETWEEN) / (_WIDE + _BETWEEN + _room())), 1)
    pitch = width / across
    for place, line in enumerate(shown):
        left = (place % across) * pitch
        upper = top + (place // across) * (_HIGH + _BETWEEN)
        panel = _Panel(left, upper, pitch - _room() - _BETWEEN, last, largest)
        rules += panel.rules(line)
        spans += panel.spans(line)
    rows = -(-len(shown) // across)
    return Chart(
        width, top + rows * (_HIGH + _BETWEEN), tuple(spans), tuple(rules), f"{title}. {told}"
    )


def _room() -> float:
    """Return how much room the numbers before and after a line take."""
    return 2 * BookStyle.RUNNING.width("10") + 2.0


class _Panel:
    """One person's line and where it stands."""

    def __init__(self, left: float, top: float, width: float, last: int, largest: float) -> None:
        self._left = left + _room() / 2
        self._top, self._width, self._last, self._largest = top, width, last, largest

    def _place(self, number: int, value: float) -> tuple[float, float]:
        along = (number - 1) / max(self._last - 1, 1)
        return self._left + along * self._width, self._top + _HIGH * (1 - value / self._largest)

    def rules(self, line: Line) -> list[Rule]:
        bottom = self._top + _HIGH
        found = [Rule(self._left, bottom, self._left + self._width, bottom, _FRAME, _GREY)]
        for (one, value), (other, next_value) in pairwise(line):
            if other == one + 1:
                start, end = self._place(one, value), self._place(other, next_value)
                found.append(Rule(*start, *end, _LINE, 0.1))
        for number, value in line:
            x, y = self._place(number, value)
            found.append(Rule(x - _DOT / 2, y, x + _DOT / 2, y, _DOT, 0.0))
        return found

    def spans(self, line: Line) -> list[Span]:
        style = BookStyle.RUNNING
        if not line:
            return []
        ends = [(line[0], -1.2 - style.width(f"{line[0][1]:g}"))]
        if len(line) > 1:
            ends.append((line[-1], 1.2))
        return [
            Span(f"{value:g}", self._place(number, value)[0] + beside,
                 self._place(number, value)[1] + 1.0, style)
            for (number, value), beside in ends
        ]  # fmt: skip
