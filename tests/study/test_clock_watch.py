from datetime import UTC, datetime, timedelta

import pytest

from kast_eval.study.clock_watch import EARLIEST, LATEST, SLACK, goes_back, is_absurd

NOW = datetime(2026, 3, 9, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "absurd"),
    [
        (datetime(1970, 1, 1, tzinfo=UTC), True), (EARLIEST, False), (NOW, False),
        (LATEST - timedelta(seconds=1), False), (LATEST, True),
        (datetime(2038, 1, 19, tzinfo=UTC), True),
    ],
)  # fmt: skip
def test_a_clock_shows_a_time_that_can_be_or_not(moment: datetime, *, absurd: bool) -> None:
    assert is_absurd(moment) is absurd


def test_a_clock_goes_back_where_it_loses_more_than_slack() -> None:
    assert goes_back(NOW - SLACK - timedelta(seconds=1), NOW)
    assert not goes_back(NOW - SLACK, NOW)
    assert not goes_back(NOW + timedelta(days=1), NOW)


def test_nothing_is_behind_a_time_that_never_was() -> None:
    assert not goes_back(NOW, LATEST)
