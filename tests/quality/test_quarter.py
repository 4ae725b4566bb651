from datetime import date

import pytest

from kast_eval.quality.quarter import MOST_QUARTERS, Quarter, quarters_since, quarters_until


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 1, 1), Quarter(2026, 1)),
        (date(2026, 3, 31), Quarter(2026, 1)),
        (date(2026, 4, 1), Quarter(2026, 2)),
        (date(2026, 12, 31), Quarter(2026, 4)),
    ],
)
def test_every_day_is_in_one_quarter(day: date, quarter: Quarter) -> None:
    assert Quarter.of(day) == quarter
    assert quarter.first_day <= day <= quarter.last_day


def test_quarters_follow_each_other_over_the_end_of_a_year() -> None:
    last = Quarter(2026, 1)
    assert quarters_until(last, 3) == (Quarter(2025, 3), Quarter(2025, 4), last)
    assert Quarter(2025, 4).after == last
    assert Quarter(2025, 4).last_day == date(2025, 12, 31)


def test_quarters_since_one_begin_with_it_and_are_never_very_many() -> None:
    assert quarters_since(Quarter(2025, 4), Quarter(2026, 1)) == (
        Quarter(2025, 4),
        Quarter(2026, 1),
    )
    assert len(quarters_since(Quarter(1926, 1), Quarter(2026, 1))) == MOST_QUARTERS
