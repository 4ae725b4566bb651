"""What a Swedish personal number looks like: none is kept as a key, and none leaves the study."""

import re

_NUMBER = re.compile(r"(?<!\d)(?:\d\d)?(\d{6})[-+]?(\d{4})(?!\d)")
_LATEST_MONTH, _LATEST_DAY = 12, 31
_COORDINATION = 60
"""A coordination number has its day moved on by this."""


def holds_personal_number(text: str) -> bool:
    """Tell whether somewhere in the text stands what may be a personal number."""
    return any(is_personal_number(found[1] + found[2]) for found in _NUMBER.finditer(text))


def is_personal_number(ten: str) -> bool:
    """Tell whether ten digits are a day of birth, a number, and the digit that checks both."""
    month, day = int(ten[2:4]), int(ten[4:6]) % _COORDINATION
    if not 1 <= month <= _LATEST_MONTH or not 1 <= day <= _LATEST_DAY:
        return False
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(ten))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0
