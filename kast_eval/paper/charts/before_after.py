"""Each person's answer before and after as a point, with the diagonal on which nothing changed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from kast_eval.paper.book.lines import Span
from kast_eval.paper.book.slab import Rule
from kast_eval.paper.book.style import BookStyle
from kast_eval.paper.charts.chart import Chart, outline, words_at

_SIDE, _LEFT = 62.0, 14.0
_SMALLEST, _DIAGONAL, _BAND = 1.1, 0.3, 0.2
_GREY = 0.5


@dataclass(frozen=True)
class BeforeAfter:
    """The words and the pairs; `band` is the least change that is more than error, if known."""

    title: str
    before: str
    after: str
    pairs: Sequence[tuple[float, float]]
    largest: float
    band: float | None
    told: str
    """What the drawing shows, in words for who cannot see it, and beside it for who can."""


def before_after_chart(what: BeforeAfter, width: float) -> Chart:
    """Return a square with a point for each pair of answers, as large as its count."""
    spans: list[Span] = []
    style = BookStyle.QUIET
    top = words_at(what.title, style, (0.0, width), 0.0, spans)
    top += words_at(what.told, style, (0.0, width), top, spans)
    top += words_at(what.after, BookStyle.SMALL_STRONG, (0.0, width), top + 1.0, spans) + 2.0
    frame = _Frame(_LEFT, top, min(_SIDE, width - _LEFT - 2.0), what.largest)
    rules = [*outline(frame.left, top, frame.left + frame.side, top + frame.side)]
    rules += frame.line(0.0, _DIAGONAL)
    if what.band is not None and what.band < what.largest:
        rules += [*frame.line(what.band, _BAND), *frame.line(-what.band, _BAND)]
    rules += [frame.point(*pair, count) for pair, count in sorted(Counter(what.pairs).items())]
    for tick in (0.0, what.largest / 2, what.largest):
        words = f"{tick:g}"
        x, y = frame.place(tick, tick)
        spans.append(Span(words, frame.left - 1.5 - style.width(words), y + 1.1, style))
        under = frame.top + frame.side + style.leading
        spans.append(Span(words, x - style.width(words) / 2, under, style))
    bottom = frame.top + frame.side + style.leading + 1.5
    bottom += words_at(
        what.before, BookStyle.SMALL_STRONG, (frame.left, width - frame.left), bottom, spans
    )
    alt = f"{what.title}. {what.told}"
    return Chart(width, bottom, tuple(spans), tuple(rules), alt)


@dataclass(frozen=True)
class _Frame:
    """The square, and where numbers stand in it."""

    left: float
    top: float
    side: float
    largest: float

    def place(self, before: float, after: float) -> tuple[float, float]:
        # A margin inside keeps the points at the ends whole.
        share = 0.04 + 0.92 * before / self.largest, 0.04 + 0.92 * after / self.largest
        return self.left + self.side * share[0], self.top + self.side * (1 - share[1])

    def line(self, change: float, width: float) -> list[Rule]:
        """Return the line on which everybody changed by so much, inside the square."""
        first = max(0.0, -change)
        last = min(self.largest, self.largest - change)
        start, end = self.place(first, first + change), self.place(last, last + change)
        return [Rule(*start, *end, width, _GREY)]

    def point(self, before: float, after: float, count: int) -> Rule:
        x, y = self.place(before, after)
        half = _SMALLEST * sqrt(count) / 2
        return Rule(x - half, y, x + half, y, 2 * half, 0.0)
