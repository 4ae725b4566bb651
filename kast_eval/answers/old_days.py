"""Days that lie so far back that no sheet can have them."""

from collections.abc import Iterator, Mapping
from datetime import date

from kast_eval.answers.finding import Finding
from kast_eval.kinds.answer import Answer, AnswerError, Problem

FIRST_CLINIC = date(1990, 1, 1)
"""No clinic is older: the yearly form takes no earlier start either."""


def check_days(answers: Mapping[str, Answer]) -> Iterator[Finding]:
    """Give an error for each day before there was any clinic.

    They are told of what is keyed only: what is stored stays readable, whatever its days.
    """
    for name, answer in answers.items():
        if any(isinstance(value, date) and value < FIRST_CLINIC for value in answer.values):
            error = AnswerError(Problem.TOO_EARLY, earliest=FIRST_CLINIC.isoformat())
            yield Finding.of_problem(name, error)
