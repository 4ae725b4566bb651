from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kast_eval import clock
from kast_eval.store.backups.keeping import DAYS, MONTHS, WEEKS, kept

START = datetime(2026, 1, 1, 2, 30, tzinfo=UTC)
MOMENTS = st.lists(
    st.datetimes(datetime(1999, 12, 1), datetime(2036, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001
    max_size=60,
)
CLOSE = st.lists(st.integers(0, 500 * 24).map(lambda hours: START + timedelta(hours=hours)))


def days(moments: frozenset[datetime] | list[datetime]) -> set[date]:
    return {clock.clinic_day(moment) for moment in moments}


@given(MOMENTS | CLOSE)
def test_only_copies_that_there_are_stay_and_never_too_many(moments: list[datetime]) -> None:
    staying = kept(moments)
    assert staying <= set(moments)
    assert len(staying) <= DAYS + WEEKS + MONTHS
    assert bool(staying) is bool(moments)


@given((MOMENTS | CLOSE).filter(bool))
def test_the_newest_copy_always_stays(moments: list[datetime]) -> None:
    assert max(moments) in kept(moments)


@given(MOMENTS | CLOSE)
def test_what_stays_once_stays_when_asked_again(moments: list[datetime]) -> None:
    assert kept(kept(moments)) == kept(moments)


@given(CLOSE)
def test_the_last_of_each_of_the_newest_days_weeks_and_months_stays(
    moments: list[datetime],
) -> None:
    staying = kept(moments)
    newest = sorted(days(moments), reverse=True)
    assert set(newest[:DAYS]) <= days(staying)
    weeks = {day.isocalendar()[:2] for day in newest}
    assert {*sorted(weeks)[-WEEKS:]} <= {day.isocalendar()[:2] for day in days(staying)}
    months = {(day.year, day.month) for day in newest}
    assert {*sorted(months)[-MONTHS:]} <= {(day.year, day.month) for day in days(staying)}


@given(st.sets(st.integers(0, 800), min_size=1))
def test_pruning_every_day_leaves_the_same_as_pruning_once(on: set[int]) -> None:
    taken = [START + timedelta(days=day) for day in sorted(on)]
    there: list[datetime] = []
    for moment in taken:
        there = sorted(kept([*there, moment]))
    assert set(there) == kept(taken)


def test_a_copy_a_day_for_two_years_leaves_days_weeks_and_months() -> None:
    staying = kept([START + timedelta(days=day) for day in range(730)])
    assert sorted(day.isoformat() for day in days(staying)) == [
        "2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31", "2027-06-30",
        "2027-07-31", "2027-08-31", "2027-09-30", "2027-10-31", "2027-11-30", "2027-12-05",
        "2027-12-12", "2027-12-19", "2027-12-25", "2027-12-26", "2027-12-27", "2027-12-28",
        "2027-12-29", "2027-12-30", "2027-12-31",
    ]  # fmt: skip
