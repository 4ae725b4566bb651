from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.errors import KastEvalError
from kast_eval.study.client_code import (
    CODES_PER_SITE,
    LETTERS,
    ClientCodeError,
    check_letter,
    draw_codes,
    read_client_code,
    site_letters,
)
from kast_eval.study.site import TRAINING_NEIGHBOUR, TRAINING_SITE
from kast_eval.wording import Language

CLINICS = ["GB", "AA", "ZY", TRAINING_SITE.letters, TRAINING_NEIGHBOUR.letters]

bodies = st.builds(
    "{}{}{:04}".format,
    st.sampled_from(LETTERS),
    st.sampled_from(LETTERS),
    st.integers(0, CODES_PER_SITE - 1),
)


def all_check_letters(letters: str) -> np.ndarray:
    """Return the check letter of every code of a clinic; each digit is an axis of its own."""
    found = [LETTERS.index(check_letter(f"{letters}{number:04}")) for number in range(10_000)]
    return np.array(found).reshape(10, 10, 10, 10)


@pytest.mark.parametrize("letters", CLINICS)
def test_no_wrong_digit_keeps_the_check_letter_in_any_code(letters: str) -> None:
    checks = all_check_letters(letters)
    for place in range(4):
        # Ten different check letters along a digit: each wrong digit shows.
        assert (np.diff(np.sort(checks, axis=place), axis=place) > 0).all()


@pytest.mark.parametrize("letters", CLINICS)
def test_no_swap_of_neighbouring_digits_keeps_the_check_letter_in_any_code(letters: str) -> None:
    checks = all_check_letters(letters)
    digits = np.indices(checks.shape)
    for place in range(3):
        swapped = checks.swapaxes(place, place + 1)
        assert ((checks != swapped) | (digits[place] == digits[place + 1])).all()


def test_no_wrong_or_swapped_letter_of_the_clinic_keeps_the_check_letter_in_any_code() -> None:
    checks = all_check_letters("GB")
    wrong = [f"{other}B" for other in LETTERS if other != "G"]
    wrong += [f"G{other}" for other in LETTERS if other != "B"]
    for letters in [*wrong, "BG"]:
        assert (all_check_letters(letters) != checks).all(), letters


@given(bodies, st.data())
def test_every_other_sign_in_one_place_is_refused(body: str, data: st.DataObject) -> None:
    code = body + check_letter(body)
    place = data.draw(st.integers(0, 6))
    sign = data.draw(st.characters(codec="utf-8").filter(lambda one: one.strip(" -–")))
    wrong = code[:place] + sign + code[place + 1 :]
    try:
        read = read_client_code(wrong)
    except ClientCodeError:
        return
    # What is still read is the same code: a small letter, or an invisible sign beside it.
    assert read == code


@given(bodies)
def test_every_swap_of_two_neighbours_is_refused(body: str) -> None:
    code = body + check_letter(body)
    for place in range(6):
        swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        if swapped != code:
            with pytest.raises(ClientCodeError):
                read_client_code(swapped)


@pytest.mark.parametrize(
    "typed", ["GB0427{}", "gb0427{}", " GB 0427 {} ", "GB-0427-{}", "GB–0427{}", "\u200bGB0427{}"]
)
def test_blanks_hyphens_and_small_letters_are_as_good(typed: str) -> None:
    letter = check_letter("GB0427")
    assert read_client_code(typed.format(letter)) == f"GB0427{letter}"
    assert read_client_code(typed.format(letter.lower())) == f"GB0427{letter}"


@pytest.mark.parametrize(
    ("typed", "help_text"),
    [
        ("", "Skriv klientkoden från etiketten"),
        (" - ", "Skriv klientkoden från etiketten"),
        ("GB042", "En klientkod har två bokstäver, fyra siffror och en bokstav"),
        ("0427GBT", "En klientkod har två bokstäver, fyra siffror och en bokstav"),
        # A zero keyed as the letter, a one as I.
        ("GBO427T", "kan vara en siffra, 0 eller 1"),
        ("GB0427I", "kan vara en siffra, 0 eller 1"),
        ("ÖB0427T", "kan vara en siffra, 0 eller 1"),
        ("GB0428T", "en bokstav eller siffra skiljer"),
    ],
)
def test_a_mistyped_code_is_refused_with_help_and_never_repeated(
    typed: str, help_text: str
) -> None:
    with pytest.raises(ClientCodeError) as refused:
        read_client_code(typed)
    told = refused.value.in_language(Language.SV).replace("GB0427T", "")
    assert help_text in told
    assert typed not in told or not typed.strip(" -")


def test_letters_that_look_like_digits_are_not_used() -> None:
    assert set("IOQÅÄÖ").isdisjoint(LETTERS)
    # The check is proven for a prime number of letters only.
    assert len(LETTERS) == len(set(LETTERS)) == 23


def test_a_code_tells_its_clinic() -> None:
    assert site_letters("GB0427T") == "GB"


def test_drawn_codes_are_new_different_and_readable() -> None:
    taken = draw_codes("GB", 9_000, (), Random(1))
    drawn = draw_codes("GB", 1_000, frozenset(taken), Random(2))
    assert set(drawn).isdisjoint(taken)
    assert len(set(drawn)) == 1_000
    assert all(read_client_code(code) == code for code in drawn)


def test_the_same_seed_draws_the_same_codes() -> None:
    assert draw_codes("XX", 5, (), Random(7)) == draw_codes("XX", 5, (), Random(7))
    assert draw_codes("XX", 5, (), Random(7)) != draw_codes("XX", 5, (), Random(8))


@pytest.mark.parametrize("count", [0, -1, 10_001])
def test_no_more_codes_are_drawn_than_there_are(count: int) -> None:
    with pytest.raises(KastEvalError, match="från 1 till 10000"):
        draw_codes("GB", count, (), Random(1))


def test_no_two_clinics_share_a_code() -> None:
    for one, other in combinations(CLINICS, 2):
        assert set(draw_codes(one, 50, (), Random(1))).isdisjoint(
            draw_codes(other, 50, (), Random(1))
        )
