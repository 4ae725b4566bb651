"""A drawing of rows: what each is called, how long it is, and its numbers in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kast_eval.paper.book.lines import Span
from kast_eval.paper.book.slab import Rule
from kast_eval.paper.book.style import BookStyle
from kast_eval.paper.charts.chart import Chart, outline, words_at

_BESIDE_FROM = 120.0
"""From so wide on, words stand beside the bars, and not over and under them."""
_LABEL_SHARE, _BAR_SHARE, _GUTTER = 0.29, 0.37, 4.0
_BAR, _DOT, _WHISKER, _HAIR = 3.2, 2.0, 0.5, 0.2
_DARK, _AXIS = 0.15, 0.75
_ROW_GAP = 1.9
_EDGE = 1.1
_BAR_ROOM = 5.2
_ALT_END = "."


@dataclass(frozen=True)
class Row:
    """One row; lengths are shares of the whole axis.

    A count is drawn as a `bar` in the `frame` of those whom it is counted of, a share as a dot
    (also `bar`) on its `interval`. `notes` stand under the numbers, `below` under all of it.
    """

    label: str
    numbers: str
    bar: float | None = None
    frame: float | None = None
    interval: tuple[float, float] | None = None
    under: str = ""
    notes: str = ""
    below: str = ""

    @property
    def alt(self) -> str:
        """Return the row in words."""
        return ", ".join(filter(None, (f"{self.label}: {self.numbers}", self.notes, self.below)))


@dataclass(frozen=True)
class _Places:
    """Where the parts of a row stand: each column's left end and width."""

    label: tuple[float, float]
    bar: tuple[float, float]
    numbers: tuple[float, float]

    @property
    def beside(self) -> bool:
        """Tell whether the parts of a row stand beside each other."""
        return self.numbers[0] > self.label[0]


def row_chart(
    title: str, rows: Sequence[Row], width: float, axis: Sequence[tuple[float, str]] = ()
) -> Chart:
    """Return rows one below the other; `axis` has the marked places with their words."""
    places = _places(width)
    spans: list[Span] = []
    rules: list[Rule] = []
    top = words_at(title, BookStyle.QUIET, (0.0, places.label[1]), 0.0, spans)
    top += _axis_words(places, axis, top, spans)
    starts = []
    for row in rows:
        set_row = _beside if places.beside else _below
        height = set_row(row, places, top, spans, rules)
        starts.append(top)
        top += height + _ROW_GAP
    lines = _axis_lines(places, axis, starts, top - _ROW_GAP, broken=any(one.below for one in rows))
    alt = ". ".join((title, *(row.alt for row in rows))) + _ALT_END
    return Chart(width, top, tuple(spans), (*lines, *rules), alt)


def _places(width: float) -> _Places:
    if width < _BESIDE_FROM:
        # Neither the frame of a bar as long as the axis nor a dot at its end touches the edge.
        return _Places((0.0, width), (_EDGE, width - 2 * _EDGE), (0.0, width))
    label, bar = width * _LABEL_SHARE, width * _BAR_SHARE
    left = label + _GUTTER
    right = left + bar + _GUTTER
    return _Places((0.0, label), (left, bar), (right, width - right))


def _axis_lines(
    places: _Places,
    axis: Sequence[tuple[float, str]],
    starts: Sequence[float],
    end: float,
    *,
    broken: bool,
) -> tuple[Rule, ...]:
    """Return the lines of the axis through all rows, or where words stand below bars at each."""
    left, room = places.bar
    spans = [(one, end) for one in starts[:1]]
    if broken:
        spans = [(one, one + BookStyle.SMALL.leading) for one in starts]
    return tuple(
        Rule(left + at * room, top, left + at * room, bottom, _HAIR, _AXIS)
        for at, _words in axis
        if places.beside
        for top, bottom in spans
    )


def _axis_words(
    places: _Places, axis: Sequence[tuple[float, str]], top: float, spans: list[Span]
) -> float:
    """Set the words of the axis beside the title's last line, or below; return the white below."""
    style = BookStyle.QUIET
    left, room = places.bar
    lower = style.leading if axis and not places.beside else 0.0
    for at, words in axis:
        # On a telephone nothing is beside a bar: the last words end where it does.
        back = style.width(words) * (0.5 if places.beside else at)
        y = top + lower - style.leading + style.drop
        spans.append(Span(words, left + at * room - back, y, style))
    return _ROW_GAP + lower


def _beside(row: Row, places: _Places, top: float, spans: list[Span], rules: list[Rule]) -> float:
    label = words_at(row.label, BookStyle.SMALL_STRONG, places.label, top, spans)
    label += words_at(row.under, BookStyle.QUIET, places.label, top + label, spans)
    numbers = words_at(row.numbers, BookStyle.SMALL, places.numbers, top, spans)
    numbers += words_at(row.notes, BookStyle.QUIET, places.numbers, top + numbers, spans)
    rules.extend(_marks(row, places, top + BookStyle.SMALL.leading / 2))
    height = max(label, numbers, _BAR) + (_EDGE if row.below else 0.0)
    return height + words_at(
        row.below, BookStyle.QUIET, (0.0, sum(places.numbers)), top + height, spans
    )


def _below(row: Row, places: _Places, top: float, spans: list[Span], rules: list[Rule]) -> float:
    height = words_at(row.label, BookStyle.SMALL_STRONG, places.label, top, spans)
    height += words_at(row.under, BookStyle.QUIET, places.label, top + height, spans)
    drawn = tuple(_marks(row, places, top + height + _BAR_ROOM / 2))
    if drawn:
        rules.extend(drawn)
        height += _BAR_ROOM
    height += words_at(row.numbers, BookStyle.SMALL, places.numbers, top + height, spans)
    for words in (row.notes, row.below):
        height += words_at(words, BookStyle.QUIET, places.numbers, top + height, spans)
    return height


def _marks(row: Row, places: _Places, middle: float) -> Iterable[Rule]:
    """Give what is drawn of a row: bar and frame, or dot and interval."""
    left, room = places.bar
    if row.interval is not None:
        low, high = (left + end * room for end in row.interval)
        yield Rule(left, middle, left + room, middle, _HAIR, _AXIS)
        yield Rule(low, middle, high, middle, _WHISKER, _DARK)
        for end in (low, high):
            yield Rule(end, middle - _DOT / 2, end, middle + _DOT / 2, _WHISKER, _DARK)
        if row.bar is not None:
            dot = left + row.bar * room
            yield Rule(dot - _DOT / 2, middle, dot + _DOT / 2, middle, _DOT, 0.0)
    elif row.bar is not None:
        if row.frame:
            yield from outline(left, middle - _BAR / 2, left + row.frame * room, middle + _BAR / 2)
        if row.bar:
            yield Rule(left, middle, left + row.bar * room, middle, _BAR, _DARK)
