"""Whether the machine's clock can be right."""

from datetime import UTC, datetime, timedelta

EARLIEST = datetime(2020, 1, 1, tzinfo=UTC)
"""The program, and every clinic's use of it, is younger."""

LATEST = datetime(2036, 1, 1, tzinfo=UTC)
"""A clock that shows more has lost its battery, or the program is older than it should become."""

SLACK = timedelta(minutes=2)
"""A clock is set right by so much without anything having happened."""


def is_absurd(moment: datetime) -> bool:
    """Tell whether no clock that is right shows the moment."""
    return not EARLIEST <= moment < LATEST


def goes_back(now: datetime, before: datetime) -> bool:
    """Tell whether a clock shows less than it showed before, by more than slack."""
    return not is_absurd(before) and now < before - SLACK
