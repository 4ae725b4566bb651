"""The styles of type, how wide words are in them, and how wording is broken into lines."""

import re
from collections.abc import Iterable, Mapping
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

from kast_eval.kinds.text import clean_text

FONTS = Path(__file__).parent / "fonts"
MM_PER_POINT = 25.4 / 72
LONGEST_LINE = 400
"""No line that is drawn has more characters: hostile text costs no time."""

_ASCENT, _CAP_HEIGHT = 0.75, 0.66
_LEADING = 1.2
_SHORTEST_LAST_LINE = 0.3
_NARROWER = (0.92, 0.84, 0.76, 0.68)
_BLANKS = re.compile("[ \t\n]+")
"""Where lines may be broken: not at a blank that holds a code and its label together."""


class Face(Enum):
    """A font file; Source Sans 3, unchanged, under the licence beside it."""

    REGULAR = "SourceSans3-Regular"
    SEMIBOLD = "SourceSans3-Semibold"

    @property
    def path(self) -> Path:
        """Return the font file."""
        return FONTS / f"{self.value}.ttf"


class Style(Enum):
    """A role of text on paper: its size in points and its face."""

    TITLE = (21.0, Face.SEMIBOLD)
    HEADING = (13.5, Face.SEMIBOLD)
    QUESTION = (12.0, Face.SEMIBOLD)
    BODY = (12.0, Face.REGULAR)
    LABEL = (11.0, Face.REGULAR)
    STRONG_LABEL = (11.0, Face.SEMIBOLD)
    LEGEND = (9.0, Face.REGULAR)
    CODE = (8.0, Face.REGULAR)
    FOOT = (8.5, Face.REGULAR)
    SHEET_CODE = (9.5, Face.SEMIBOLD)
    TRAINING = (13.0, Face.SEMIBOLD)
    INK = (12.5, Face.SEMIBOLD)
    """What is recorded, in the boxes of a filled sheet."""
    INK_SMALL = (9.0, Face.SEMIBOLD)
    """What is recorded and does not fit its boxes."""
    INK_TINY = (7.0, Face.SEMIBOLD)
    LABEL_CODE = (17.0, Face.SEMIBOLD)
    LABEL_NAME = (6.5, Face.REGULAR)
    """A long name on a label, in two lines."""
    POSTER_TITLE = (40.0, Face.SEMIBOLD)
    POSTER_WHEN = (20.0, Face.SEMIBOLD)
    POSTER_LETTER = (24.0, Face.SEMIBOLD)
    POSTER_FORM = (16.0, Face.REGULAR)

    def __init__(self, points: float, face: Face) -> None:
        self.points = points
        self.face = face

    @property
    def size(self) -> float:
        """Return the size in mm."""
        return self.points * MM_PER_POINT

    @property
    def leading(self) -> float:
        """Return the distance between two lines in mm."""
        return self.size * _LEADING

    def baseline(self, top: float) -> float:
        """Return the baseline of a line whose space begins at `top`."""
        return top + (self.leading - self.size) / 2 + _ASCENT * self.size

    def top_for_middle(self, middle: float) -> float:
        """Return the top of a line whose capitals and digits have their middle at `middle`."""
        return middle + _CAP_HEIGHT * self.size / 2 - self.baseline(0)


@cache
def _widths(face: Face) -> Mapping[int, float]:
    """Return the width of every character that the face has, as a share of its size."""
    with TTFont(face.path, lazy=True) as font:
        metrics = font["hmtx"]
        unit = font["head"].unitsPerEm
        return {code: metrics[name][0] / unit for code, name in font.getBestCmap().items()}


def printable(text: str, longest: int = LONGEST_LINE) -> str:
    """Return `text` as it can be drawn: bounded, without control characters, `?` for no glyph."""
    cleaned = clean_text(text[:longest])
    return "".join(sign if ord(sign) in _widths(Face.REGULAR) else "?" for sign in cleaned)


def text_width(text: str, style: Style) -> float:
    """Return the width of `text` in mm, as a font without kerning sets it."""
    return em_width(text, style.face) * style.size


@lru_cache(maxsize=20_000)
def em_width(text: str, face: Face) -> float:
    """Return the width of `text` as a share of its size."""
    widths = _widths(face)
    unknown = widths[ord("?")]
    return sum(widths.get(ord(sign), unknown) for sign in text)


def wrap(text: str, style: Style, width: float) -> tuple[str, ...]:
    """Return `text` in lines of at most `width` mm, without a lone short word at the end."""
    words = [word for word in _BLANKS.split(text) if word]
    lines = _wrap_greedily(words, style, width)
    longest = max((text_width(word, style) for word in words), default=0.0)
    for share in _NARROWER:
        if not lines[1:] or text_width(lines[-1], style) >= _SHORTEST_LAST_LINE * width:
            break
        narrower = _wrap_greedily(words, style, width * share)
        if longest > width * share or len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def _wrap_greedily(words: Iterable[str], style: Style, width: float) -> tuple[str, ...]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, style) <= width:
            lines[-1] = longer
        else:
            lines.extend(_break_word(word, style, width))
    return tuple(lines)


def _break_word(word: str, style: Style, width: float) -> list[str]:
    """Return a word that is wider than a line in pieces that are not."""
    pieces = [""]
    for sign in word[:LONGEST_LINE]:
        if pieces[-1] and text_width(pieces[-1] + sign, style) > width:
            pieces.append("")
        pieces[-1] += sign
    return pieces


def shorten(text: str, style: Style, width: float) -> str:
    """Return as much of `text` as fits in `width` mm, with dots if some of it does not."""
    kept = text[:LONGEST_LINE]
    if kept == text and text_width(text, style) <= width:
        return text
    while kept and text_width(f"{kept}…", style) > width:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"
