"""Numbers and addresses of persons in what is to leave, told from figures that only look like them.

A personal number has its check digit. A telephone number is told by how it is written, so what a
release is full of must not read as one: numbers with decimals and checksums are taken out before
anything is looked for, and figures in a row of a report are no number in groups.
"""

import re
from collections.abc import Collection, Iterator
from itertools import chain

from kast_eval.study.personal_number import is_personal_number

BLANK, _DASH = "[ \u00a0]", "[-\u2010\u2011\u2012\u2013\u2212]"
"""How people write a blank and a hyphen: as such, or as what a word processor makes of them."""
_BETWEEN = f"(?:{BLANK}?(?:{_DASH}|[+/]){BLANK}?|{BLANK})?"
_STEP = f"(?:{BLANK}|{_DASH})?"
_LAST_NINE = f"{_STEP}7[0-9](?:{_STEP}[0-9]){{7}}"
_PERSONAL_NUMBER = re.compile(f"(?<![0-9])(?:[0-9]{{2}})?[0-9]{{6}}{_BETWEEN}[0-9]{{4}}(?![0-9])")
_IN_PARTS = re.compile(
    rf"(?<![0-9])(?:[0-9]{{2}})?[0-9]{{2}}-[0-9]{{2}}-[0-9]{{2}}{_BETWEEN}[0-9]{{4}}(?![0-9])"
)
"""A personal number whose day of birth is written as a day."""
_MOBILE = re.compile(rf"(?<![0-9])(?:(?:\+46|0046){_STEP}(?:\(0\))?|0){_LAST_NINE}(?![0-9])")
_CODE = "0[1-9][0-9]{0,2}"
_ALONE, _ENDS = rf"0(?<![\w+]0)(?<![0-9]\.0)(?<![0-9]{BLANK}0)", rf"(?!{BLANK}?[0-9]|\w)"
"""The nought comes first, which is quick to find."""
_HOME = (
    re.compile(
        rf"(?<![\w-]){_CODE}[-/\u2010\u2011]"
        rf"(?:[0-9]{{2,3}}(?:{BLANK}[0-9]{{2,3}}){{1,3}}|[0-9]{{5,8}})(?!\w)"
    ),
    re.compile(f"{_ALONE}[1-9][0-9]{{6,8}}{_ENDS}"),
    re.compile(
        rf"{_ALONE}(?<![0-9],0)[1-9][0-9]{{0,2}}\)?{BLANK}?[1-9][0-9]{{1,7}}"
        rf"(?:{BLANK}[0-9]{{2,3}}){{0,3}}{_ENDS}"
    ),
)
"""With a hyphen (a long dash would be a span, one before it a day), in one piece, in groups.

Nothing else begins with a nought but decimals, and what stands beside other figures is a row.
"""
_HOME_DIGITS = range(8, 11)
_ABROAD = re.compile(rf"(?:\+46|(?<![0-9])0046){_STEP}(?:\(0\))?(?:{_STEP}[0-9]){{7,9}}(?![0-9])")
_MAIL = re.compile(
    r"[\w.+-]{1,64}@(?:[A-Za-zÅÄÖåäö0-9][a-zåäö0-9-]{0,62}\.)+[A-Za-z][a-z]{1,23}(?![A-Z0-9])"
    r"|[A-Z0-9._+-]{3,64}@[A-Z0-9-]{3,63}\.[A-Z]{2,24}(?![a-z0-9])"
    r"|[\w.+-]{2,64}@(?:[A-Za-zÅÄÖåäö0-9-]{2,63}\.){1,4}(?i:se|nu|com|org|net|eu|no|dk|fi|io)(?!\w)"
)
"""In small letters or in capitals; in the mixture that the bytes of numbers give, too, only what
ends as addresses here do."""
_NEAR_MOBILE = re.compile(f"[06)]{_LAST_NINE}")
_NEAR_PERSONAL_NUMBER = re.compile(f"[0-9]{{6}}{_BETWEEN}[0-9]{{4}}")
"""What is quick to look for, and stands wherever the whole number does."""
_AROUND = 16
"""So far from it the whole number begins or ends at most."""

_CHECKSUM = re.compile(r"(?<!\w)(?:[0-9a-f]{64}){1,2}(?!\w)")
"""SHA-256 or a signature; by chance, two in a thousand have digits that look like a number."""
_BEGINNING = re.compile(r"(?<!\w)[0-9a-f]{12}(?!\w)")
_HEXADECIMAL = re.compile("[0-9a-f]{12}")
_BEGINS = 12
"""So much of a checksum is printed."""
_JOINED = f"(?:{_DASH}|[+/])"
_WITH_DECIMALS = re.compile(
    rf"(?<![\w.])(?<![0-9]{_JOINED})(?<![0-9]{{6}}{BLANK})-?"
    r"(?:0|[1-9][0-9]{0,8})\.[0-9]+(?:e[-+]?[0-9]+)?"
    rf"(?![\w.]|{_JOINED}[0-9]{{2}})(?!(?<=[0-9]{{6}}){BLANK}[0-9]{{4}}(?![0-9]))"
)
"""With a point: what stands after a comma may be the next cell.

A personal number that was taken for one has ten digits before the point; the number of a list and
the end of a sentence stand beside a number that goes on behind a hyphen or a blank.
"""
_TAKEN_OUT = "\n"


def checksums_in(text: str) -> frozenset[str]:
    """Return the beginnings of the checksums that stand whole in a text, as reports print them."""
    return frozenset(found[0][:_BEGINS] for found in _CHECKSUM.finditer(text))


def numbers_in(written: str, checksums: Collection[str] = ()) -> Iterator[str]:
    """Give the kinds of what is found; `checksums` has the beginnings of the release's own."""
    text = _WITH_DECIMALS.sub(_TAKEN_OUT, written) if "." in written else written
    if _HEXADECIMAL.search(text):
        text = _CHECKSUM.sub(_TAKEN_OUT, text)
        text = _BEGINNING.sub(lambda one: _TAKEN_OUT if one[0] in checksums else one[0], text)
    whole = _found(text, _NEAR_PERSONAL_NUMBER, _PERSONAL_NUMBER)
    found = (_digits(one)[-10:] for one in chain(whole, _IN_PARTS.findall(text)))
    if any(is_personal_number(ten) for ten in found):
        yield "personnummer"
    if any(_telephones(text)):
        yield "telefon"
    if "@" in text and _MAIL.search(text):
        yield "e-post"


def _telephones(text: str) -> Iterator[str]:
    for pattern in _HOME:
        homes = (found[0] for found in pattern.finditer(text))
        yield from (home for home in homes if len(_digits(home)) in _HOME_DIGITS)
    yield from (found[0] for found in _ABROAD.finditer(text))
    for mobile in _found(text, _NEAR_MOBILE, _MOBILE):
        # Figures in a row are no number: it is written in one piece, or in groups.
        if mobile.startswith(("+", "00")) or all(map(_is_group, re.findall("[0-9]+", mobile))):
            yield mobile


def _is_group(digits: str) -> bool:
    return len(digits) > 1


def _digits(text: str) -> str:
    return re.sub("[^0-9]", "", text)


def _found(text: str, near: re.Pattern[str], whole: re.Pattern[str]) -> Iterator[str]:
    """Give what a pattern finds, looked for only around what is quick to find."""
    for close in near.finditer(text):
        start = max(0, close.start() - _AROUND)
        for found in whole.finditer(text, start, close.end() + _AROUND):
            # What the end of the search cut off may go on.
            if exact := whole.match(text, found.start()):
                yield exact[0]
