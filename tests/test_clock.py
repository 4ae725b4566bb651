from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from kast_eval import clock


def test_now_is_in_utc() -> None:
    assert clock.now().tzinfo is UTC
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 3, 9, 12, tzinfo=UTC), date(2026, 3, 9)),
        # Sweden is an hour ahead in winter, two in summer.
        (datetime(2026, 3, 9, 22, 59, tzinfo=UTC), date(2026, 3, 9)),
        (datetime(2026, 3, 9, 23, tzinfo=UTC), date(2026, 3, 10)),
        (datetime(2026, 7, 9, 22, tzinfo=UTC), date(2026, 7, 10)),
        (datetime(2026, 3, 9, 1, tzinfo=timezone(timedelta(hours=9))), date(2026, 3, 8)),
    ],
)
def test_the_day_is_the_swedish_one(moment: datetime, day: date) -> None:
    assert clock.clinic_day(moment) == day
