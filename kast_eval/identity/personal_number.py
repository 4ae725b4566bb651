"""What a Swedish personal number looks like, so that none is ever kept as somebody's key."""

import re

_NUMBER = re.compile(r"(?<!\d)(?:\d\d)?(\d\d)(\d\d)(\d\d)[-+]?(\d{4})(?!\d)")
_LATEST_MONTH, _LATEST_DAY = 12, 31
_COORDINATION = 60
"""A coordination number has its day moved on by this."""


def holds_personal_number(text: str) -> bool:
    """Tell whether somewhere in the text stands what may be a personal number."""
    return any(_is_one(*found.groups()) for found in _NUMBER.finditer(text))


def _is_one(year: str, month: str, day: str, last: str) -> bool:
    return (
        1 <= int(month) <= _LATEST_MONTH
        and 1 <= int(day) % _COORDINATION <= _LATEST_DAY
        and _sum_of_digits(year + month + day + last) % 10 == 0
    )


def _sum_of_digits(ten: str) -> int:
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(ten)]
    return sum(number // 10 + number % 10 for number in doubled)
