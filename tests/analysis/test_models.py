from collections.abc import Sequence
from math import exp, log

import pytest

from kast_eval.analysis.models import Reading, rate_ratio, slope

# The distance from pituitary to fissure at 8, 10, 12 and 14 years (Potthoff & Roy 1964).
DISTANCES = """
21 20 21.5 23; 21 21.5 24 25.5; 20.5 24 24.5 26; 23.5 24.5 25 26.5; 21.5 23 22.5 23.5;
20 21 21 22.5; 21.5 22.5 23 25; 23 23 23.5 24; 20 21 22 21.5; 16.5 19 19 19.5; 24.5 25 28 28;
26 25 29 31; 21.5 22.5 23 26.5; 23 22.5 24 27.5; 25.5 27.5 26.5 27; 20 23.5 22.5 26;
24.5 25.5 27 28.5; 22 22 24.5 26.5; 24 21.5 24.5 25.5; 23 20.5 31 26; 27.5 28 31 31.5;
23 23 23.5 25; 21.5 23.5 24 28; 17 24.5 26 29.5; 22.5 25.5 25.5 26; 23 24.5 26 30;
22 21.5 23.5 25
"""


def distances() -> list[Reading]:
    return [
        Reading(child, 8 + 2 * place, float(distance))
        for child, row in enumerate(DISTANCES.split(";"))
        for place, distance in enumerate(row.split())
    ]


def test_the_line_of_growth_is_the_published_one() -> None:
    # 0.660185 with a standard error of 0.061606 (Pinheiro & Bates 2000, chapter 1).
    found = slope(distances())
    assert found is not None
    assert found.value == pytest.approx(0.660185, abs=1e-6)
    assert (found.high - found.value) / 1.959964 == pytest.approx(0.061606, abs=1e-6)


def purchases(before: Sequence[float], after: Sequence[float]) -> list[Reading]:
    return [
        Reading(person, time, count)
        for time, counts in enumerate((before, after))
        for person, count in enumerate(counts)
    ]


BEFORE, AFTER = (4, 6, 2, 12, 3, 7, 5, 1, 9, 8, 2, 6), (1, 0, 2, 6, 0, 3, 0, 0, 8, 2, 1, 0)


def test_the_ratio_is_that_of_the_means_and_its_interval_that_of_the_clusters() -> None:
    found = rate_ratio(purchases(BEFORE, AFTER))
    assert found is not None
    assert found.value == pytest.approx(sum(AFTER) / sum(BEFORE))
    # Each person's share in the error of the log of the ratio, with the correction for few
    # clusters, worked out by hand for two points with all persons at both.
    count = len(BEFORE)
    mean_before, mean_after = sum(BEFORE) / count, sum(AFTER) / count
    parts = [
        (after / mean_after - before / mean_before) / (count - 1)
        for before, after in zip(BEFORE, AFTER, strict=True)
    ]
    error = sum(part * part for part in parts) ** 0.5
    expected = [exp(log(found.value) + sign * 1.959964 * error) for sign in (-1, 1)]
    assert [found.low, found.high] == pytest.approx(expected, rel=1e-4)


def test_who_answered_once_is_not_in_the_ratio() -> None:
    leavers = [Reading(person, 0, 50) for person in range(20, 40)]
    comers = [Reading(person, 1, 70) for person in range(40, 60)]
    everybody = purchases(BEFORE, AFTER)
    assert rate_ratio([*leavers, *everybody, *comers]) == rate_ratio(everybody)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (BEFORE, (0,) * 12),  # Nobody bought afterwards: a ratio of nothing.
        ((0,) * 12, AFTER),  # Nobody bought before: a ratio without an end.
        (BEFORE[:9], AFTER[:9]),  # Too few persons.
        ((3,), (1, 2, 1, 0, 1, 2, 3, 0, 1, 1)),  # One person alone has both answers.
        ((2,) * 12, (1,) * 12),  # All alike: no error to tell.
    ],
)
def test_where_there_is_no_ratio_none_is_told(
    before: Sequence[float], after: Sequence[float]
) -> None:
    assert rate_ratio(purchases(before, after)) is None


def test_where_there_is_no_line_none_is_told() -> None:
    assert slope([]) is None
    assert slope(purchases(BEFORE, ())) is None
    assert slope(purchases((4,) * 12, (4,) * 12)) is None
    once = [Reading(person, 1, float(person % 3)) for person in (*range(12), *range(12))]
    assert slope(once) is None
    # A line without any error.
    exact = [Reading(person, time, float(time)) for person in range(12) for time in range(3)]
    assert slope(exact) is None
