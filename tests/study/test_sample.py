from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.study.sample import (
    SAMPLE_SIZE,
    Month,
    draw_sample,
    ended_months,
    month_of,
    read_month,
)

MARCH = Month(2026, 3)


@given(st.sets(st.integers(1, 10_000), max_size=100), st.text("0123456789abcdef", min_size=64))
def test_a_sample_is_the_same_again_and_as_large_as_it_can_be(numbers: set[int], link: str) -> None:
    drawn = draw_sample(sorted(numbers), "1480", MARCH, link)
    assert drawn == draw_sample(sorted(numbers), "1480", MARCH, link)
    assert len(drawn) == min(SAMPLE_SIZE, len(numbers))
    assert set(drawn) <= numbers
    assert list(drawn) == sorted(drawn)


def test_another_month_clinic_or_chain_draws_others() -> None:
    numbers = range(1000)
    drawn = {
        draw_sample(numbers, site, month, link)
        for site in ("1480", "0680")
        for month in (MARCH, Month(2026, 4))
        for link in ("a", "b")
    }
    assert len(drawn) == 8


def test_every_read_can_be_drawn() -> None:
    numbers = range(40)
    drawn = {one for link in range(50) for one in draw_sample(numbers, "1480", MARCH, str(link))}
    assert drawn == set(numbers)


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-3", "2026-13", "2026-00", "1999-12", "x2026-03"]
)
def test_what_is_no_month_is_none(text: str) -> None:
    assert read_month(text) is None


def test_a_month_is_read_and_said() -> None:
    assert read_month("2026-03") == MARCH
    assert str(MARCH) == "2026-03"
    assert month_of(date(2026, 3, 31)) == MARCH
    assert Month(2026, 12).next == Month(2027, 1)
    # At a clinic April begins two hours before it does in UTC.
    assert MARCH.next.begins == datetime(2026, 3, 31, 22, tzinfo=UTC)


def test_months_that_have_ended_stand_newest_first() -> None:
    found = ended_months(date(2025, 12, 9), date(2026, 3, 1), 24)
    assert list(map(str, found)) == ["2026-02", "2026-01", "2025-12"]
    assert ended_months(date(2025, 12, 9), date(2026, 3, 1), 2) == found[:2]
    assert ended_months(date(2026, 3, 9), date(2026, 3, 31), 24) == ()
