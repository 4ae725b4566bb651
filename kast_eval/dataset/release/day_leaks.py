"""Calendar days in what is to leave, in figures and in words."""

import re
from collections.abc import Iterator
from datetime import date

from kast_eval.dataset.release.number_leaks import BLANK

_DAY = re.compile(
    r"(?<![0-9/-])[0-9]{4}([-/])(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12][0-9]|3[01])(?![0-9/-])"
)
_MONTHS = (
    "jan januari january", "feb februari february", "mar mars march", "apr april", "maj may",
    "jun juni june", "jul juli july", "aug augusti august", "sep sept september",
    "okt oct oktober october", "nov november", "dec december",
)  # fmt: skip
_STEMS = frozenset(name[:3] for names in _MONTHS for name in names.split())
_NUMBERS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_MONTH = f"(?P<month>{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_NUMBER = "(?P<day>[0-3]?[0-9])"
_YEAR = "(?P<year>[12][0-9]{3})"
_SHORT_YEAR = "(?:(?P<year>[12][0-9]{3})|[-'\u2019](?P<short>[0-9]{2}))"
_ENDS = r"(?!\w|[-/.:]?[0-9])"
_BEFORE = r"(?<![\w./-])"
_ORDINAL = r"(?::?[ae]|st|nd|rd|th|\.)?"
_WITH_MONTH = (
    rf"{_BEFORE}{_NUMBER}{_ORDINAL}{BLANK}(?:(?:i|of){BLANK})?{_MONTH}\.?,?{BLANK}{_SHORT_YEAR}",
    rf"(?<!\w){_MONTH}\.?{BLANK}{_NUMBER}{_ORDINAL},{BLANK}{_YEAR}",
)
_IN_FIGURES = (
    rf"{_BEFORE}{_NUMBER}/(?P<month>[01]?[0-9])(?:{BLANK}|-|/){_YEAR}",
    rf"{_BEFORE}{_NUMBER}\.(?P<month>[01]?[0-9])\.{_YEAR}",
)
"""«den 3 mars 2026», «3:e mars -26», «March 3, 2026», «3/3 2026», «3.3.2026»; with its year, since
a number before a month may be a count."""
_WITH_MONTHS = tuple(re.compile(f"{one}{_ENDS}", re.IGNORECASE) for one in _WITH_MONTH)
_FIGURES = tuple(re.compile(f"{one}{_ENDS}") for one in _IN_FIGURES)


def days_in(text: str) -> set[str]:
    """Return the calendar days in a text, as the calendar of computers writes them."""
    return {found[0].replace("/", "-") for found in _DAY.finditer(text)} | {*_as_people_write(text)}


def _as_people_write(text: str) -> Iterator[str]:
    small = text.casefold()
    # Which is quick to ask, and most data have none.
    months = _WITH_MONTHS if any(stem in small for stem in _STEMS) else ()
    for pattern in (*months, *_FIGURES):
        for found in pattern.finditer(text):
            told = found.groupdict()
            month = _NUMBERS.get(told["month"].casefold()) or int(told["month"])
            year = told["year"] or f"20{told['short']}"
            try:
                yield date(int(year), month, int(told["day"])).isoformat()
            except ValueError:
                # There is no such day, so nobody's.
                continue
