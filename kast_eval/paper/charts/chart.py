"""A drawing of rows: what each is called, how long it is, and its numbers in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kast_eval.manual.tree import Run
from kast_eval.paper.book.lines import Span, lowered, set_lines
from kast_eval.paper.book.slab import Part, Rule, Slab, Structure
from kast_eval.paper.book.style import MARGIN, RIGHT, BookStyle

WIDE, NARROW = RIGHT - MARGIN, 76.0
"""How wide a chart is on paper and on a large screen, and on a telephone, in mm."""

_BESIDE_FROM = 120.0
"""From so wide on, words stand beside the bars, and not over and under them."""
_LABEL_SHARE, _BAR_SHARE, _GUTTER = 0.29, 0.37, 4.0
_BAR, _DOT, _WHISKER, _HAIR = 3.2, 2.0, 0.5, 0.2
_DARK, _FRAME, _AXIS = 0.15, 0.45, 0.75
_ROW_GAP = 1.9
_EDGE = 1.1
_BAR_ROOM = 5.2
_ALT_END = "."


@dataclass(frozen=True)
class Chart:
    """A finished drawing in mm; `alt` says in words what it shows."""

    width: float
    height: float
    spans: tuple[Span, ...]
    rules: tuple[Rule, ...]
    alt: str


@dataclass(frozen=True)
class Row:
    """One row; lengths are shares of the whole axis.

    A count is drawn as a `bar` in the `frame` of those whom it is counted of, a share as a dot
    (also `bar`) on its `interval`.
    """

    label: str
    numbers: str
    bar: float | None = None
    frame: float | None = None
    interval: tuple[float, float] | None = None
    under: str = ""
    notes: str = ""

    @property
    def alt(self) -> str:
        """Return the row in words."""
        return ", ".join(filter(None, (f"{self.label}: {self.numbers}", self.notes)))


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
    start = top
    for row in rows:
        set_row = _beside if places.beside else _below
        height = set_row(row, places, top, spans, rules)
        top += height + _ROW_GAP
    left, room = places.bar
    # The lines of the axis come first, under everything that is drawn on them.
    axis_rules = [
        Rule(left + at * room, start, left + at * room, top - _ROW_GAP, _HAIR, _AXIS)
        for at, _words in axis
        if places.beside
    ]
    alt = ". ".join((title, *(row.alt for row in rows))) + _ALT_END
    return Chart(width, top, tuple(spans), (*axis_rules, *rules), alt)


def chart_slab(chart: Chart, structure: Structure) -> Slab:
    """Return the drawing as a part of a document; its words are read aloud, its lines are not."""
    figure = structure.add("Figure", alt=chart.alt)
    return Slab(
        chart.height,
        (Part(figure, tuple(replace(one, x=one.x + MARGIN) for one in chart.spans)),),
        tuple(replace(one, x1=one.x1 + MARGIN, x2=one.x2 + MARGIN) for one in chart.rules),
        above=2.0,
    )


def words_at(
    text: str, style: BookStyle, place: tuple[float, float], top: float, spans: list[Span]
) -> float:
    """Set words in a column from `top` on, and return how high they are."""
    lines = set_lines((Run(text),), style, *place) if text else []
    for number, line in enumerate(lines):
        spans.extend(lowered(line, top + number * style.leading))
    return len(lines) * style.leading


def outline(left: float, top: float, right: float, bottom: float) -> Iterable[Rule]:
    """Give the four sides of a frame."""
    for side in (
        (left, top, right, top),
        (right, top, right, bottom),
        (right, bottom, left, bottom),
        (left, bottom, left, top),
    ):
        yield Rule(*side, _HAIR, _FRAME)


def _places(width: float) -> _Places:
    if width < _BESIDE_FROM:
        # Neither the frame of a bar as long as the axis nor a dot at its end touches the edge.
        return _Places((0.0, width), (_EDGE, width - 2 * _EDGE), (0.0, width))
    label, bar = width * _LABEL_SHARE, width * _BAR_SHARE
    left = label + _GUTTER
    right = left + bar + _GUTTER
    return _Places((0.0, label), (left, bar), (right, width - right))


def _axis_words(
    places: _Places, axis: Sequence[tuple[float, str]], top: float, spans: list[Span]
) -> float:
    """Set the words of the axis beside the last line of the title, and return the white below."""
    style = BookStyle.QUIET
    if places.beside:
        left, room = places.bar
        for at, words in axis:
            x = left + at * room - style.width(words) / 2
            spans.append(Span(words, x, top - style.leading + style.drop, style))
    return _ROW_GAP


def _beside(row: Row, places: _Places, top: float, spans: list[Span], rules: list[Rule]) -> float:
    label = words_at(row.label, BookStyle.SMALL_STRONG, places.label, top, spans)
    label += words_at(row.under, BookStyle.QUIET, places.label, top + label, spans)
    numbers = words_at(row.numbers, BookStyle.SMALL, places.numbers, top, spans)
    numbers += words_at(row.notes, BookStyle.QUIET, places.numbers, top + numbers, spans)
    rules.extend(_marks(row, places, top + BookStyle.SMALL.leading / 2))
    return max(label, numbers, _BAR)


def _below(row: Row, places: _Places, top: float, spans: list[Span], rules: list[Rule]) -> float:
    height = words_at(row.label, BookStyle.SMALL_STRONG, places.label, top, spans)
    height += words_at(row.under, BookStyle.QUIET, places.label, top + height, spans)
    drawn = tuple(_marks(row, places, top + height + _BAR_ROOM / 2))
    if drawn:
        rules.extend(drawn)
        height += _BAR_ROOM
    height += words_at(row.numbers, BookStyle.SMALL, places.numbers, top + height, spans)
    return height + words_at(row.notes, BookStyle.QUIET, places.numbers, top + height, spans)


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
