"""How a keyed text is cleaned, and the marks that every kind understands."""

import re
import unicodedata
from collections.abc import Mapping

from kast_eval.kinds.answer import Answer, Missing, Ruling, Value

LONGEST_TEXT = 200
"""No keyed text is longer, counted in characters; a words item may set a lower limit."""

# Marks that change no letter but could hide one: zero widths, direction overrides, soft hyphen.
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
# Full-width signs, as some keyboards give them; other look-alikes are no digits.
_FULL_WIDTH = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
_COMBINING_RUN = re.compile(r"([\u0300-\u036f]{2})[\u0300-\u036f]+")

MARKS: Mapping[str, Missing] = {
    "t": Missing.NOT_APPLICABLE,
    "?": Missing.DONT_KNOW,
    "v": Missing.REFUSED,
    "o": Missing.UNREADABLE,
    "x": Missing.UNREADABLE,
}
"""One key for each missing reason; `x` is an ambiguous mark that a note explains."""

AMBIGUOUS_MARK = "x"


def clean_text(text: str) -> str:
    """Return `text` as it is stored: composed (NFC), without control or invisible characters."""
    composed = unicodedata.normalize("NFC", text)
    visible = _INVISIBLE.sub("", composed)
    printable = "".join(
        " " if sign in "\t\r\n" else sign
        for sign in visible
        if sign in "\t\r\n" or unicodedata.category(sign) not in {"Cc", "Cs", "Cn", "Co"}
    )
    return _COMBINING_RUN.sub(r"\1", printable).strip()


def plain(text: str) -> str:
    """Return `text` as kinds compare it: lower case, full-width signs as plain ones, one blank."""
    return " ".join(text.translate(_FULL_WIDTH).lower().split())


def read_mark(text: str, columns: int) -> Answer | None:
    """Return the answer of a blank or of a missing-reason mark, or None if it is neither."""
    mark = plain(text)
    if not mark:
        return _missing(Missing.UNANSWERED, columns)
    if mark not in MARKS:
        return None
    rulings = frozenset({Ruling.AMBIGUOUS}) if mark == AMBIGUOUS_MARK else frozenset[Ruling]()
    return _missing(MARKS[mark], columns, rulings)


def _missing(reason: Missing, columns: int, rulings: frozenset[Ruling] = frozenset()) -> Answer:
    values: tuple[Value, ...] = (int(reason),) * columns
    return Answer(values, rulings)
