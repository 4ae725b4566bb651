"""What a course is drawn from, panel by panel, and where the parts of every panel stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from kast_eval.paper.book.style import BookStyle

BESIDE_FROM = 100.0
"""From so wide on, words stand beside the grid, and not over it."""

_LABEL_SHARE, _COLUMN_SHARE = 0.27, 0.135
_NUMBERS = 8.0
"""Room for the numbers of the lines, left of the grid."""
_COLUMN_GAP = 4.0
_NARROW_COLUMN, _NARROW_GAP = 16.0, 2.0
"""The same where there is little room: the answers then stand over the grid, beside its name."""
_EDGE = 0.25
"""Half of a line at the edge is not cut."""
_BEFORE_GRID, _BEFORE_NUMBER = 1.8, 1.5
"""White before the grid, and before the numbers that stand there."""

NUMBER, SMALL_NUMBER = BookStyle.HANDOUT_STRONG, BookStyle.SMALL
"""The numbers of the sessions, and those of the lines."""


class Mark(Enum):
    """How the answers of a panel are drawn."""

    CURVE = "curve"
    """Dots, and a line only between two sessions that follow each other."""
    BARS = "bars"
    DOTS = "dots"


@dataclass(frozen=True)
class Panel:
    """One thing that is followed: its name, its lines, and what was answered at which session.

    `under` says what the lines mean; `ends` says it of the highest and of the lowest, beside them
    where there is room, as on the paper that is filled in by hand. `numbered` are the lines that
    have a number. `beside` are the answers that stand in large type: last time's and the newest.
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
    ends: tuple[str, str] | None = None

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
class Places:
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

    def number_x(self, value: int) -> float:
        """Return where the number of a line begins."""
        return self.left - _BEFORE_GRID - SMALL_NUMBER.width(str(value))

    def end_x(self, words: str, value: int) -> float:
        """Return where words begin that end at the number of a line."""
        return self.number_x(value) - _BEFORE_NUMBER - SMALL_NUMBER.width(words)

    def x(self, session: int) -> float:
        """Return where the line of a session stands."""
        return self.left + (self.sessions.index(session) + 0.5) * self.pitch


def places_of(sessions: Sequence[int], words: CourseWords, width: float) -> Places:
    """Return where everything stands in a drawing so wide."""
    if width < BESIDE_FROM:
        columns = _columns(words, width, _NARROW_COLUMN, _NARROW_GAP)
        # The number of the last session stands over its line and must not be cut.
        end = width - max(NUMBER.width(str(max(sessions, default=0))) / 2, _EDGE)
        return Places(width - len(columns) * _NARROW_COLUMN, _NUMBERS, end, columns, sessions)
    label, room = width * _LABEL_SHARE, width * _COLUMN_SHARE
    right = width - len(words.beside) * room
    columns = _columns(words, width, room, _COLUMN_GAP)
    return Places(label, label + _NUMBERS, right, columns, sessions)


def _columns(
    words: CourseWords, width: float, room: float, gap: float
) -> tuple[tuple[float, float], ...]:
    """Return where the answers stand that are set in words, the last one at the right end."""
    left = width - len(words.beside) * room
    return tuple((left + place * room + gap, room - gap) for place in range(len(words.beside)))
