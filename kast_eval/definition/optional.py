"""Which optional items are asked, as a list of names that somebody types."""

from kast_eval.definition.form import FormDefinition
from kast_eval.definition.numbered import numbered
from kast_eval.errors import KastEvalError
from kast_eval.wording import marked


class OptionalItemError(KastEvalError):
    """A name that is no optional item of the form."""


def read_optional(definition: FormDefinition, text: str) -> frozenset[str]:
    """Return the optional items that the text names, with commas between; nothing names none.

    An item may be named by its printed number: «A4», as the paper and the manual say it.
    """
    numbers = {
        numbered(definition, item.number): item.name
        for item in definition.items
        if item.name in definition.optional_items and item.write_in_for is None
    }
    typed = frozenset(name for part in text.split(",") if (name := part.strip()))
    names = frozenset(numbers.get(name.upper(), name) for name in typed)
    strange = names - definition.optional_items
    if strange:
        raise OptionalItemError(
            marked("«{name}» går inte att välja till eller bort i {form}. Det går med: {names}."),
            name=min(strange),
            form=definition.form,
            names=", ".join(f"{number} ({name})" for number, name in numbers.items()) or "–",
        )
    return names
