"""Every kind of answer has a word of its own."""

from kast_eval.definition.told import KindWord, kind_word
from tests.definition.example import real_library


def test_every_kind_of_the_forms_has_its_own_word() -> None:
    items = [item for form in real_library().forms for item in form.items]
    words = {type(item.kind): kind_word(item.kind) for item in items}
    assert sorted(words.values(), key=str) == sorted(KindWord, key=str)
