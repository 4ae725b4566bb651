import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.study.passphrase import (
    LONGEST,
    SHORTEST,
    PassphraseError,
    check_new_passphrase,
    pieces,
)


@pytest.mark.parametrize(
    "passphrase",
    [
        "tolv blå kaniner i regnet",
        "kopparhatt mjölkar granit",
        "xk7 pq2 vn9 tr4 wz",
        "Grådaskig tratt, 4 pumpor",
        "水星沿着河流慢慢地走向远方的山丘和大海",
    ],
)
def test_words_that_do_not_belong_together_will_do(passphrase: str) -> None:
    check_new_passphrase(passphrase, "Karin Test", "Övningsmottagningen")


@pytest.mark.parametrize(
    "passphrase",
    [
        "passwordpassword",
        "PasswordPassword1!",
        "lösenord lösenord",
        "mitt hemliga lösenord",
        "qwertyuiopasdfghjkl",
        "123456789012345",
        "aaaaaaaaaaaaaaaaaaaa",
        "abcabcabcabcabcabc",
        "hejhejhejhejhejhej",
        "sommar2026sommar2026",
        "Sommar2026 Vinter2027",
        "correct horse battery staple",
        "borta bra men hemma bäst",
        "mors lilla olle i skogen gick",
        "Karin Test Karin Test 1",
        "karinek övningsmottagningen",
        "kast-mottagningen kast",
        "!!!!!!!!!!!!!!!!!!",
        "tolv gröna stolar",
    ],
)
def test_what_is_guessed_first_is_refused(passphrase: str) -> None:
    with pytest.raises(PassphraseError, match="gissa"):
        check_new_passphrase(passphrase, "Karin Test", "Övningsmottagningen")


def test_a_short_passphrase_is_told_how_short_it_is() -> None:
    with pytest.raises(PassphraseError, match="har 14 tecken"):
        check_new_passphrase("kopparhatt gra")


def test_a_passphrase_has_an_end() -> None:
    check_new_passphrase(("kopparhatt mjölkar granit " * 10)[:LONGEST])
    with pytest.raises(PassphraseError, match="högst"):
        check_new_passphrase("kopparhatt mjölkar granit " * 10)


def test_a_letter_in_two_parts_counts_once() -> None:
    with pytest.raises(PassphraseError, match="har 14 tecken"):
        check_new_passphrase("kopparhatt gro\u0308")


@given(st.text(min_size=SHORTEST, max_size=LONGEST))
def test_any_text_falls_into_pieces(passphrase: str) -> None:
    assert 0 <= pieces(passphrase, passphrase[:3]) <= pieces(passphrase) <= len(passphrase) * 3


@given(st.text(alphabet="abcdefgåäö", min_size=1, max_size=12), st.integers(2, 5))
def test_saying_it_again_makes_it_no_harder(words: str, times: int) -> None:
    assert pieces(words * times) == pieces(words)
