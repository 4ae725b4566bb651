from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.analysis.turnbull import Step, turnbull

# Months to retraction of the breast after radiotherapy alone (Finkelstein & Wolfe 1985).
_KNOWN = (
    (0, 7), (0, 8), (0, 5), (4, 11), (5, 12), (5, 11), (6, 10), (7, 16), (7, 14), (11, 15),
    (11, 18), (17, 25), (17, 25), (19, 35), (18, 26), (25, 37), (26, 40), (27, 34), (36, 44),
    (36, 48), (37, 44),
)  # fmt: skip
_NOT_YET = (15, 17, 18, 22, 24, 24, 32, 33, 34, 36, 36, 37, 37, 37, 38, 40, 45) + (46,) * 8
COSMESIS = (*_KNOWN, *((month, inf) for month in _NOT_YET))


def test_the_published_estimate_comes_out() -> None:
    assert len(COSMESIS) == 46
    # As Fay & Shaw 2010 (Journal of Statistical Software 36(2)) print it.
    published = [
        (4, 5, 0.0463), (6, 7, 0.0334), (7, 8, 0.0887), (11, 12, 0.0708), (24, 25, 0.0926),
        (33, 34, 0.0818), (38, 40, 0.1209), (46, 48, 0.4656),
    ]  # fmt: skip
    found = [(one.left, one.right, round(one.share, 4)) for one in turnbull(COSMESIS)]
    assert found == published


def test_without_censoring_it_is_the_plain_share() -> None:
    steps = turnbull([(0, 1), (0, 1), (1, 2), (2, inf)])
    assert [one.share for one in steps] == pytest.approx([0.5, 0.25, 0.25])


def test_nobody_to_whom_it_happened_leaves_one_endless_step() -> None:
    assert turnbull([(3, inf), (6, inf)]) == (Step(6, inf, 1.0),)


INTERVALS = st.lists(
    st.tuples(st.integers(0, 11), st.one_of(st.integers(1, 12), st.just(inf))).filter(
        lambda ends: ends[0] < ends[1]
    ),
    min_size=1,
    max_size=20,
)


@given(INTERVALS)
def test_the_shares_are_of_everybody(intervals: list[tuple[float, float]]) -> None:
    assert sum(one.share for one in turnbull(intervals)) == pytest.approx(1, abs=1e-3)
