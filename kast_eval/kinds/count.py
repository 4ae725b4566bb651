"""A number of times, days or years."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from kast_eval.kinds.answer import Answer, AnswerError, Column, Measure, Missing, Problem, Ruling
from kast_eval.kinds.numbers import read_decimal, read_range
from kast_eval.kinds.text import plain, read_mark
from kast_eval.wording import Wording

_NUMBER = re.compile(r"[0-9]{1,4}")
_AT_LEAST = re.compile(r"(?:minst|at least|>=|≥) ?([0-9]{1,4})|([0-9]{1,4}) ?\+")
_UNSURE = re.compile(r"([0-9]{1,4}) ?\?|(?:ca|cirka|about|~) ?([0-9]{1,4})")
_RATE = re.compile(r"([0-9]{1,4}) ?(?:gång(?:er)? )?(?:/|per|i|om) ?(\w+)")
_DAYS_OF: Mapping[str, int] = {
    "dag": 1, "dagen": 1, "day": 1,
    "vecka": 7, "veckan": 7, "v": 7, "week": 7,
    "månad": 30, "månaden": 30, "mån": 30, "month": 30,
}  # fmt: skip
_NUMBER_WORDS: Mapping[str, int] = {
    word: number
    for number, words in enumerate(
        ("en ett one", "två two", "tre three", "fyra four", "fem five", "sex six", "sju seven",
         "åtta eight", "nio nine", "tio ten", "elva eleven", "tolv twelve"), start=1,
    )
    for word in words.split()
}  # fmt: skip
_NONE_WORDS = frozenset({"aldrig", "ingen", "inga", "inget", "noll", "never", "none", "zero"})
_VAGUE_WORDS = frozenset(
    {
        "några",
        "många",
        "flera",
        "ett par",
        "ofta",
        "some",
        "a few",
        "few",
        "a couple",
        "many",
        "often",
    }
)
_DASHES = frozenset({"-", "–", "—", "−"})
_RULED = frozenset({Ruling.AMBIGUOUS})


@dataclass(frozen=True)
class Count:
    """A whole number from `smallest` to `largest`, written in boxes.

    `window` is the number of days that the question asks about, so that a rate («1/vecka») can be
    counted out; `dash_is_zero` holds where the printed instruction says to write 0 for none.
    """

    largest: int
    smallest: int = 0
    window: int | None = None
    dash_is_zero: bool = False
    unit: Wording | None = None

    @property
    def digits(self) -> int:
        """Return the number of digit boxes."""
        return len(str(self.largest))

    def columns(self, name: str) -> tuple[Column, ...]:
        """Return the one column of numbers."""
        return (
            Column(
                name, Measure.SCALE, unit=self.unit, smallest=self.smallest, largest=self.largest
            ),
        )

    def read(self, text: str) -> Answer:
        """Return the number; ranges, rates and words are ruled as instrument 3.4 says."""
        written = plain(text)
        return (
            read_mark(text, 1)
            or self._read_number(written)
            or self._read_ruled(written)
            or self._read_words(written)
        )

    def _read_number(self, written: str) -> Answer | None:
        # Leading zeros are how two boxes are filled: «04» is 4.
        return Answer((self._inside(int(written)),)) if _NUMBER.fullmatch(written) else None

    def _read_ruled(self, written: str) -> Answer | None:
        number = read_decimal(written)
        span = read_range(written)
        if span:
            self._inside(span[1])
            # «2-3» counts as 3: the middle, rounded up (instrument 3.4).
            number = (span[0] + span[1] + 1) // 2
        for pattern in (_AT_LEAST, _UNSURE):
            match = pattern.fullmatch(written)
            if match:
                number = int(match[1] or match[2])
        rate = _RATE.fullmatch(written)
        if rate and rate[2] in _DAYS_OF:
            number = self._in_window(int(rate[1]), _DAYS_OF[rate[2]])
        return None if number is None else Answer((self._inside(number),), _RULED)

    def _read_words(self, written: str) -> Answer:
        if written in _NONE_WORDS:
            return Answer((self._inside(0),))
        if written in _NUMBER_WORDS:
            return Answer((self._inside(_NUMBER_WORDS[written]),))
        if written in _VAGUE_WORDS:
            return Answer((Missing.UNREADABLE.value,), _RULED)
        if written in _DASHES:
            dash = self._inside(0) if self.dash_is_zero else Missing.UNANSWERED.value
            return Answer((dash,), _RULED)
        if re.fullmatch(r"[0-9]{5,}", written):
            raise AnswerError(Problem.TOO_LARGE, largest=self.largest)
        raise AnswerError(Problem.NOT_A_NUMBER)

    def _in_window(self, times: int, days: int) -> int:
        if self.window is None:
            raise AnswerError(Problem.NO_WINDOW)
        # Once a week is 4 times in 30 days and 13 in 90: the nearest whole number.
        return int(Fraction(times * self.window, days) + Fraction(1, 2))

    def _inside(self, number: int) -> int:
        if number > self.largest:
            raise AnswerError(Problem.TOO_LARGE, largest=self.largest)
        if number < self.smallest:
            raise AnswerError(Problem.TOO_SMALL, smallest=self.smallest)
        return number
