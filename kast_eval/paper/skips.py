"""Arrows for skips: where to go on after a choice, found from the conditions of later items."""

from dataclasses import dataclass

from kast_eval.definition.form import FormDefinition, Item


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


def _may_be_asked(later: Item, item: Item, code: int) -> bool:
    condition = later.condition
    return condition is None or condition.item != item.name or code in condition.values
