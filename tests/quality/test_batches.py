from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval import clock
from kast_eval.quality.batches import is_bad, month_of
from kast_eval.quality.compared import Compared
from tests.quality.test_simulated_keyers import KEYING


def sheet(fields: int, *wrong: str, decided: bool = True) -> Compared:
    names = frozenset(wrong)
    return Compared(fields, names, frozenset(), names, decided=decided)


@pytest.mark.parametrize(
    ("batch", "bad"),
    [
        ([], False),
        ([sheet(1000)], False),
        # Five of a thousand are not more than 0.5 per cent; six are, and so is one of 199.
        ([sheet(1000, "a", "b", "c", "d", "e")], False),
        ([sheet(1000, "a", "b", "c", "d", "e", "f")], True),
        ([sheet(200, "a")], False),
        ([sheet(199, "a")], True),
        ([sheet(100, "a"), sheet(100)], False),
        # A single error about purchases or consent is enough.
        ([sheet(9000, "buy_phys_30d_n")], True),
        ([sheet(9000, "since_buy")], True),
        ([sheet(9000, "consent_research")], True),
        # Until it is decided nobody knows whose text was wrong.
        ([sheet(10, "buy_ever", decided=False)], False),
    ],
)
def test_a_batch_is_put_back_by_the_rule_of_the_manual(batch: list[Compared], *, bad: bool) -> None:
    assert is_bad(KEYING, batch) is bad


def test_a_sheet_at_the_wrong_code_puts_its_batch_back() -> None:
    assert is_bad(KEYING, [sheet(9000)], moved=True)


@pytest.mark.parametrize(
    ("moment", "first"),
    [
        # Half an hour before midnight in UTC it is the next day at the clinic.
        (datetime(2026, 1, 31, 23, 30, tzinfo=UTC), date(2026, 2, 1)),
        (datetime(2026, 12, 31, 22, 30, tzinfo=UTC), date(2026, 12, 1)),
    ],
)
def test_a_batch_is_a_month_at_the_clinic(moment: datetime, first: date) -> None:
    assert month_of(moment).start.date() == first


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001 - the zone is beside.
def test_every_moment_is_in_its_month(moment: datetime) -> None:
    month = month_of(moment)
    assert month.start <= moment < month.end
    assert month_of(month.end).start == month.end
    assert month.start.tzinfo is clock.CLINIC_ZONE
