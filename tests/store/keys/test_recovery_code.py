import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.store.keys.recovery_code import (
    GROUP_SIGNS,
    GROUPS,
    RecoveryCode,
    RecoveryCodeError,
    new_recovery_code,
    read_recovery_code,
)
from kast_eval.study.clear_signs import CLEAR_SIGNS

CODES = st.binary(min_size=20, max_size=20).map(RecoveryCode)


@given(CODES)
def test_every_code_is_read_back(code: RecoveryCode) -> None:
    assert read_recovery_code(code.printed) == code


@given(CODES, st.sampled_from(["", " ", "-", "  – ", "\n", "."]))
def test_blanks_hyphens_and_small_letters_do_not_matter(code: RecoveryCode, between: str) -> None:
    assert read_recovery_code(between.join(code.printed).lower()) == code


def test_it_is_six_groups_without_signs_that_are_misread() -> None:
    groups = new_recovery_code().groups
    assert [len(group) for group in groups] == [GROUP_SIGNS] * GROUPS
    assert not set("".join(groups)) & set("ILOU")


def test_letters_that_look_like_digits_are_read_as_those() -> None:
    code = RecoveryCode(bytes(20))
    assert "0" in code.printed
    assert read_recovery_code(code.printed.replace("0", "O")) == code
    ones = next(one for one in map(_seeded, range(99)) if "1" in one.printed)
    assert read_recovery_code(ones.printed.replace("1", "l")) == ones
    assert read_recovery_code(ones.printed.replace("1", "i")) == ones


def _seeded(seed: int) -> RecoveryCode:
    return RecoveryCode(random.Random(seed).randbytes(20))


@given(CODES, st.integers(0, GROUPS * GROUP_SIGNS - 1), st.sampled_from(CLEAR_SIGNS))
def test_a_single_wrong_sign_is_told_with_its_group(
    code: RecoveryCode, place: int, sign: str
) -> None:
    signs = "".join(code.groups)
    if signs[place] == sign:
        return
    with pytest.raises(RecoveryCodeError, match=f"Grupp {place // GROUP_SIGNS + 1} av 6"):
        read_recovery_code(signs[:place] + sign + signs[place + 1 :])


@given(CODES, st.integers(0, GROUPS - 1), st.integers(0, GROUP_SIGNS - 2))
def test_two_neighbours_that_swap_places_are_found(
    code: RecoveryCode, group: int, place: int
) -> None:
    groups = list(code.groups)
    signs = list(groups[group])
    signs[place], signs[place + 1] = signs[place + 1], signs[place]
    groups[group] = "".join(signs)
    if groups[group] == code.groups[group]:
        return
    with pytest.raises(RecoveryCodeError, match=f"Grupp {group + 1} av 6"):
        read_recovery_code("".join(groups))


@given(CODES, st.integers(0, GROUPS - 1), st.integers(0, GROUPS - 1))
def test_two_groups_that_swap_places_are_found(code: RecoveryCode, one: int, other: int) -> None:
    if one == other:
        return
    groups = list(code.groups)
    groups[one], groups[other] = groups[other], groups[one]
    with pytest.raises(RecoveryCodeError, match=f"Grupp {min(one, other) + 1} av 6"):
        read_recovery_code(" ".join(groups))


def test_faults_that_the_groups_do_not_see_are_seen_in_the_whole() -> None:
    # A group of another code with the same place checks by itself.
    mixed = (_seeded(1).groups[0], *_seeded(2).groups[1:])
    with pytest.raises(RecoveryCodeError, match="som helhet"):
        read_recovery_code(" ".join(mixed))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Grupp 1 av 6 är för kort"),
        (_seeded(1).printed[:-1], "Grupp 6 av 6 är för kort"),
        (_seeded(1).printed + "0", "fler"),
        ("U" + _seeded(1).printed[1:], "Grupp 1 av 6 har ett tecken"),
        (_seeded(1).printed[:-1] + "Ö", "Grupp 6 av 6 har ett tecken"),
    ],
)
def test_it_says_what_is_wrong(text: str, told: str) -> None:
    with pytest.raises(RecoveryCodeError, match=told):
        read_recovery_code(text)


@given(st.text())
def test_an_error_never_holds_what_was_typed(text: str) -> None:
    with pytest.raises(RecoveryCodeError) as raised:
        read_recovery_code(text)
    assert text not in raised.value.details.values()


def test_a_code_does_not_show_itself() -> None:
    code = new_recovery_code()
    assert repr(code) == "RecoveryCode()"
    assert code != new_recovery_code()
