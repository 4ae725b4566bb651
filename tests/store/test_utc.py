from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects.sqlite import dialect

from kast_eval.store.utc import UtcDateTime

COLUMN = UtcDateTime()
SQLITE = dialect()


@given(st.datetimes(timezones=st.timezones()))
def test_a_moment_comes_back_as_the_same_moment_in_utc(moment: datetime) -> None:
    back = COLUMN.process_result_value(COLUMN.process_bind_param(moment, SQLITE), SQLITE)
    assert back is not None
    assert back.tzinfo is UTC
    assert back == moment.astimezone(UTC)


def test_a_moment_is_stored_in_utc_whatever_its_zone() -> None:
    moment = datetime(2026, 7, 1, 1, 0, tzinfo=timezone(timedelta(hours=2)))
    assert COLUMN.process_bind_param(moment, SQLITE) == datetime(2026, 6, 30, 23, 0)  # noqa: DTZ001  The stored value has no zone.


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        COLUMN.process_bind_param(datetime(2026, 3, 9), SQLITE)  # noqa: DTZ001  This is the mistake itself.


def test_no_moment_stays_no_moment() -> None:
    assert COLUMN.process_bind_param(None, SQLITE) is None
    assert COLUMN.process_result_value(None, SQLITE) is None
