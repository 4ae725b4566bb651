"""Calendar days as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.dataset.release.day_leaks import days_in

MARCH = {"2026-03-03"}


@pytest.mark.parametrize(
    "text",
    [
        "den 3 mars 2026", "3 mars 2026", "3/3 2026", "3/3-2026", "03/03/2026", "3.3.2026",
        "3:e mars 2026", "3 MARS 2026.", "den 3:e i mars 2026", "3 mar. 2026", "3 mars -26",
        "3 mars '26", "3 March 2026", "3rd of March 2026", "March 3, 2026", "Mar 3rd, 2026",
        "1,3 mars 2026,4", "2026-03-03", "(3\u00a0mars 2026)",
    ],
)  # fmt: skip
def test_a_day_is_found_in_figures_and_in_words(text: str) -> None:
    assert days_in(text) == MARCH


@pytest.mark.parametrize(
    "text",
    [
        "3 mars", "mars 2026", "33 mars 2026", "30 februari 2026", "0/3 2026", "3/13 2026",
        "1/3 2026-03", "1.3.2026.4", "11/3/3 2026", "3 marsvin 2026", "3 mars 20261", "3 mars 26",
        "3\r\nmars 2026", "march 3 2026", "v3 mars 2026", "12.3 mars 2026", "3/3 2026/4",
    ],
)  # fmt: skip
def test_what_is_no_day_is_none(text: str) -> None:
    assert days_in(text) == set()


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_day_is_found_as_sweden_writes_it(day: date) -> None:
    assert days_in(f"den {day.day}/{day.month} {day.year}") == {day.isoformat()}
