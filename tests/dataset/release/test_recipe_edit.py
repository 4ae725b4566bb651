import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.dataset.release.recipe import recipe_of
from kast_eval.dataset.release.recipe_edit import (
    key_at,
    line_of,
    list_of,
    tables_of,
    with_keys,
)
from kast_eval.errors import DefinitionError
from tests.dataset.release.made import RECIPE

FILE = "huvudanalys.yaml"
TEXT = """\
# Överst
recipe: 1
tables:
  start: all
  # Bara en
  checkin:
    - mood_7d

# Till vem
recipient: A
# purpose: …
"""


def test_a_key_is_changed_where_it_stands_and_comments_stay() -> None:
    said = {"tables": tables_of({"closing": None, "start": ["a", "b"]}), "recipient": line_of("B")}
    assert with_keys(FILE, TEXT, said) == (
        "# Överst\nrecipe: 1\ntables:\n  closing: all\n  start: [a, b]\n\n"
        '# Till vem\nrecipient: "B"\n# purpose: …\n'
    )


def test_a_new_key_stands_where_it_was_waited_for_or_last() -> None:
    changed = with_keys(FILE, TEXT, {"purpose": line_of("Huvudanalysen"), "clinic": "true"})
    assert changed.endswith('recipient: A\npurpose: "Huvudanalysen"\nclinic: true\n')


def test_a_key_that_says_nothing_is_taken_away() -> None:
    assert "recipient" not in with_keys(FILE, TEXT, {"recipient": line_of("  ")})
    assert with_keys(FILE, TEXT, {"clinic": ""}) == TEXT


@pytest.mark.parametrize("text", ["{recipe: 1, level: A}", "[1]", "a: &a 1", "", "a: ["])
def test_what_is_no_list_of_keys_is_refused(text: str) -> None:
    with pytest.raises(DefinitionError):
        with_keys(FILE, text, {"recipient": "B"})


@given(st.text(min_size=1, max_size=150))
def test_every_text_of_a_line_is_read_as_it_was_typed(text: str) -> None:
    whole = " ".join(text.split())
    changed = with_keys(FILE, RECIPE, {"recipient": line_of(text)})
    if whole.isprintable():
        assert recipe_of(FILE, changed).recipient == whole
    else:
        # A character that nobody sees is refused, wherever YAML puts it.
        with pytest.raises(DefinitionError):
            recipe_of(FILE, changed)


def test_a_line_belongs_to_the_key_above_it() -> None:
    assert [key_at(TEXT, line) for line in (1, 2, 4, 7, 10)] == [
        "", "recipe", "tables", "tables", "recipient",
    ]  # fmt: skip


def test_lists_stand_on_one_line() -> None:
    assert list_of(["csv", "sav"]) == "[csv, sav]"
    assert tables_of({}) == ""
