"""What time it is: the one place that asks the machine."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

CLINIC_ZONE = ZoneInfo("Europe/Stockholm")
"""The day at a clinic is the Swedish day, whatever the machine's zone is."""


def now() -> datetime:
    """Return the present time in UTC."""
    return datetime.now(UTC)


def clinic_day(moment: datetime) -> date:
    """Return the Swedish calendar day of a moment."""
    return moment.astimezone(CLINIC_ZONE).date()
