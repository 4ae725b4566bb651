import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.kit.letters import default_letters, read_letters
from kast_eval.study.client_code import LETTERS


@pytest.mark.parametrize(
    ("site", "letters"),
    [
        ("KAST Göteborg", "GT"),  # Ö is not in use.
        ("KAST Malmö", "MA"),
        ("KAST-mottagningen i Småstad", "SM"),
        ("Mottagningen Åmål", "AM"),
        ("Ronneby", "NE"),  # R begins the codes of relatives; of two equal letters one counts.
        ("KAST", "KA"),
        ("Åå", "AB"),
        ("Ö 7", "AB"),  # Nothing in it can be used.
    ],
)
def test_letters_are_taken_from_the_name(site: str, letters: str) -> None:
    assert read_letters("", site) == default_letters(site) == letters


@given(st.text(max_size=60))
def test_every_name_gives_letters_that_could_have_been_chosen(site: str) -> None:
    letters = default_letters(site)
    assert read_letters(letters.lower(), "") == letters
    assert letters[0] != letters[1]
    assert set(letters) <= set(LETTERS)
