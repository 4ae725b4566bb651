"""The fields of a form as questions in a terminal, asked again until they can be read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import click

from kast_eval.cli.asking import ask
from kast_eval.first_run.fields import FieldsError
from kast_eval.wording import Language

Answers = TypeVar("Answers")

YES_OR_NO = {"j": "yes", "y": "yes", "n": "no"}
"""What may be typed for yes and no, in Swedish and in English."""


@dataclass(frozen=True)
class Question:
    """A field of the first run, as it is asked for in a terminal."""

    name: str
    text: str
    hidden: bool = False
    choices: Mapping[str, str] | None = None
    """What may be typed, and what it means."""


def answers_to(
    questions: Sequence[Question],
    read: Callable[[Mapping[str, str]], Answers],
    language: Language,
    *,
    then: tuple[str, Sequence[Question]] | None = None,
) -> Answers:
    """Ask until what is typed can be read; of several questions only those that are wrong again.

    `then` are further questions that one answer leads to.
    """
    typed: dict[str, str] = {}
    asked, wanted = list(questions), list(questions)
    while True:
        for question in wanted:
            typed[question.name] = _typed(question, language)
        if then is not None and then[0] in typed.values() and asked == list(questions):
            asked += then[1]
            for question in then[1]:
                typed[question.name] = _typed(question, language)
        try:
            return read(typed)
        except FieldsError as error:
            for fault in error.faults.values():
                click.echo(fault.in_language(language), err=True)
            wanted = [one for one in asked if one.name in error.faults]


def _typed(question: Question, language: Language) -> str:
    text = ask(question.text, language, hidden=question.hidden)
    if question.choices is None:
        return text
    return question.choices.get(text.strip().lower(), text)
