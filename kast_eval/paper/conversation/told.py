"""Everything that the conversation sheet tells of a course, in words of one language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kast_eval.kinds.answer import MISSING_LABELS, Missing
from kast_eval.kinds.scale import Scale
from kast_eval.paper.charts.chart import Chart
from kast_eval.paper.charts.course import course_chart
from kast_eval.paper.charts.panel import CourseWords, Mark, Panel
from kast_eval.paper.conversation.axis import axis_of, ends_of, meanings_of
from kast_eval.paper.report.section import Draw, Grid
from kast_eval.study.course.questions import questions_of
from kast_eval.study.course.series import HIDDEN, Course, Series
from kast_eval.study.course.statements import missing_said, most_said, said, series_said, worded
from kast_eval.wording import Language, Wording, marked, program_text

RULER, LOW_RULER = 17.0, 15.0
"""How high the grid of a ruler is, on the sheet and on the half page."""

_BARS, _LEVEL = 13.0, 5.0
_NAMED = frozenset({Missing.REFUSED, Missing.DONT_KNOW})
"""What a client has said instead of an answer is called what it is."""


@dataclass(frozen=True)
class Told:
    """The words, the drawing and the tables of a sheet."""

    when: str
    most: tuple[str, ...]
    draw: Draw | None
    said: tuple[str, ...]
    latest: Grid
    own: tuple[tuple[str, str], ...]
    questions: tuple[str, ...]
    table: Grid
    has_gaps: bool


@dataclass(frozen=True)
class Taken:
    """What stands on the half page: no code, no clinic, and only what is marked as taken.

    `by_hand` are the names of what the client may write there on a line.
    """

    draw: Draw | None
    own: tuple[tuple[str, str], ...]
    by_hand: tuple[str, ...] = ()
    has_gaps: bool = False


@dataclass(frozen=True)
class CourseTeller:
    """Says a course in one language; `today` tells which session is today's."""

    course: Course
    language: Language
    today: date

    def told(self) -> Told:
        """Return the whole sheet."""
        followed = (*self.course.curves, *self.course.since)
        return Told(
            self._when(),
            tuple(
                one.in_language(self.language)
                for one in (*missing_said(self.course), *most_said(self.course))
            ),
            self._drawing(followed, RULER, two=True),
            tuple(said(series_said(series), self.language) for series in followed),
            self._latest((*followed, *self.course.rated)),
            tuple((self._words(one.of.name), self._words(one.wording)) for one in self.course.own),
            tuple(one.in_language(self.language) for one in questions_of(self.course)),
            self._table((*followed, *self.course.rated)),
            _has_gaps(followed),
        )

    def taken(self, *, own_words: bool = False) -> Taken:
        """Return the half page; what the client wrote stands there only if it is asked for."""
        followed = [one for one in (*self.course.curves, *self.course.since) if one.line.taken]
        own = [one if own_words else one.without_own_words for one in self.course.taken]
        return Taken(
            self._drawing(followed, LOW_RULER, two=False),
            tuple((self._words(one.of.name), self._words(one.wording)) for one in own if one.words),
            tuple(self._words(one.of.name) for one in own if not one.words),
            _has_gaps(followed),
        )

    def session(self, number: int) -> str:
        """Return a session with its day."""
        day = self.course.days.get(number)
        if day is None:
            return self.say(marked("Samtal {session}"), session=number)
        if day == self.today:
            return self.say(marked("Samtal {session}, i dag"), session=number)
        return self.say(marked("Samtal {session}, {day}"), session=number, day=day.isoformat())

    def say(self, text: str, **details: object) -> str:
        """Return a marked text with its details."""
        return program_text(text, self.language, **details)

    def _words(self, wording: Wording) -> str:
        return wording.in_language(self.language)

    def _when(self) -> str:
        newest = self.course.newest
        if newest is None:
            return self.say(marked("Ingen avstämning är inskriven än."))
        said_when = self.session(newest)
        if len(self.course.episodes) == 1:
            return said_when
        return self.say(
            marked("{session}. Period {episode}."), session=said_when, episode=self.course.episode
        )

    def answer(self, series: Series, session: int | None) -> str:
        """Return an answer at a session in words; what is missing is called so."""
        code = next((one.code for one in series.points if one.session == session), None)
        if code is None or code == Missing.FORM_MISSING:
            return self.say(marked("inget ark"))
        if code == HIDDEN:
            return self.say(marked("visas inte"))
        if code == Missing.NOT_ASKED:
            return self.say(marked("fanns inte"))
        if code in _NAMED:
            return self._words(MISSING_LABELS[code]).lower()
        if code < 0:
            return self.say(marked("saknas"))
        value = worded(series, code)
        return self._words(value) if isinstance(value, Wording) else str(value)

    @property
    def _two(self) -> tuple[int, ...]:
        """Return last time's session and the newest, if they are there."""
        known = (self.course.previous, self.course.newest)
        return tuple(one for one in known if one is not None)

    def _head(self, number: int) -> str:
        """Return a session with its day in short, as it stands above a narrow column."""
        day = self.course.days[number]
        if day is None or day == self.today:
            return self.session(number)
        return self.say(
            marked("Samtal {session}, {day}"), session=number, day=f"{day.day}/{day.month}"
        )

    def _latest(self, followed: Sequence[Series]) -> Grid:
        return Grid(
            self.say(marked("De senaste avstämningarna")),
            (self.say(marked("Fråga")), *(self.session(one) for one in self._two)),
            tuple(
                (self._asked(one), *(self.answer(one, number) for number in self._two))
                for one in followed
            ),
        )

    def _asked(self, series: Series) -> str:
        """Return the name of a series, with the ends of its ruler."""
        name = self._words(series.line.name)
        match series.line.kind:
            case Scale(smallest=low, largest=high):
                return f"{name}, {low}–{high}"
            case _:
                return name

    def _table(self, followed: Sequence[Series]) -> Grid:
        return Grid(
            self.say(marked("Alla svar i siffror")),
            (self.say(marked("Samtal")), *(self._words(one.line.name) for one in followed)),
            tuple(
                (self.session(number), *(self.answer(one, number) for one in followed))
                for number in self.course.sessions
            ),
        )

    def _drawing(self, followed: Sequence[Series], height: float, *, two: bool) -> Draw | None:
        if not followed:
            return None
        panels = tuple(self._panel(series, height, two=two) for series in followed)
        heads = tuple(self._head(one) for one in self._two) if two else ()
        words = CourseWords(self.say(marked("Samtal")), heads)

        def draw(width: float) -> Chart:
            return course_chart(panels, self.course.sessions, words, width)

        return draw

    def _panel(self, series: Series, height: float, *, two: bool) -> Panel:
        points = {one.session: one.code for one in series.answered}
        lines, numbered, mark = axis_of(series)
        return Panel(
            self._words(series.line.name),
            ", ".join(meanings_of(series, self.language)),
            mark,
            {Mark.CURVE: height, Mark.BARS: _BARS, Mark.DOTS: _LEVEL * (len(lines) - 1)}[mark],
            lines,
            numbered,
            points,
            said(series_said(series), self.language),
            tuple(self.answer(series, session) for session in self._two) if two else (),
            ends_of(series, self.language),
        )


def _has_gaps(followed: Iterable[Series]) -> bool:
    return any(not point.is_answered for one in followed for point in one.points)
