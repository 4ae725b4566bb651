"""Funnel plots: shares by how many they are of, with the limits that chance keeps them within.

The limits are those of a binomial share around the share of all. Within them clinics need not
differ at all. The scale is cut to what the clinics and their limits take up, with round ends.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log10

from kast_eval.paper.book.lines import Span
from kast_eval.paper.book.slab import Rule
from kast_eval.paper.book.style import BookStyle
from kast_eval.paper.charts.binomial import INNER, OUTER, limits
from kast_eval.paper.charts.chart import Chart, words_at
from kast_eval.quality.share import Share

_HEIGHT, _LEFT, _RIGHT = 46.0, 12.0, 12.0
_MOST_WIDE = 120.0
_STEPS = 60
_MOST_LINES = 12
"""So far off is the name of a clinic outside the limits at most."""
_TICKS, _LARGEST_STEP = 4, 0.25
"""So many steps of a scale at most."""
_DOT, _LINE, _HAIR = 1.6, 0.3, 0.2
_BLACK, _DARK, _AXIS = 0.0, 0.35, 0.6
_DASH = 2


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
    middle = whole.value or 0.0
    frame = _Frame(
        _LEFT,
        top,
        min(width, _MOST_WIDE) - _LEFT - _RIGHT,
        _round_up(max((one.share.whole for one in points), default=1) * 1.05),
        *_scale(points, middle),
    )
    rules.extend(_axes(frame))
    rules.append(Rule(frame.left, frame.y(middle), frame.right, frame.y(middle), _LINE, _DARK))
    rules.extend(_limits(frame, middle, INNER, dashed=True))
    rules.extend(_limits(frame, middle, OUTER, dashed=False))
    style = BookStyle.QUIET
    for share in _ticks(frame):
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
    """Where the plot stands, how many persons its right end is, and its lowest, highest share."""

    left: float
    top: float
    width: float
    most: float
    low: float
    high: float

    @property
    def right(self) -> float:
        """Return where the plot ends."""
        return self.left + self.width

    def holds(self, box: _Box) -> bool:
        """Tell whether a rectangle is inside, or in the white to the right."""
        return (
            self.left <= box.left
            and box.right <= self.right + _RIGHT
            and self.y(self.high) - _DOT <= box.top
            and box.bottom <= self.y(self.low)
        )

    def x(self, persons: float) -> float:
        """Return where so many persons are."""
        return self.left + self.width * persons / self.most

    def y(self, share: float) -> float:
        """Return where a share is."""
        return self.top + _HEIGHT * (self.high - share) / (self.high - self.low)


def _axes(frame: _Frame) -> Iterator[Rule]:
    bottom = frame.y(frame.low)
    yield Rule(frame.left, bottom, frame.right, bottom, _HAIR, _AXIS)
    yield Rule(frame.left, frame.top, frame.left, bottom, _HAIR, _AXIS)


def _limits(
    frame: _Frame, middle: float, outside: tuple[float, float], *, dashed: bool
) -> Iterator[Rule]:
    """Give the lower and the upper limit, which close in on the middle from the left.

    Left of the smallest clinics they can leave the scale, and are not drawn there.
    """
    sizes = sorted({max(round(frame.most * (place + 1) / _STEPS), 1) for place in range(_STEPS)})
    ends = [limits(middle, size, outside) for size in sizes]
    for side in range(len(outside)):
        for place, ((size, one), (after, other)) in enumerate(
            pairwise(zip(sizes, (end[side] for end in ends), strict=True))
        ):
            is_inside = all(frame.low <= share <= frame.high for share in (one, other))
            if is_inside and not (dashed and place % _DASH):
                yield Rule(
                    frame.x(size), frame.y(one), frame.x(after), frame.y(other), _HAIR, _DARK
                )


def _scale(points: Sequence[Point], middle: float) -> tuple[float, float]:
    """Return the ends of the scale: every clinic is on it, and the limits at its size."""
    sizes = [one.share.whole for one in points if one.share.whole]
    shares = [middle, *(one.share.value or 0.0 for one in points)]
    if sizes:
        shares.extend(limits(middle, min(sizes), OUTER))
    low, high = min(shares), max(shares)
    step = _step(high - low)
    return max(floor(low / step) * step, 0.0), min(max(ceil(high / step) * step, step), 1.0)


def _step(room: float) -> float:
    """Return steps of a scale that are round, and few."""
    return next((one for one in (0.05, 0.1) if room <= one * _TICKS), _LARGEST_STEP)


def _ticks(frame: _Frame) -> Iterator[float]:
    step = _step(frame.high - frame.low)
    for place in range(round((frame.high - frame.low) / step) + 1):
        yield frame.low + place * step


def _round_up(count: float) -> float:
    """Return the next of 10, 20, 50, 100 and so on, or one and a half or three of its tenth."""
    tenth = 10.0 ** floor(log10(max(count, 1.0)))
    return next(tenth * one for one in (1, 1.5, 2, 3, 5, 7.5, 10) if count <= tenth * one)


def _dots(points: Sequence[Point], frame: _Frame) -> Iterator[Rule]:
    for one in points:
        x, y = frame.x(one.share.whole), frame.y(one.share.value or 0.0)
        yield Rule(x - _DOT / 2, y, x + _DOT / 2, y, _DOT, _BLACK)


def _labels(points: Sequence[Point], middle: float, frame: _Frame) -> Iterator[Span]:
    """Give the name of each dot beside it, where it covers no other name nor dot.

    Best it does not stand on the line in the middle either. Where many dots stand close some have
    no name; those outside the inner limit have one further off.
    """
    style = BookStyle.QUIET
    taken = [_box_of(one, frame) for one in points]
    line = _Box(frame.left, frame.right, frame.y(middle), frame.y(middle))
    for one in sorted(points, key=lambda point: not _is_outside(point, middle)):
        width = style.width(one.label)
        far = _MOST_LINES if _is_outside(one, middle) else 1
        places = [_Box(x, x + width, y - style.size / 2, y + style.size / 2)
                  for x, y in _beside(one, width, frame, far)]  # fmt: skip
        free = [box for box in places if frame.holds(box) and box.is_free(taken)]
        found = next((box for box in free if box.is_free([line])), next(iter(free), None))
        if found is not None:
            taken.append(found)
            yield Span(one.label, found.left, found.top + style.size * 0.85, style)


def _beside(point: Point, width: float, frame: _Frame, far: int) -> Iterator[tuple[float, float]]:
    """Give where a name may begin, the best first: beside its dot, over and under it, lines off."""
    x, y = frame.x(point.share.whole), frame.y(point.share.value or 0.0)
    off = BookStyle.QUIET.size
    for line in range(far + 1):
        for up in (0.0,) if line == 0 else (-line * off, line * off):
            yield from ((left, y + up) for left in (x + _DOT, x - _DOT - width, x - width / 2))
            # Where many stand on one place there is a second column.
            yield x + 2 * _DOT + width, y + up
        if line == 0:
            yield x - width / 2, y - off / 2 - _DOT
            yield x - width / 2, y + off / 2 + _DOT


def _box_of(point: Point, frame: _Frame) -> "_Box":
    x, y = frame.x(point.share.whole), frame.y(point.share.value or 0.0)
    return _Box(x - _DOT / 2, x + _DOT / 2, y - _DOT / 2, y + _DOT / 2)


def _is_outside(point: Point, middle: float) -> bool:
    if not point.share.whole:
        return False
    low, high = limits(middle, point.share.whole, INNER)
    return not low <= (point.share.value or 0.0) <= high


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
