"""Skips: arrows from a choice, and words at a question, found from the conditions of items."""

from collections.abc import Mapping
from dataclasses import dataclass

from kast_eval.definition.form import FormDefinition, Item, Question
from kast_eval.kinds.choice import Choice
from kast_eval.paper.words import left_out
from kast_eval.wording import Wording


@dataclass(frozen=True)
class Jump:
    """The question to go on with; None is the end of the form."""

    number: str | None


def jump_after(definition: FormDefinition, item: Item, code: int) -> Jump | None:
    """Return where a client who ticks `code` goes on, or None if that is the next question."""
    numbers = [question.number for question in definition.questions]
    here = next(
        place for place, question in enumerate(definition.questions) if item in question.items
    )
    asked = [
        question.number
        for question in definition.questions[here + 1 :]
        if any(_may_be_asked(one, item, code) for one in question.items)
    ]
    if not numbers[here + 1 :] or asked[:1] == numbers[here + 1 : here + 2]:
        return None
    return Jump(asked[0] if asked else None)


def left_out_after(definition: FormDefinition, question: Question) -> Wording | None:
    """Return whom a question is not for, or None if an arrow has led them past it already."""
    conditions = {item.condition for item in question.items}
    condition = conditions.pop()
    if condition is None or conditions:
        return None
    places = {one.number: place for place, one in enumerate(definition.questions)}
    for asked in definition.questions[: places[question.number]]:
        for item in asked.items:
            if item.name == condition.item and isinstance(item.kind, Choice):
                labels = [
                    label
                    for code, label in item.kind.choices.items()
                    if code not in condition.values
                    and not _leads_past(jump_after(definition, item, code), question, places)
                ]
                return left_out(labels, asked.number) if labels else None
    return None


def _leads_past(jump: Jump | None, question: Question, places: Mapping[str, int]) -> bool:
    if jump is None:
        return False
    return jump.number is None or places[jump.number] > places[question.number]


def _may_be_asked(later: Item, item: Item, code: int) -> bool:
    condition = later.condition
    return condition is None or condition.item != item.name or code in condition.values
