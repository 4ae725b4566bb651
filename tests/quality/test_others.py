from dataclasses import replace
from datetime import date

import pytest

from kast_eval.quality.others import FEWEST_CLINICS, FEWEST_PERSONS, TOLD, others_of
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
