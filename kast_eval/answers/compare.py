"""Two keyings of one sheet compared by what they mean."""

from collections.abc import Mapping

from kast_eval.definition.form import FormDefinition, Item
from kast_eval.kinds import Words
from kast_eval.kinds.answer import Answer, AnswerError
from kast_eval.kinds.text import plain


def differing_items(
    definition: FormDefinition, first: Mapping[str, str], second: Mapping[str, str]
) -> tuple[str, ...]:
    """Return the names of the items that two keyings answer differently: «04» equals «4»."""
    return tuple(
        item.name
        for item in definition.items
        if _meaning(item, first.get(item.name, "")) != _meaning(item, second.get(item.name, ""))
    )


def compared_items(definition: FormDefinition) -> tuple[Item, ...]:
    """Return the items that are keyed, and so can be keyed wrong; other words stay on paper."""
    return tuple(
        item for item in definition.items if not isinstance(item.kind, Words) or item.kind.keyed
    )


def _meaning(item: Item, text: str) -> Answer | str:
    if isinstance(item.kind, Words):
        return plain(text)
    try:
        return item.read(text)
    except AnswerError:
        return plain(text)
