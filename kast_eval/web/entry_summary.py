"""What is told before a save: what has no answer, what is skipped, what has a reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from kast_eval.definition.form import FormDefinition, Item
from kast_eval.kinds.answer import Answer, Missing, Ruling


@dataclass(frozen=True)
class Summary:
    """The items that need a look before a save, in the order of the paper."""

    unanswered: tuple[Item, ...]
    skipped: tuple[Item, ...]
    answered_anyway: tuple[Item, ...]
    reasons: tuple[Item, ...]

    @classmethod
    def of(cls, definition: FormDefinition, answers: Mapping[str, Answer]) -> Self:
        """Return the summary of what was read; what could not be read is told as an error."""
        read = [(item, answers[item.name]) for item in definition.items if item.name in answers]
        lead = {Missing.UNANSWERED, Missing.SKIPPED, None}
        return cls(
            _items(read, {Missing.UNANSWERED}),
            _items(read, {Missing.SKIPPED}),
            tuple(item for item, answer in read if Ruling.SKIP_ANSWERED in answer.rulings),
            _items(read, set(Missing) - lead),
        )


def _items(read: list[tuple[Item, Answer]], missing: set[Missing]) -> tuple[Item, ...]:
    return tuple(item for item, answer in read if answer.missing in missing)
