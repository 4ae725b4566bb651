from itertools import pairwise
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.dataset.anonymise.microdata import Value
from kast_eval.dataset.release.anonymised.span import Span, is_coarser, span_of


@pytest.mark.parametrize(
    ("value", "span"),
    [
        (0, (0, 1)),
        (7, (7, 8)),
        ("1:2..5", (2, 5)),
        ("2:5..", (5, inf)),
        ("0:..2", (-inf, 2)),
        ("30:..", (30, inf)),
        ("0680", None),
        ("1+2", None),
        ("1:2..5+2:5..", None),
    ],
)
def test_a_value_reaches_from_a_number_to_another(value: Value, span: Span | None) -> None:
    assert span_of(value) == span


@pytest.mark.parametrize(
    ("one", "other", "coarser"),
    [
        ([0, 1, 2], [0, 1, 2], True),
        (["0:..2", "1:2.."], [0, 1, 2, 3], True),
        # A value of the one in which nothing of the other lies is told by the one alone.
        (["0:..2", "1:2.."], [0, 1], False),
        ([0, 1, 2, 3], ["0:..2", "1:2.."], False),
        (["0:..2", "1:2.."], ["0:..1", "1:1..3", "2:3.."], False),
        (["0:..3", "1:3.."], ["0:..1", "1:1..3", "2:3.."], True),
        (["0680"], ["0680", "1480"], True),
        (["0680"], ["1480"], False),
        (["0680", -8], ["0680", -10], True),
        (["0680"], [1], False),
    ],
)
def test_coarser_is_what_tells_no_more(
    one: list[Value], other: list[Value], *, coarser: bool
) -> None:
    assert is_coarser(one, other) is coarser


@given(st.lists(st.integers(1, 9), unique=True).map(sorted), st.sets(st.integers(1, 9)))
def test_bands_at_some_of_the_cuts_tell_no_more(cuts: list[int], kept: set[int]) -> None:
    def bands(ends: list[int]) -> list[Value]:
        places = ["", *map(str, ends), ""]
        pairs = enumerate(pairwise(places))
        return [f"{code}:{low}..{high}" for code, (low, high) in pairs if low or high]

    fine, coarse = bands(cuts), bands([one for one in cuts if one in kept])
    assert is_coarser(coarse, fine)
