"""Strips below each other: in each a dot for every clinic, at the same place in all of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from kast_eval.paper.book.lines import Span
from kast_eval.paper.book.slab import Rule
from kast_eval.paper.book.style import BookStyle
from kast_eval.paper.charts.chart import Chart, words_at

_BESIDE_FROM = 120.0
"""From so wide on, words stand beside the strips, and not over them."""
_LABEL_SHARE, _GUTTER, _AXIS_WIDTH = 0.27, 4.0, 11.0
_PLOT, _GAP = 11.0, 3.6
_DOT, _WHISKER, _HAIR = 1.4, 0.45, 0.2
_BLACK, _DARK, _GREY, _LIGHT = 0.0, 0.35, 0.7, 0.85
_DASH = 1.2
_ENDS = ((1.0, "100 %"), (0.0, "0"))
_WHITE = 1.0
"""Between two names on one line."""


@dataclass(frozen=True)
class Dot:
    """A share with its interval."""

    share: float
    interval: tuple[float, float]


@dataclass(frozen=True)
class Strip:
    """One strip: a dot or a gap for each name, and the share of all as a dashed line.

    `said` has the same in words.
    """

    title: str
    dots: tuple[Dot | None, ...]
    whole: float
    said: str


@dataclass(frozen=True)
class _Frame:
    """Where the strips stand, and how many names there are."""

    left: float
    right: float
    count: int

    @property
    def step(self) -> float:
        """Return how far it is from one name to the next."""
        return (self.right - self.left) / max(self.count, 1)

    def x(self, place: int) -> float:
        """Return where a name is."""
        return self.left + (place + 0.5) * self.step


def strip_chart(strips: Sequence[Strip], names: Sequence[str], width: float) -> Chart:
    """Return the strips; the names stand below the last one, on as many lines as they need."""
    beside = width >= _BESIDE_FROM
    label = width * _LABEL_SHARE if beside else width
    widest = max((BookStyle.QUIET.width(one) for one in names), default=0.0)
    left = (label + _GUTTER if beside else 0.0) + _AXIS_WIDTH
    # The last name is as wide on its right side as on its left.
    frame = _Frame(left, width - widest / 2, len(names))
    spans: list[Span] = []
    rules: list[Rule] = []
    top = BookStyle.QUIET.size / 2
    start = top
    for strip in strips:
        height = words_at(strip.title, BookStyle.SMALL_STRONG, (0.0, label), top, spans)
        if not beside:
            top += height + _WHITE
        rules.extend(_drawn(strip, frame, top))
        spans.extend(_ends(frame, top))
        top += (max(height, _PLOT) if beside else _PLOT) + _GAP
    # A light line leads from each name to its dots.
    lines = [Rule(frame.x(place), start, frame.x(place), top - _GAP / 2, _HAIR, _LIGHT)
             for place in range(len(names))]  # fmt: skip
    top += _names(names, frame, (top - _GAP / 2, widest + _WHITE), spans)
    alt = ". ".join(f"{one.title}: {one.said}" for one in strips) + "."
    return Chart(width, top, tuple(spans), (*lines, *rules), alt)


def _drawn(strip: Strip, frame: _Frame, top: float) -> Iterator[Rule]:
    for share, _words in _ENDS:
        y = _y(share, top)
        yield Rule(frame.left, y, frame.right, y, _HAIR, _GREY)
    x, y = frame.left, _y(strip.whole, top)
    while x < frame.right:
        yield Rule(x, y, min(x + _DASH, frame.right), y, _HAIR, _DARK)
        x += 2 * _DASH
    for place, dot in enumerate(strip.dots):
        if dot is not None:
            middle = frame.x(place)
            low, high = (_y(end, top) for end in dot.interval)
            yield Rule(middle, low, middle, high, _WHISKER, _DARK)
            y = _y(dot.share, top)
            yield Rule(middle - _DOT / 2, y, middle + _DOT / 2, y, _DOT, _BLACK)


def _y(share: float, top: float) -> float:
    return top + _PLOT * (1 - share)


def _ends(frame: _Frame, top: float) -> Iterator[Span]:
    style = BookStyle.QUIET
    for share, words in _ENDS:
        x = frame.left - _WHITE - style.width(words)
        yield Span(words, x, _y(share, top) + style.size * 0.35, style)


def _names(
    names: Sequence[str], frame: _Frame, place: tuple[float, float], spans: list[Span]
) -> float:
    """Write the names in turn on one line after another, and return how high they are.

    `place` is where they begin, and how much room each takes.
    """
    top, room = place
    style = BookStyle.QUIET
    lines = max(ceil(room / frame.step), 1)
    for number, name in enumerate(names):
        x = frame.x(number) - style.width(name) / 2
        spans.append(Span(name, x, top + number % lines * style.leading + style.drop, style))
    return lines * style.leading
