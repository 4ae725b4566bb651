"""Funnel plots: shares by how many they are of, with the limits that chance keeps them within.

The limits are those of a binomial share around the share of all, as in Spiegelhalter (2005),
Statistics in Medicine 24:1185-1202. Within them clinics need not differ at all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

from kast_eval.paper.book.lines import Span
from kast_eval.paper.book.slab import Rule
from kast_eval.paper.book.style import BookStyle
from kast_eval.paper.charts.chart import Chart, words_at
from kast_eval.quality.share import Share

INNER, OUTER = 1.959963984540054, 3.090232306167813
"""Normal quantiles: one in twenty and one in five hundred lies outside by chance."""

_HEIGHT, _LEFT, _RIGHT = 46.0, 12.0, 12.0
_MOST_WIDE = 120.0
_STEPS = 48
_DOT, _LINE, _HAIR = 1.6, 0.3, 0.2
_BLACK, _DARK, _AXIS = 0.0, 0.35, 0.6
_DASH = 2
_ALL = 1.0


@dataclass(frozen=True)
class Point:
    """A clinic's share and what stands beside it."""

    label: str
    share: Share


@dataclass(frozen=True)
class FunnelWords:
    """The title, what the axis below counts, and the words of a point in the alternative text."""

    title: str
    below: str
    point: str


def funnel_chart(points: Sequence[Point], whole: Share, words: FunnelWords, width: float) -> Chart:
    """Return the clinics' shares around the share of all; of nobody there is no funnel."""
    spans: list[Span] = []
    rules: list[Rule] = []
    top = words_at(words.title, BookStyle.SMALL_STRONG, (0.0, width), 0.0, spans) + 2.0
    frame = _Frame(
        _LEFT,
        top,
        min(width, _MOST_WIDE) - _LEFT - _RIGHT,
        max((one.share.whole for one in points), default=0) * 1.1 + 1,
    )
    middle = whole.value or 0.0
    rules.extend(_axes(frame))
    rules.append(Rule(frame.left, frame.y(middle), frame.right, frame.y(middle), _LINE, _DARK))
    rules.extend(_limits(frame, middle, INNER, dashed=True))
    rules.extend(_limits(frame, middle, OUTER, dashed=False))
    style = BookStyle.QUIET
    for share in (0.0, 0.5, 1.0):
        said = f"{round(100 * share)} %"
        spans.append(Span(said, 0.0, frame.y(share) + style.size * 0.35, style))
    foot = frame.top + _HEIGHT
    most = str(round(frame.most))
    spans.append(Span(most, frame.right - style.width(most), foot + 0.8 + style.drop, style))
    below = words_at(words.below, style, (frame.left, frame.width - 10.0), foot + 0.8, spans)
    spans.extend(_labels(points, middle, frame))
    rules.extend(_dots(points, frame))
    return Chart(width, foot + 0.8 + below, tuple(spans), tuple(rules), _alt(points, words))


@dataclass(frozen=True)
class _Box:
    """A rectangle that something takes up."""

    left: float
    right: float
    top: float
    bottom: float

    def is_free(self, taken: Sequence["_Box"]) -> bool:
        """Tell whether none of the others reaches into it."""
        return not any(
            self.left < one.right
            and one.left < self.right
            and self.top < one.bottom
            and one.top < self.bottom
            for one in taken
        )


@dataclass(frozen=True)
class _Frame:
    """Where the plot stands, and how many persons its right end is."""

    left: float
    top: float
    width: float
    most: float

    @property
    def right(self) -> float:
        """Return where the plot ends."""
        return self.left + self.width

    def holds(self, box: _Box) -> bool:
        """Tell whether a rectangle is inside, or in the white to the right."""
        return (
            self.left <= box.left
            and box.right <= self.right + _RIGHT
            and self.y(1.0) - _DOT <= box.top
            and box.bottom <= self.y(0.0)
        )

    def x(self, persons: float) -> float:
        """Return where so many persons are."""
        return self.left + self.width * persons / self.most

    def y(self, share: float) -> float:
        """Return where a share is."""
        return self.top + _HEIGHT * (1 - share)


def _axes(frame: _Frame) -> Iterator[Rule]:
    bottom = frame.y(0.0)
    yield Rule(frame.left, bottom, frame.right, bottom, _HAIR, _AXIS)
    yield Rule(frame.left, frame.top, frame.left, bottom, _HAIR, _AXIS)


def _limits(frame: _Frame, middle: float, quantile: float, *, dashed: bool) -> Iterator[Rule]:
    """Give the upper and the lower limit, which close in on the middle from the left."""
    spread = quantile * sqrt(middle * (1 - middle))
    sizes = [frame.most * (place + 1) / _STEPS for place in range(_STEPS)]
    for sign in (1, -1):
        ends = [
            (frame.x(size), frame.y(min(max(middle + sign * spread / sqrt(size), 0.0), _ALL)))
            for size in sizes
        ]
        for place, (one, other) in enumerate(pairwise(ends)):
            if not dashed or place % _DASH == 0:
                yield Rule(*one, *other, _HAIR, _DARK)


def _dots(points: Sequence[Point], frame: _Frame) -> Iterator[Rule]:
    for one in points:
        x, y = frame.x(one.share.whole), frame.y(one.share.value or 0.0)
        yield Rule(x - _DOT / 2, y, x + _DOT / 2, y, _DOT, _BLACK)


def _labels(points: Sequence[Point], middle: float, frame: _Frame) -> Iterator[Span]:
    """Give the name of each dot beside it, where it covers no other name nor dot.

    Where many dots stand close some have no name; those outside the inner limit always have.
    """
    style = BookStyle.QUIET
    taken = [_box_of(one, frame) for one in points]
    for one in sorted(points, key=lambda point: not _is_outside(point, middle)):
        width = style.width(one.label)
        places = [_Box(x, x + width, y - style.size / 2, y + style.size / 2)
                  for x, y in _beside(one, width, frame)]  # fmt: skip
        found = next((box for box in places if frame.holds(box) and box.is_free(taken)), None)
        if found is None and _is_outside(one, middle):
            found = places[0]
        if found is not None:
            taken.append(found)
            yield Span(one.label, found.left, found.top + style.size * 0.85, style)


def _beside(point: Point, width: float, frame: _Frame) -> Iterator[tuple[float, float]]:
    """Give where a name may begin, the best first: right and left of its dot, and a line off."""
    x, y = frame.x(point.share.whole), frame.y(point.share.value or 0.0)
    for left in (x + _DOT, x - _DOT - width):
        for line in (0.0, 1.0, -1.0):
            yield left, y + line * BookStyle.QUIET.size


def _box_of(point: Point, frame: _Frame) -> "_Box":
    x, y = frame.x(point.share.whole), frame.y(point.share.value or 0.0)
    return _Box(x - _DOT / 2, x + _DOT / 2, y - _DOT / 2, y + _DOT / 2)


def _is_outside(point: Point, middle: float) -> bool:
    whole = point.share.whole
    spread = sqrt(middle * (1 - middle) / whole) if whole else 1.0
    return abs((point.share.value or 0.0) - middle) > INNER * spread


def _alt(points: Sequence[Point], words: FunnelWords) -> str:
    told = [
        words.point.format(
            label=one.label,
            part=one.share.part,
            whole=one.share.whole,
            percent=round(100 * (one.share.value or 0.0)),
        )
        for one in points
    ]
    return ". ".join((words.title, *told)) + "."
