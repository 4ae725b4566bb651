from dataclasses import replace

import pytest
from werkzeug.datastructures import MultiDict

from kast_eval.definition.form import FormDefinition, Item, Role
from kast_eval.kinds import Choice, Count, Day, Kind, Scale, Several, Words
from kast_eval.web.entry_form import Keying, entry_form_class, key_box, keyed_items
from kast_eval.wording import Wording
from tests.actions.at_the_clinic import library

W = Wording("ord", "word")


def item(kind: Kind, name: str = "q") -> Item:
    return Item(name, "1", W, W, kind, Role.OTHER)


def with_items(*items: Item) -> FormDefinition:
    return replace(library().newest("session"), head=items, sections=())


@pytest.mark.parametrize(
    ("kind", "keying", "codes", "digits"),
    [
        (Choice({0: W, 97: W}), Keying.ONE, [0, 97], ()),
        (Scale(0, 2, {0: W}), Keying.ONE, [0, 1, 2], ()),
        (Several({"a": W, "b": W}, W), Keying.SEVERAL, [1, 2, 0], ()),
        (Count(300), Keying.COUNT, [], (3,)),
        (Day(), Keying.DAY, [], (4, 2, 2)),
        (Words(largest=60), Keying.WORDS, [], ()),
    ],
)
def test_each_kind_is_keyed_in_its_own_way(
    kind: Kind, keying: Keying, codes: list[int], digits: tuple[int, ...]
) -> None:
    box = key_box(item(kind))
    assert (box.keying, [one.code for one in box.boxes], box.digits) == (keying, codes, digits)
    assert keyed_items(with_items(item(kind)))


def test_words_without_a_limit_stay_on_paper() -> None:
    assert keyed_items(with_items(item(Words(lines=2)))) == ()


def test_a_ruler_knows_whether_only_its_ends_have_words() -> None:
    assert key_box(item(Scale(0, 10, {0: W, 10: W}))).has_words_at_ends
    assert not key_box(item(Scale(0, 2, {0: W, 1: W, 2: W}))).has_words_at_ends


@pytest.mark.parametrize("name", ["data", "errors", "process", "validate", "meta", "form"])
def test_an_item_may_be_called_as_a_form_has_its_own_things(name: str) -> None:
    definition = with_items(item(Count(9), name))
    form = entry_form_class(definition)(MultiDict({f"text_{name}": " 4 "}))
    # What is typed stays as it is, blanks included.
    assert form[f"text_{name}"].data == " 4 "
