"""Ticked boxes: how they are keyed, and the rule for two marks where one is asked for."""

import re
from enum import StrEnum

from kast_eval.kinds.answer import Answer, AnswerError, Missing, Problem, Ruling
from kast_eval.kinds.text import plain

BOX_LETTERS = "abcdefghijklmn"
"""The letter of each box in print order; no missing-reason mark is among them."""

_SEPARATORS = re.compile(r"[|/;\s]+")
_LETTERS = re.compile(rf"[{BOX_LETTERS}]+")


class Ties(StrEnum):
    """Which code counts when two neighbouring boxes of an ordered row are ticked."""

    LOWER = "lower"
    """Own ordered items with an even question number (manual, 10)."""
    HIGHER = "higher"
    """Own ordered items with an odd question number (manual, 10)."""
    NONE = "none"
    """Unordered choices, and licensed instruments, whose own manual decides."""


def read_ticks(text: str, codes: tuple[int, ...]) -> tuple[int, ...]:
    """Return the ticked codes in print order.

    A tick is keyed as the printed code or as the letter of the box: «2», «b», «2|3», «bc».
    """
    ticked = [code for word in _words(text) for code in _codes(word, codes)]
    if not ticked:
        raise no_such_choice(plain(text), codes)
    if len(set(ticked)) < len(ticked):
        raise AnswerError(Problem.SAME_TWICE)
    return tuple(code for code in codes if code in ticked)


def _words(text: str) -> list[str]:
    return [word for word in _SEPARATORS.split(plain(text).replace(",", " ")) if word]


def _codes(word: str, codes: tuple[int, ...]) -> list[int]:
    if re.fullmatch(r"[0-9]{1,3}", word) and int(word) in codes and str(int(word)) == word:
        return [int(word)]
    letters = BOX_LETTERS[: len(codes)]
    if _LETTERS.fullmatch(word) and all(letter in letters for letter in word):
        return [codes[letters.index(letter)] for letter in word]
    raise no_such_choice(word, codes)


def no_such_choice(word: str, codes: tuple[int, ...]) -> AnswerError:
    """Return the error of a box that is not there, with the boxes that are."""
    return AnswerError(
        Problem.NO_SUCH_CHOICE, choice=word[:20], choices=", ".join(str(code) for code in codes)
    )


def one_tick(ticked: tuple[int, ...], codes: tuple[int, ...], ties: Ties) -> Answer:
    """Return the answer of a question where one tick is asked for.

    Two neighbouring ticks on an own ordered row count as the lower code at even question numbers
    and as the higher at odd ones: unbiased over the form, and reproducible. All other double
    ticks are no answer (instrument 3.4).
    """
    if len(ticked) == 1:
        return Answer(ticked)
    ruled = frozenset({Ruling.AMBIGUOUS})
    first, last = codes.index(ticked[0]), codes.index(ticked[-1])
    if ties is Ties.NONE or last - first != 1:
        return Answer((Missing.SEVERAL_MARKS.value,), ruled)
    return Answer((ticked[0] if ties is Ties.LOWER else ticked[1],), ruled)
