"""The course over the sessions: a panel for each thing that is followed, one below the other.

Each panel stands alone, so that nothing is told from anything else by colour or shade.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from kast_eval.paper.book.lines import Span
from kast_eval.paper.book.slab import Rule
from kast_eval.paper.book.style import BookStyle
from kast_eval.paper.charts.chart import Chart, words_at

BESIDE_FROM = 100.0
"""From so wide on, words stand beside the grid, and not over it."""

_LABEL_SHARE, _COLUMN_SHARE = 0.27, 0.135
_NUMBERS = 8.0
"""Room for the numbers of the lines, left of the grid."""
_COLUMN_GAP = 4.0
_NARROW_COLUMN, _NARROW_GAP = 16.0, 2.0
"""The same where there is little room: the answers then stand over the grid, beside its name."""
_PANEL_GAP = 4.2
_HAIR, _STRONG, _FAINT, _CLEAR = 0.12, 0.25, 0.65, 0.4
_CURVE, _DOT, _LARGEST_BAR = 0.7, 2.4, 4.0
_OF_PITCH = 0.6
"""No mark is wider than so much of the way from one session to the next."""
_GAP_DROP, _GAP_MARK, _GAP_WIDTH = 2.0, 2.4, 0.4
"""A stroke under the grid stands for an answer that is missing."""
_NUMBER_GAP = 2.5
_STEPS = (1, 2, 5, 10, 25)
_STYLE, _TITLE, _UNDER = BookStyle.HANDOUT, BookStyle.HANDOUT_STRONG, BookStyle.SMALL


class Mark(Enum):
    """How the answers of a panel are drawn."""

    CURVE = "curve"
    """Dots, and a line only between two sessions that follow each other."""
    BARS = "bars"
    DOTS = "dots"


@dataclass(frozen=True)
class Panel:
    """One thing that is followed: its name, its lines, and what was answered at which session.

    `under` says what the ends mean. `numbered` are the lines that have a number. `beside` are the
    answers that stand in large type to the right: last time's and the newest.
    """

    title: str
    under: str
    mark: Mark
    height: float
    lines: range
    numbered: tuple[int, ...]
    points: Mapping[int, int]
    alt: str
    beside: tuple[str, ...] = ()

    def down(self, value: int) -> float:
        """Return how far under the top of the grid a value lies."""
        whole = max(self.lines[-1] - self.lines[0], 1)
        return self.height * (self.lines[-1] - value) / whole


@dataclass(frozen=True)
class CourseWords:
    """What the numbers above the grids are of, and the heads of the answers beside them."""

    session: str
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Places:
    """Where the parts of every panel stand."""

    words: float
    left: float
    right: float
    columns: tuple[tuple[float, float], ...]
    sessions: Sequence[int]

    @property
    def is_beside(self) -> bool:
        """Tell whether the words of a panel stand beside its grid."""
        return self.words < self.left

    @property
    def pitch(self) -> float:
        """Return how far it is from one session to the next."""
        return (self.right - self.left) / max(len(self.sessions), 1)

    def x(self, session: int) -> float:
        """Return where the line of a session stands."""
        return self.left + (self.sessions.index(session) + 0.5) * self.pitch


@dataclass(frozen=True)
class _Drawing:
    spans: list[Span]
    rules: list[Rule]


def course_chart(
    panels: Sequence[Panel], sessions: Sequence[int], words: CourseWords, width: float
) -> Chart:
    """Return the panels over the same sessions; a gap stays a gap."""
    places = _places(sessions, words, width)
    drawing = _Drawing([], [])
    top = _heads(words, places, drawing)
    for panel in panels:
        top = _panel(panel, places, top, drawing) + _PANEL_GAP
    alt = " ".join(panel.alt for panel in panels)
    height = max(top - _PANEL_GAP, 0.0)
    return Chart(width, height, tuple(drawing.spans), tuple(drawing.rules), alt)


def _places(sessions: Sequence[int], words: CourseWords, width: float) -> _Places:
    if width < BESIDE_FROM:
        columns = _columns(words, width, _NARROW_COLUMN, _NARROW_GAP)
        # The number of the last session stands over its line and must not be cut.
        end = width - max(_STYLE.width(str(max(sessions, default=0))) / 2, _STRONG)
        return _Places(width - len(columns) * _NARROW_COLUMN, _NUMBERS, end, columns, sessions)
    label, room = width * _LABEL_SHARE, width * _COLUMN_SHARE
    right = width - len(words.beside) * room
    columns = _columns(words, width, room, _COLUMN_GAP)
    return _Places(label, label + _NUMBERS, right, columns, sessions)


def _columns(
    words: CourseWords, width: float, room: float, gap: float
) -> tuple[tuple[float, float], ...]:
    """Return where the answers stand that are set in words, the last one at the right end."""
    left = width - len(words.beside) * room
    return tuple((left + place * room + gap, room - gap) for place in range(len(words.beside)))


def _heads(words: CourseWords, places: _Places, drawing: _Drawing) -> float:
    """Set what the columns are, and the number of as many sessions as there is room for."""
    height = 0.0
    for head, column in zip(words.beside, places.columns, strict=False):
        height = max(height, words_at(head, _UNDER, column, 0.0, drawing.spans))
    if places.is_beside:
        height = max(height, _STYLE.leading)
        low = height - _STYLE.leading
        words_at(words.session, _STYLE, (0.0, places.words), low, drawing.spans)
    else:
        named = words_at(words.session, _STYLE, (0.0, places.words), 0.0, drawing.spans)
        low = max(height, named)
        height = low + _STYLE.leading
    room = _STYLE.width(str(max(places.sessions, default=0))) + _NUMBER_GAP
    step = next((one for one in _STEPS if one * places.pitch >= room), _STEPS[-1])
    for session in places.sessions:
        if session % step == 0 or step == 1:
            half = _STYLE.width(str(session)) / 2
            at = places.x(session) - half, room
            words_at(str(session), _STYLE, at, low, drawing.spans)
    return height + 1.5


def _panel(panel: Panel, places: _Places, top: float, drawing: _Drawing) -> float:
    """Draw one panel from `top` on, and return where it ends."""
    column = (0.0, places.words)
    words = words_at(panel.title, _TITLE, column, top, drawing.spans)
    words += words_at(panel.under, _UNDER, column, top + words, drawing.spans)
    if places.is_beside:
        grid = top + 0.5
        _answers(panel, places, grid + panel.height / 2, drawing)
    else:
        beside = _answers(panel, places, top + _TITLE.leading / 2, drawing)
        grid = top + max(words, beside) + _UNDER.leading / 2
    for value in panel.numbered:
        x = places.left - 1.8 - _UNDER.width(str(value))
        y = grid + panel.down(value) - _UNDER.leading / 2
        words_at(str(value), _UNDER, (x, _NUMBERS), y, drawing.spans)
    drawing.rules.extend(_grid(panel, places, grid))
    drawing.rules.extend(_marks(panel, places, grid))
    bottom = grid + panel.height
    drawing.rules.extend(_gaps(panel, places, bottom + _GAP_DROP))
    ends = bottom + _GAP_DROP + _GAP_WIDTH
    return max(ends, top + words) if places.is_beside else ends


def _answers(panel: Panel, places: _Places, middle: float, drawing: _Drawing) -> float:
    """Set the two answers, their first lines at one height, and return how high they are."""
    height = 0.0
    for answer, column in zip(panel.beside, places.columns, strict=False):
        style = BookStyle.SECTION if answer.isdigit() else _UNDER
        top = middle - style.leading / 2
        height = max(height, words_at(answer, style, column, top, drawing.spans))
    return height


def _grid(panel: Panel, places: _Places, top: float) -> Iterator[Rule]:
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


def _marks(panel: Panel, places: _Places, top: float) -> Iterator[Rule]:
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


def _gaps(panel: Panel, places: _Places, y: float) -> Iterator[Rule]:
    half = min(_GAP_MARK, places.pitch * _OF_PITCH) / 2
    for session in places.sessions:
        if session not in panel.points:
            x = places.x(session)
            yield Rule(x - half, y, x + half, y, _GAP_WIDTH, 0.0)
