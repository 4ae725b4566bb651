"""What was not noted is told beside what it is a part of; nobody is the difference."""

import pytest

from kast_eval.quality.share import Share
from kast_eval.quality.splits import Clients, Part, Split
from kast_eval.quality.unnoted import unnoted_of_all
from tests.quality.people import Told, clinic_of

NO_REST = clinic_of([Told(yes=frozenset({Split.ENDING}))] * 30)


def clinic(unnoted: int, rest: int) -> tuple[Clients, dict[Split, Share]]:
    """Return thirty clients, so many of whom ended nobody knows how, and so many in another way."""
    ended = {Part.YES: 30 - unnoted - rest, Part.NO: unnoted + rest}
    return Clients({**NO_REST.splits, Split.ENDING: ended}, 30), {Split.ENDING: Share(unnoted, 30)}


def test_it_is_told_where_enough_are_left_of_what_counts_as_the_rest() -> None:
    assert unnoted_of_all([clinic(6, 7)] * 3) == {Split.ENDING: Share(18, 90)}


@pytest.mark.parametrize(
    "rests",
    [
        (1, 0, 0),  # One client of the whole country.
        (0, 0, 0),
        (18, 1, 1),  # The first clinic's own people know the two others.
    ],
)
def test_it_is_not_told_where_what_is_left_would_be_a_few(rests: tuple[int, int, int]) -> None:
    assert unnoted_of_all([clinic(10, rest) for rest in rests]) == {}


@pytest.mark.parametrize("unnoted", [(0, 0, 0), (1, 1, 1), (18, 0, 0)])
def test_nor_where_hardly_anybody_is_unknown(unnoted: tuple[int, int, int]) -> None:
    assert unnoted_of_all([clinic(one, 10) for one in unnoted]) == {}


def test_of_no_clinics_there_is_none() -> None:
    assert unnoted_of_all([]) == {}
