import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.paper.type import LONGEST_LINE, Style, printable, shorten, text_width, wrap

WORDS = st.text(alphabet=st.characters(codec="latin-1", categories=("L", "N", "P", "Zs")))


@given(WORDS, st.sampled_from(Style), st.floats(min_value=10, max_value=180))
def test_no_line_is_wider_than_its_column(text: str, style: Style, width: float) -> None:
    assert all(text_width(line, style) <= width for line in wrap(text, style, width))


@given(WORDS, st.floats(min_value=60, max_value=180))
def test_wrapping_keeps_every_word_in_order(text: str, width: float) -> None:
    lines = wrap(text, Style.BODY, width)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(st.text(), st.floats(min_value=5, max_value=180))
def test_a_shortened_text_fits(text: str, width: float) -> None:
    assert text_width(shorten(text, Style.BODY, width), Style.BODY) <= width


def test_a_short_last_word_takes_another_one_with_it() -> None:
    text = "Hur starkt har suget varit som allra starkast under hela veckan nu"
    width = text_width(text[:-3], Style.BODY) + 0.1
    assert wrap(text, Style.BODY, width)[-1] != "nu"


def test_a_short_last_word_stays_alone_if_the_words_would_need_a_line_more() -> None:
    width = text_width("abcdefgh abcdefgh", Style.BODY) + 0.1
    assert wrap("abcdefgh abcdefgh a", Style.BODY, width) == ("abcdefgh", "abcdefgh a")
    word = "abcdefgh_abcdefgh"
    assert wrap(f"{word} a", Style.BODY, text_width(word, Style.BODY)) == (word, "a")


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("åäö ÅÄÖ é → · …", "åäö ÅÄÖ é → · …"),
        ("a\x00b\tc\u200b", "ab c"),
        ("漢", "?"),
        ("a" * 1000, "a" * LONGEST_LINE),
    ],
)
def test_only_what_the_face_can_show_is_drawn(text: str, drawn: str) -> None:
    assert printable(text) == drawn


def test_digits_are_of_one_width() -> None:
    for style in Style:
        assert len({text_width(digit, style) for digit in "0123456789"}) == 1
