import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.study.anchor import AnchorError, read_anchor, short_anchor

LINKS = st.binary(min_size=32, max_size=32).map(bytes.hex)
LINK = hashlib.sha256(b"events").hexdigest()


@given(LINKS)
def test_what_is_printed_reads_back_as_the_beginning_of_the_link(link: str) -> None:
    printed = short_anchor(link)
    assert [len(group) for group in printed.split(" ")] == [4, 4, 4, 4]
    assert link.startswith(read_anchor(printed))
    assert read_anchor(printed.lower().replace(" ", "-")) == read_anchor(printed)


def test_letters_that_look_like_figures_are_read_as_figures() -> None:
    printed = next(
        short
        for short in (short_anchor(f"{number:064x}"[::-1]) for number in range(1, 50))
        if {"0", "1"} <= set(short)
    )
    assert read_anchor(printed.replace("0", "O").replace("1", "I")) == read_anchor(printed)


def test_most_single_slips_are_told() -> None:
    printed = short_anchor(LINK)
    told = 0
    slips = [
        printed[:place] + sign + printed[place + 1 :]
        for place, was in enumerate(printed)
        for sign in "0123456789ABCDEF"
        if was not in {" ", sign}
    ]
    for slip in slips:
        try:
            read_anchor(slip)
        except AnchorError:
            told += 1
    assert told >= len(slips) * 0.98


@pytest.mark.parametrize("typed", ["", "3F2A", "zzzz zzzz zzzz zzzz", "0" * 16, "0" * 17, "å" * 16])
def test_what_is_no_anchor_is_refused_in_words(typed: str) -> None:
    with pytest.raises(AnchorError, match="fyra grupper"):
        read_anchor(typed)
