"""The course over the sessions: a panel for each thing that is followed, one below the other.

Each panel stands alone, so that nothing is told from anything else by colour or shade.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kast_eval.paper.book.lines import Span
from kast_eval.paper.book.slab import Rule
from kast_eval.paper.book.style import BookStyle
from kast_eval.paper.charts.chart import Chart, words_at
from kast_eval.paper.charts.panel import (
    NUMBER,
    SMALL_NUMBER,
    CourseWords,
    Mark,
    Panel,
    Places,
    places_of,
)

_PANEL_GAP = 4.2
_HAIR, _STRONG, _FAINT, _CLEAR = 0.12, 0.25, 0.65, 0.4
_CURVE, _DOT, _LARGEST_BAR = 0.7, 2.4, 4.0
_OF_PITCH = 0.6
"""No mark is wider than so much of the way from one session to the next."""
_GAP_DROP, _GAP_MARK, _GAP_WIDTH = 2.0, 2.4, 0.4
"""A stroke under the grid stands for an answer that is missing."""
_NUMBER_GAP = 2.5
_STEPS = (1, 2, 5, 10, 25)
_TITLE, _UNDER = BookStyle.HANDOUT_STRONG, BookStyle.SMALL


@dataclass(frozen=True)
class _Drawing:
    spans: list[Span]
    rules: list[Rule]


def course_chart(
    panels: Sequence[Panel], sessions: Sequence[int], words: CourseWords, width: float
) -> Chart:
    """Return the panels over the same sessions; a gap stays a gap."""
    places = places_of(sessions, words, width)
    drawing = _Drawing([], [])
    top = _heads(words, places, drawing)
    for panel in panels:
        top = _panel(panel, places, top, drawing) + _PANEL_GAP
    alt = " ".join(panel.alt for panel in panels)
    height = max(top - _PANEL_GAP, 0.0)
    return Chart(width, height, tuple(drawing.spans), tuple(drawing.rules), alt)


def _heads(words: CourseWords, places: Places, drawing: _Drawing) -> float:
    """Set what the columns are, and the number of as many sessions as there is room for."""
    if places.is_beside:
        height = max(_beside(words, places, 0.0, drawing), NUMBER.leading)
        low = height - NUMBER.leading
        words_at(words.session, NUMBER, (0.0, places.words), low, drawing.spans)
    else:
        # What the answers are of stands next to them, under the numbers of the sessions.
        low = words_at(words.session, NUMBER, (0.0, places.words), 0.0, drawing.spans)
        height = _beside(words, places, low + NUMBER.leading, drawing)
    room = NUMBER.width(str(max(places.sessions, default=0))) + _NUMBER_GAP
    step = next((one for one in _STEPS if one * places.pitch >= room), _STEPS[-1])
    for session in places.sessions:
        if session % step == 0 or step == 1:
            half = NUMBER.width(str(session)) / 2
            at = places.x(session) - half, room
            words_at(str(session), NUMBER, at, low, drawing.spans)
    return height + 1.5


def _beside(words: CourseWords, places: Places, top: float, drawing: _Drawing) -> float:
    """Set the heads of the answers, and return where they end."""
    heads = zip(words.beside, places.columns, strict=False)
    ends = [words_at(head, _UNDER, column, top, drawing.spans) for head, column in heads]
    return top + max(ends, default=0.0)


def _panel(panel: Panel, places: Places, top: float, drawing: _Drawing) -> float:
    """Draw one panel from `top` on, and return where it ends."""
    grid = top + 0.5
    if places.is_beside and _ends_fit(panel, places):
        words = _ends(panel, places, grid, drawing)
    else:
        words = words_at(panel.title, _TITLE, (0.0, places.words), top, drawing.spans)
        under = (0.0, places.words)
        words += words_at(panel.under, _UNDER, under, top + words, drawing.spans)
    if places.is_beside:
        _answers(panel, places, grid + panel.height / 2, drawing)
    else:
        beside = _answers(panel, places, top + _TITLE.leading / 2, drawing)
        grid = top + max(words, beside) + _UNDER.leading / 2
    for value in panel.numbered:
        y = grid + panel.down(value) - SMALL_NUMBER.leading / 2 + SMALL_NUMBER.drop
        drawing.spans.append(Span(str(value), places.number_x(value), y, SMALL_NUMBER))
    drawing.rules.extend(_grid(panel, places, grid))
    drawing.rules.extend(_marks(panel, places, grid))
    bottom = grid + panel.height
    drawing.rules.extend(_gaps(panel, places, bottom + _GAP_DROP))
    ends = bottom + _GAP_DROP + _GAP_WIDTH
    return max(ends, top + words) if places.is_beside else ends


def _ends_fit(panel: Panel, places: Places) -> bool:
    """Tell whether the name and what the ends mean have a line each, one under the other."""
    if panel.ends is None or panel.height < _UNDER.leading + _TITLE.leading:
        return False
    fit = (places.end_x(words, panel.lines[-1]) >= 0 for words in panel.ends)
    return all(fit) and _TITLE.width(panel.title) <= places.words


def _ends(panel: Panel, places: Places, grid: float, drawing: _Drawing) -> float:
    """Set what the ends mean beside them, and the name between, and return how high that is."""
    for words, value in zip(panel.ends or (), (panel.lines[-1], panel.lines[0]), strict=False):
        y = grid + panel.down(value) - _UNDER.leading / 2 + _UNDER.drop
        drawing.spans.append(Span(words, places.end_x(words, panel.lines[-1]), y, _UNDER))
    middle = grid + panel.height / 2 - _TITLE.leading / 2
    words_at(panel.title, _TITLE, (0.0, places.words), middle, drawing.spans)
    return panel.height + _UNDER.leading / 2


def _answers(panel: Panel, places: Places, middle: float, drawing: _Drawing) -> float:
    """Set the two answers, their first lines at one height, and return how high they are."""
    height = 0.0
    for answer, column in zip(panel.beside, places.columns, strict=False):
        style = BookStyle.SECTION if answer.isdigit() else _UNDER
        top = middle - style.leading / 2
        height = max(height, words_at(answer, style, column, top, drawing.spans))
    return height


def _grid(panel: Panel, places: Places, top: float) -> Iterator[Rule]:
    """Give a line for each value and a fainter one for each session."""
    for value in panel.lines:
        y = top + panel.down(value)
        strong = value in panel.numbered
        width, grey = (_STRONG, _CLEAR) if strong else (_HAIR, _FAINT)
        yield Rule(places.left, y, places.right, y, width, grey)
    for x in (places.left, places.right):
        yield Rule(x, top, x, top + panel.height, _STRONG, _CLEAR)
    if places.pitch >= _LARGEST_BAR:
        for session in places.sessions:
            x = places.x(session)
            yield Rule(x, top, x, top + panel.height, _HAIR, _FAINT)


def _marks(panel: Panel, places: Places, top: float) -> Iterator[Rule]:
    """Give what was answered: a line never crosses a session without an answer."""
    wide = places.pitch * _OF_PITCH
    dot, bar = min(_DOT, wide), min(_LARGEST_BAR, wide)
    for session, value in panel.points.items():
        x, y = places.x(session), top + panel.down(value)
        if panel.mark is Mark.BARS and value:
            yield Rule(x, top + panel.height, x, y, bar, 0.0)
            continue
        yield Rule(x - dot / 2, y, x + dot / 2, y, dot, 0.0)
        if panel.mark is Mark.CURVE and session + 1 in panel.points:
            end = top + panel.down(panel.points[session + 1])
            yield Rule(x, y, places.x(session + 1), end, min(_CURVE, dot / 2), 0.0)


def _gaps(panel: Panel, places: Places, y: float) -> Iterator[Rule]:
    half = min(_GAP_MARK, places.pitch * _OF_PITCH) / 2
    for session in places.sessions:
        if session not in panel.points:
            x = places.x(session)
            yield Rule(x - half, y, x + half, y, _GAP_WIDTH, 0.0)
