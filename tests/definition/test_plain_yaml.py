import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.dataset.release.recipe import recipe_of
from kast_eval.definition.nodes import read_yaml
from kast_eval.definition.plain_yaml import DEEPEST, LARGEST, LONGEST, require_plain
from kast_eval.errors import DefinitionError


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("a: 1\nb: &x 2", 2, "Ankare"),
        # The alias is of an anchor that stands before it.
        ("a: &x [1]\nb: [*x, *x]", 1, "Ankare"),
        ("a: 1\nb: !!python/object/apply:os.system [ls]", 2, "Taggar"),
        ("a: !own 1", 1, "Taggar"),
        ("a: 1\nb: " + "[" * (DEEPEST + 1), 2, "nivåer"),
        # Twenty thousand levels ended the program before anything could be refused.
        ("[" * 20_000, 1, "nivåer"),
        ("a: " + "1" * (LONGEST + 1), 1, "tecken"),
        ("a" * (LARGEST + 1), 1, "längre"),
    ],
)
def test_what_no_recipe_needs_is_refused_with_its_line(text: str, line: int, told: str) -> None:
    with pytest.raises(DefinitionError, match=told) as caught:
        require_plain("recept.yaml", text)
    assert caught.value.line == line


def test_what_is_no_yaml_is_left_to_the_reader() -> None:
    text = "a: 1\nb: [1"
    require_plain("recept.yaml", text)
    with pytest.raises(DefinitionError, match="YAML"):
        read_yaml("recept.yaml", text)


@given(st.one_of(st.text(), st.text(alphabet="[]{}&*!|>-?: \n#'\"%@`ab1")))
def test_no_text_does_more_than_be_refused(text: str) -> None:
    with pytest.raises(DefinitionError):
        recipe_of("huvudanalys.yaml", text)
