from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.quality.added_up import SMALLEST_COUNT
from kast_eval.quality.others import (
    FEWEST_CLINICS,
    FEWEST_PERSONS,
    TOLD,
    TOLD_OUTSIDE,
    others_of,
    steady_splits,
)
from kast_eval.quality.share import Share
from kast_eval.quality.splits import Clients, Part, Split
from kast_eval.quality.together import FEWEST_CLIENTS
from tests.quality.test_together import clinic

DAY = date(2026, 9, 30)
OWN = clinic(1, 2)
"""A clinic sees itself beside others however small it is."""


def enough() -> list[Clients]:
    return [clinic(10, 10) for _ in range(FEWEST_CLINICS)]


def waits(one: Clients, yes: int, no: int) -> Clients:
    counts = {Part.YES: yes, Part.NEXT: 0, Part.NO: no}
    return replace(one, splits={**one.splits, Split.WAIT: counts})


def test_others_are_told_of_together() -> None:
    found = others_of(OWN, enough(), DAY)
    assert found is not None
    assert (found.clinics, found.others[Split.WAIT]) == (3, Share(30, 90))
    assert tuple(found.others) == TOLD


@pytest.mark.parametrize(
    "others",
    [
        [],
        [clinic(40, 40), clinic(40, 40)],
        [clinic(40, 40), clinic(40, 40), clinic(4, FEWEST_CLIENTS - 5)],
        [clinic(5, 5) for _ in range(FEWEST_CLINICS)],
    ],
)
def test_two_others_or_a_few_clients_are_not_told_of(others: list[Clients]) -> None:
    assert others_of(OWN, others, DAY) is None
    assert FEWEST_PERSONS > 30


@pytest.mark.parametrize("ends", [(1, 19), (19, 1), (0, 20)])
def test_a_share_that_a_few_make_up_is_left_out(ends: tuple[int, int]) -> None:
    found = others_of(OWN, [waits(one, *ends) for one in enough()], DAY)
    assert found is not None
    assert Split.WAIT not in found.others
    assert Split.WAIT not in found.own


def test_how_clients_fare_elsewhere_is_not_told() -> None:
    assert not {Split.PURCHASES, Split.URGE, Split.BASELINE, Split.SOURCE} & set(TOLD)


def started(yes: int, no: int) -> Clients:
    return replace(OWN, splits={**OWN.splits, Split.FORMS: {Part.YES: yes, Part.NO: no}})


@pytest.mark.parametrize(
    ("quarters", "told"),
    [
        ([(10, 10)], True),
        ([(10, 10), (10, 10)], True),
        ([(10, 10), (15, 10)], True),
        ([(10, 10), (16, 11)], False),
        ([(10, 10), (14, 10), (15, 10)], True),  # The quarter between was left out.
        ([(10, 10), (14, 10), (19, 10), (20, 10)], False),
        ([(10, 10), (5, 10)], False),  # A correction that takes some away is never a step.
        ([(4, 10)], False),
    ],
)
def test_a_share_goes_outside_when_its_counts_stood_still_or_grew_by_five(
    quarters: list[tuple[int, int]], *, told: bool
) -> None:
    assert (Split.FORMS in steady_splits(started(*one) for one in quarters)) is told


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=12))
def test_no_two_papers_subtract_to_a_small_count(quarters: list[tuple[int, int]]) -> None:
    clinics = [started(*one) for one in quarters]
    told = [
        one
        for place, one in enumerate(quarters)
        if Split.FORMS in steady_splits(clinics[: place + 1])
    ]
    for place, later in enumerate(told):
        for earlier in [(0, 0), *told[:place]]:
            grown = [new - old for old, new in zip(earlier, later, strict=True)]
            assert not any(0 < abs(one) < SMALLEST_COUNT for one in grown)


def test_what_the_drawings_of_a_paper_tell_by_parts_does_not_stand_beside_on_it() -> None:
    assert not {Split.WAIT, Split.ENDING} & TOLD_OUTSIDE
    assert set(TOLD) >= TOLD_OUTSIDE
