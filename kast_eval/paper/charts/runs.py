"""Run charts: small drawings of the same quarters side by side, each with its own scale from 0.

A value that is missing is a gap: no line leads over it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from kast_eval.paper.book.lines import Span
from kast_eval.paper.book.slab import Rule
from kast_eval.paper.book.style import BookStyle
from kast_eval.paper.charts.chart import Chart, words_at

_GUTTER, _ROW_GAP = 5.0, 2.2
_PLOT, _SIDE, _LIFT = 7.5, 3.0, 1.3
"""How high a drawing is, the white at its sides, and how far above its dot a number stands."""
_DOT, _LINE, _HAIR, _MARK = 1.3, 0.35, 0.2, 0.9
_BLACK, _DARK, _AXIS = 0.0, 0.15, 0.6
_DASH = 1.2
_BELOW = 0.8
"""The white between the line of 0 and the quarters: a dot at 0 is as large."""
_FEWEST_FOR_MIDDLE = 6
"""A median of fewer quarters is no rule that one of them could depart from."""
_MARK_LENGTH = 2.2
_ONE_COLUMN_BELOW = 120.0


@dataclass(frozen=True)
class Run:
    """One drawing: its title, a value for each quarter (None: a gap), and each in words.

    `ends` names the first and the last quarter. `top` is the end of the scale. `marks` counts what
    is noted below some of the quarters; `middle` draws the median of those shown. `nothing` tells
    why none can be shown.
    """

    title: str
    values: tuple[float | None, ...]
    said: tuple[str, ...]
    ends: tuple[str, str]
    top: float
    marks: tuple[int, ...] = ()
    middle: bool = False
    nothing: str = ""

    @property
    def alt(self) -> str:
        """Return the values in words, from the first quarter to the last."""
        first, last = self.ends
        return f"{self.title}, {first}–{last}: {', '.join(self.said)}"


def run_chart(runs: Sequence[Run], width: float, columns: int) -> Chart:
    """Return the drawings in rows of so many; on a telephone they stand below each other."""
    columns = columns if width >= _ONE_COLUMN_BELOW else 1
    room = (width - _GUTTER * (columns - 1)) / columns
    spans: list[Span] = []
    rules: list[Rule] = []
    top = 0.0
    for start in range(0, len(runs), columns):
        row = runs[start : start + columns]
        places = [place * (room + _GUTTER) for place in range(len(row))]
        heads = [
            words_at(one.title, BookStyle.SMALL_STRONG, (left, room), top, spans)
            for one, left in zip(row, places, strict=True)
        ]
        top += max(heads) + _LIFT + BookStyle.QUIET.size
        # All are of the same quarters, which are named under the last row.
        is_last = start + columns >= len(runs)
        for one, left in zip(row, places, strict=True):
            _draw(one, _Frame(left, top, room, len(one.values)), spans, rules)
            if is_last:
                spans.extend(_ends(one, _Frame(left, top, room, len(one.values))))
        marked = any(any(one.marks) for one in row)
        top += _PLOT + _BELOW + (_MARK_LENGTH + 1.0) * marked + _ROW_GAP
        top += BookStyle.QUIET.leading * is_last
    return Chart(width, top, tuple(spans), tuple(rules), _alt(runs))


@dataclass(frozen=True)
class _Frame:
    """Where a drawing stands, and how many quarters it has."""

    left: float
    top: float
    width: float
    count: int

    @property
    def bottom(self) -> float:
        """Return where the value 0 is."""
        return self.top + _PLOT

    @property
    def right(self) -> float:
        """Return where the line of 0 ends."""
        return self.left + self.width

    def x(self, place: int) -> float:
        """Return where a quarter is."""
        step = (self.width - 2 * _SIDE) / max(self.count - 1, 1)
        return self.right - _SIDE - (self.count - 1 - place) * step

    def y(self, share: float) -> float:
        """Return where a share of the scale is."""
        return self.bottom - share * _PLOT


def _draw(run: Run, frame: _Frame, spans: list[Span], rules: list[Rule]) -> None:
    rules.append(Rule(frame.left, frame.bottom, frame.right, frame.bottom, _HAIR, _AXIS))
    points = {
        place: (frame.x(place), frame.y(value / run.top if run.top else 0.0))
        for place, value in enumerate(run.values)
        if value is not None
    }
    known = [value for value in run.values if value is not None]
    if run.middle and len(known) >= _FEWEST_FOR_MIDDLE and run.top:
        rules.extend(_dashes(frame, frame.y(median(known) / run.top)))
    rules.extend(_course(points))
    for place, count in enumerate(run.marks):
        if count:
            x = frame.x(place)
            below = frame.bottom + _BELOW
            rules.append(Rule(x, below, x, below + _MARK_LENGTH, _MARK, _BLACK))
    _words(run, frame, points, spans)


def _course(points: dict[int, tuple[float, float]]) -> Iterator[Rule]:
    """Give a line between quarters that follow each other, and a dot for each."""
    for (before, one), (after, other) in pairwise(points.items()):
        if after == before + 1:
            yield Rule(*one, *other, _LINE, _DARK)
    for x, y in points.values():
        yield Rule(x - _DOT / 2, y, x + _DOT / 2, y, _DOT, _BLACK)


def _dashes(frame: _Frame, y: float) -> Iterator[Rule]:
    x = frame.left
    while x < frame.right:
        yield Rule(x, y, min(x + _DASH, frame.right), y, _HAIR, _AXIS)
        x += 2 * _DASH


def _words(
    run: Run, frame: _Frame, points: dict[int, tuple[float, float]], spans: list[Span]
) -> None:
    """Write each value above its dot, the last one strong."""
    for place, (x, y) in points.items():
        style = BookStyle.SMALL_STRONG if place == frame.count - 1 else BookStyle.QUIET
        said = run.said[place]
        spans.append(Span(said, x - style.width(said) / 2, y - _LIFT, style))
    if not points:
        spans.append(Span(run.nothing, frame.left, frame.bottom - _LIFT, BookStyle.QUIET))


def _ends(run: Run, frame: _Frame) -> Iterator[Span]:
    """Name the first and the last quarter below the line."""
    style = BookStyle.QUIET
    y = frame.bottom + _BELOW + (_MARK_LENGTH + 1.0) * any(run.marks) + style.drop
    first, end = run.ends
    if run.values[1:]:
        yield Span(first, frame.left, y, style)
    yield Span(end, frame.right - style.width(end), y, style)


def _alt(runs: Sequence[Run]) -> str:
    return ". ".join(one.alt for one in runs) + "."
