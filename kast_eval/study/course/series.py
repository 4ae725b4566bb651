"""Answers over the sessions of one episode, every gap kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kast_eval.definition.form import Condition
from kast_eval.kinds.answer import NEVER_ASKED, Missing
from kast_eval.study.course.conversation import Conversation, Line
from kast_eval.study.course.own import AnsweredSheet, Own, own_of

ENOUGH = 3
"""Of fewer answers nothing is said."""

HIDDEN = Missing.REMOVED.value
"""Stands for what the client did not hand over."""

_SAID_INSTEAD = frozenset({Missing.REFUSED, Missing.DONT_KNOW})


@dataclass(frozen=True)
class Point:
    """What was answered at a session; a negative code is the reason why nothing was."""

    session: int
    code: int

    @property
    def is_answered(self) -> bool:
        """Tell whether there is an answer."""
        return self.code >= 0


@dataclass(frozen=True)
class Series:
    """One item over all sessions of an episode."""

    line: Line
    points: tuple[Point, ...]

    @property
    def answered(self) -> tuple[Point, ...]:
        """Return the points that are answers."""
        return tuple(point for point in self.points if point.is_answered)

    @property
    def was_asked(self) -> bool:
        """Tell whether any paper led to the item at all."""
        return any(point.code not in NEVER_ASKED for point in self.points)

    @property
    def is_enough(self) -> bool:
        """Tell whether something may be said of how it went."""
        return len(self.answered) >= ENOUGH

    def at(self, session: int | None) -> int | None:
        """Return the answer at a session; None where there is none."""
        return next((one.code for one in self.answered if one.session == session), None)


@dataclass(frozen=True)
class Course:
    """Everything that the conversation sheet is made of.

    `days` has the sessions with a sheet; `newest` and `previous` are the last two of them.
    """

    conversation: Conversation
    episode: int
    episodes: tuple[int, ...]
    sessions: range
    days: Mapping[int, date | None]
    curves: tuple[Series, ...]
    since: tuple[Series, ...]
    rated: tuple[Series, ...]
    own: tuple[Own, ...]

    @property
    def taken(self) -> tuple[Own, ...]:
        """Return what was said of the things that stand on the half page, too."""
        return tuple(one for one in self.own if one.of.taken)

    @property
    def newest(self) -> int | None:
        """Return the last session with a sheet."""
        return max(self.days, default=None)

    @property
    def previous(self) -> int | None:
        """Return the session with a sheet before that."""
        return next(iter(sorted(self.days)[-2:-1]), None)


def course_of(
    conversation: Conversation, sheets: Iterable[AnsweredSheet], episode: int | None = None
) -> Course:
    """Return the course of an episode, in whatever order its sheets come; else of the newest."""
    every = tuple(sheets)
    episodes = tuple(sorted({one.episode for one in every})) or (1,)
    wanted = episode if episode in episodes else episodes[-1]
    own = [one for one in every if one.episode == wanted]
    filled = {
        one.session: one for one in own if one.form == conversation.form and one.session is not None
    }
    last = max((one.session for one in own if one.session is not None), default=0)
    sessions = range(1, last + 1)
    return Course(
        conversation,
        wanted,
        episodes,
        sessions,
        {number: filled[number].day for number in sorted(filled)},
        _every(conversation.curves, filled, sessions),
        _every(conversation.since, filled, sessions),
        _rated(conversation, filled, sessions),
        own_of(conversation, own),
    )


def _every(
    lines: Iterable[Line], sheets: Mapping[int, AnsweredSheet], sessions: range
) -> tuple[Series, ...]:
    found = (
        Series(line, tuple(Point(number, _code(line, sheets.get(number))) for number in sessions))
        for line in lines
    )
    return tuple(one for one in found if one.was_asked)


def _code(line: Line, sheet: AnsweredSheet | None) -> int:
    if sheet is None:
        return Missing.FORM_MISSING.value
    code = _number(sheet, line.item)
    if line.none_if is None:
        return code
    if _meets(sheet, line.none_if):
        return 0
    led_by = _number(sheet, line.none_if.item)
    # Who did not want to say whether has not wanted to say how many either.
    return led_by if code < 0 and led_by in _SAID_INSTEAD else code


def _number(sheet: AnsweredSheet, item: str) -> int:
    answer = sheet.answers.get(item)
    value = Missing.NOT_ASKED.value if answer is None else answer.values[0]
    return value if isinstance(value, int) else Missing.NOT_APPLICABLE.value


def _meets(sheet: AnsweredSheet, condition: Condition) -> bool:
    return _number(sheet, condition.item) in condition.values


def _rated(
    conversation: Conversation, sheets: Mapping[int, AnsweredSheet], sessions: range
) -> tuple[Series, ...]:
    """Return the ratings that were handed over; a series without any is not there."""
    closed = {
        number for number, sheet in sheets.items() if not _meets(sheet, conversation.handed_over)
    }
    found = (
        Series(
            one.line,
            tuple(Point(p.session, HIDDEN if p.session in closed else p.code) for p in one.points),
        )
        for one in _every(conversation.rated, sheets, sessions)
    )
    return tuple(one for one in found if one.answered)
