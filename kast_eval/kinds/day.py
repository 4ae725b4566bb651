"""A day in the calendar."""

import re
from dataclasses import dataclass
from datetime import date

from kast_eval.kinds.answer import Answer, AnswerError, Column, Measure, Missing, Problem, Ruling
from kast_eval.kinds.text import plain, read_mark

EARLIEST = date(1900, 1, 1)
_WHOLE = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})")
_NO_DAY = re.compile(r"([0-9]{4})-?([0-9]{2})(?:-?(?:\?\?|xx))?")
_NO_MONTH = re.compile(r"[0-9]{4}(?:-?(?:\?\?|xx)-?(?:\?\?|xx))?")
MIDDLE_OF_MONTH = 15
"""A missing day of the month is read as the 15th (instrument 3.5)."""


@dataclass(frozen=True)
class Day:
    """A day, written year, month, day; it is never converted between time zones."""

    def columns(self, name: str) -> tuple[Column, ...]:
        """Return the one column of days."""
        return (Column(name, Measure.SCALE, is_day=True),)

    def read(self, text: str) -> Answer:
        """Return the day; a missing day is the 15th, a missing month is no answer."""
        marked = read_mark(text, 1)
        if marked is not None:
            return marked
        written = plain(text).replace(" ", "")
        whole = _WHOLE.fullmatch(written)
        if whole:
            return Answer((_day(*(int(part) for part in whole.groups())),))
        no_day = _NO_DAY.fullmatch(written)
        if no_day:
            year, month = (int(part) for part in no_day.groups())
            return Answer((_day(year, month, MIDDLE_OF_MONTH),), frozenset({Ruling.DAY_IMPUTED}))
        if _NO_MONTH.fullmatch(written):
            return Answer((Missing.UNANSWERED.value,), frozenset({Ruling.AMBIGUOUS}))
        raise AnswerError(Problem.NOT_A_DAY)


def _day(year: int, month: int, day: int) -> date:
    try:
        read = date(year, month, day)
    except ValueError as error:
        raise AnswerError(Problem.NO_SUCH_DAY) from error
    if read < EARLIEST:
        raise AnswerError(Problem.TOO_EARLY, earliest=EARLIEST.isoformat())
    return read
