import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.kinds.answer import Answer, Missing, Ruling
from kast_eval.kinds.text import MARKS, clean_text, plain, read_mark


@pytest.mark.parametrize(
    ("keyed", "stored"),
    [
        ("  04 ", "04"),
        ("o\u0308ver", "över"),  # NFD is stored as NFC.
        ("a\x00b\x07c", "abc"),
        ("rad\r\nnästa", "rad  nästa"),  # A text of several lines stays one line.
        ("\u202e12\u200b", "12"),  # A direction override and a zero width.
        ("\ud800", ""),  # A lone surrogate.
        ("   \u200b ", ""),
        ("a" + "\u0301" * 99, "á\u0301\u0301"),  # A tower of accents is capped.
    ],
)
def test_what_is_stored_is_what_can_be_seen(keyed: str, stored: str) -> None:
    assert clean_text(keyed) == stored


@given(st.text())
def test_cleaning_once_is_enough(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)


@given(st.text(st.characters(categories=["L", "N", "P", "Zs"])))
def test_letters_and_digits_are_kept(text: str) -> None:
    kept = unicodedata.normalize("NFC", text)
    assert [sign for sign in clean_text(text) if sign.isalnum()] == [
        sign for sign in kept if sign.isalnum()
    ]


def test_full_width_digits_are_digits() -> None:
    assert plain("\uff11\uff12 ") == "12"


def test_marks_are_one_key_each() -> None:
    assert all(len(mark) == 1 for mark in MARKS)


def test_a_mark_may_be_keyed_as_a_capital() -> None:
    assert read_mark("V", 1) == Answer((Missing.REFUSED.value,))


def test_an_ambiguous_mark_is_ruled() -> None:
    assert read_mark("x", 2) == Answer(
        (Missing.UNREADABLE.value,) * 2, frozenset({Ruling.AMBIGUOUS})
    )


def test_other_text_is_no_mark() -> None:
    assert read_mark("vi", 1) is None
