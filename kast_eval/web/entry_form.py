"""How an item is keyed on a page: one field each, and the boxes of the paper beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import assert_never

from wtforms import Form, StringField

from kast_eval.definition.form import FormDefinition, Item
from kast_eval.kinds import Choice, Count, Day, Scale, Several, Words
from kast_eval.kinds.several import NONE_CODE
from kast_eval.kinds.text import LONGEST_TEXT
from kast_eval.kinds.ticks import BOX_LETTERS
from kast_eval.wording import Wording

TEXT, NOTE = "text_", "note_"
"""What the name of a field begins with: an item may be called as a form's own attribute is."""

DAY_DIGITS = (4, 2, 2)


class Keying(StrEnum):
    """What the keys do in a key box."""

    ONE = "one"
    SEVERAL = "several"
    COUNT = "count"
    DAY = "day"
    WORDS = "words"


@dataclass(frozen=True)
class Box:
    """One tick box: its printed code, its letter, and its words if it has any."""

    code: int
    letter: str
    label: Wording | None = None


@dataclass(frozen=True)
class KeyBox:
    """What is drawn beside the field of an item, and what the keyboard needs to know.

    `ruler` puts the boxes in one row; `digits` are the groups of digit boxes.
    """

    keying: Keying
    boxes: tuple[Box, ...] = ()
    ruler: bool = False
    digits: tuple[int, ...] = ()
    unit: Wording | None = None
    longest: int = LONGEST_TEXT

    @property
    def has_words_at_ends(self) -> bool:
        """Tell whether only the first and the last box have words."""
        return not any(box.label for box in self.boxes[1:-1])


def key_box(item: Item) -> KeyBox:
    """Return how the item is keyed: the one place of the pages that knows every kind."""
    match item.kind:
        case Choice(choices=choices):
            return KeyBox(Keying.ONE, _boxes(item.kind.codes, choices))
        case Scale(anchors=anchors):
            return KeyBox(Keying.ONE, _boxes(item.kind.codes, anchors), ruler=True)
        case Several(options=options, none=none):
            labels = {**dict(enumerate(options.values(), start=1)), NONE_CODE: none}
            return KeyBox(Keying.SEVERAL, _boxes(item.kind.codes, labels))
        case Count(unit=unit):
            return KeyBox(Keying.COUNT, digits=(item.kind.digits,), unit=unit)
        case Day():
            return KeyBox(Keying.DAY, digits=DAY_DIGITS)
        case Words(largest=largest):
            return KeyBox(Keying.WORDS, longest=largest or 0)
        case _:
            assert_never(item.kind)


def _boxes(codes: tuple[int, ...], labels: Mapping[int, Wording]) -> tuple[Box, ...]:
    letters = BOX_LETTERS[: len(codes)]
    return tuple(
        Box(code, letter, labels.get(code)) for code, letter in zip(codes, letters, strict=True)
    )


def keyed_items(definition: FormDefinition) -> tuple[Item, ...]:
    """Return the items that have a field, in the order of the paper."""
    return tuple(item for item in definition.items if is_keyed(item))


def is_keyed(item: Item) -> bool:
    """Tell whether the item has a field; words may stay on paper."""
    return not isinstance(item.kind, Words) or item.kind.keyed


def entry_form_class(definition: FormDefinition) -> type[Form]:
    """Return a form with a field for the text and the note of each item.

    It binds and collects; whether a text is right is known by `Item.read` alone.
    """
    return _form_class(tuple(item.name for item in keyed_items(definition)))


@cache
def _form_class(names: tuple[str, ...]) -> type[Form]:
    """Return the class for items of these names; a class costs more to make than to fill."""
    fields = {prefix + name: StringField() for name in names for prefix in (TEXT, NOTE)}
    return type("EntryForm", (Form,), fields)
