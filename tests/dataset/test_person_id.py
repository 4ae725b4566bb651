from random import Random

from hypothesis import given
from hypothesis import strategies as st

from kast_eval.dataset.person_id import LENGTH, id_of, person_id
from kast_eval.study.clear_signs import CLEAR_SIGNS
from kast_eval.study.client_code import draw_codes

KEY = bytes(range(32))


def test_an_id_is_short_and_can_be_read_aloud() -> None:
    found = person_id(KEY, "0680", "GB0427T")
    assert len(found) == LENGTH
    assert set(found) <= set(CLEAR_SIGNS)
    assert set("ILOU").isdisjoint(CLEAR_SIGNS)


def test_a_person_has_the_same_id_in_every_export_of_the_project() -> None:
    assert person_id(KEY, "0680", "GB0427T") == person_id(KEY, "0680", "GB0427T")


def test_another_key_clinic_or_code_gives_another_id() -> None:
    ids = {
        person_id(KEY, "0680", "GB0427T"),
        person_id(bytes(32), "0680", "GB0427T"),
        person_id(KEY, "1480", "GB0427T"),
        person_id(KEY, "0680", "GB0428S"),
    }
    assert len(ids) == 4


def test_no_two_codes_of_a_clinic_share_an_id() -> None:
    codes = draw_codes("GB", 10_000, (), Random(1))
    assert len({person_id(KEY, "0680", code) for code in codes}) == 10_000


def test_every_sign_of_the_alphabet_is_used_alike() -> None:
    signs = "".join(person_id(KEY, "0680", str(number)) for number in range(2_000))
    shares = [signs.count(sign) / len(signs) for sign in CLEAR_SIGNS]
    assert max(shares) < 1.2 / len(CLEAR_SIGNS)
    assert min(shares) > 0.8 / len(CLEAR_SIGNS)


@given(st.lists(st.sampled_from("0123456789"), min_size=LENGTH, max_size=LENGTH), st.integers(0, 9))
def test_no_id_reads_as_a_number(figures: list[str], place: int) -> None:
    for letter in (figures[place], "E"):
        signs = [*figures[:place], letter, *figures[place + 1 :]]
        number = sum(CLEAR_SIGNS.index(sign) << 5 * each for each, sign in enumerate(signs))
        found = id_of(number.to_bytes(32, "big"))
        read = signs[0] != "E" and signs[-1] != "E"
        assert (found == "".join(signs)) is not read
        assert not found.replace("E", "0", 1).isdigit() or found[0] == "E" or found[-1] == "E"
