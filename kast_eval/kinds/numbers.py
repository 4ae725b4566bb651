"""Numbers as people write them on paper (instrument 3.4)."""

import re

_DECIMAL = re.compile(r"([0-9]{1,4})[.,]([0-9]{1,4})")
_HALF = re.compile(r"([0-9]{1,2})[.,]50*")
_RANGE = re.compile(r"([0-9]{1,4}) ?(?:-|–|—|till|to) ?([0-9]{1,4})")


def read_decimal(written: str) -> int | None:
    """Return a decimal number rounded to a whole one, from .5 upwards, or None."""
    decimal = _DECIMAL.fullmatch(written)
    if decimal is None:
        return None
    whole, fraction = decimal.groups()
    return int(whole) + (fraction[0] >= "5")


def read_half(written: str) -> int:
    """Return the number above a mark between two, 8 for «7,5», or 0 if it is no such mark."""
    half = _HALF.fullmatch(written)
    return int(half[1]) + 1 if half else 0


def read_range(written: str) -> tuple[int, int] | None:
    """Return both ends of a range such as «2-3», or None; a falling range is none."""
    span = _RANGE.fullmatch(written)
    if span is None or int(span[1]) > int(span[2]):
        return None
    return int(span[1]), int(span[2])
