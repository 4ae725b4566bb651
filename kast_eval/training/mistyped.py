"""What somebody keys who reads two answers wrong."""

from collections.abc import Mapping
from random import Random

from kast_eval.definition.form import FormDefinition, Item
from kast_eval.kinds import Choice, Scale


def mistyped(
    definition: FormDefinition, texts: Mapping[str, str], chooser: Random, *, count: int
) -> dict[str, str]:
    """Return the texts with other boxes ticked in `count` items, or in as many as have a tick."""
    ticked = [item for item in definition.items if _other_boxes(item, texts.get(item.name, ""))]
    wrong = chooser.sample(ticked, min(count, len(ticked)))
    changed = {
        item.name: str(chooser.choice(_other_boxes(item, texts[item.name]))) for item in wrong
    }
    return {**texts, **changed}


def _other_boxes(item: Item, text: str) -> list[int]:
    """Return the codes beside the one that is ticked; none where a box is not simply ticked."""
    if not isinstance(item.kind, Choice | Scale) or not text.isdecimal():
        return []
    return [code for code in item.kind.codes if code != int(text)]
