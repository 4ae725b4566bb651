"""The day that a file's header says that it was written: that of the dataset, not the machine's."""

from datetime import date

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_and_month(day: date) -> str:
    """Return the day as the headers of SPSS and Stata begin with it: «09 Mar»."""
    return f"{day.day:02} {_MONTHS[day.month - 1]}"
