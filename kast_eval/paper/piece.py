"""Pieces of a page in no language yet: they are moved, stacked, and set in a language last."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

from kast_eval.paper.page import Box, Line, Spot, Text
from kast_eval.paper.type import Style, text_width, wrap
from kast_eval.wording import Language, Wording


class Align(Enum):
    """Where the lines of a wording stand in their width."""

    LEFT = 0.0
    MIDDLE = 0.5
    RIGHT = 1.0


@dataclass(frozen=True)
class Words:
    """A wording in a column: `y` is the top of its first line."""

    wording: Wording
    x: float
    y: float
    width: float
    style: Style
    align: Align = Align.LEFT
    follows: "Words | None" = None
    """Words of one line on the same line, after which these begin, `x` mm further on."""
    at_bottom: bool = False
    """Whether the language with fewer lines stands at the bottom of the common height."""

    @property
    def height(self) -> float:
        """Return the height of the longer of the two languages."""
        lines = max(len(self._lines(language)) for language in Language)
        return lines * self.style.leading

    @property
    def last_line(self) -> float:
        """Return the width of the last line, of the wider language."""
        return max(text_width(self._lines(language)[-1], self.style) for language in Language)

    def in_language(self, language: Language) -> tuple[Text, ...]:
        """Return the lines in one language."""
        lines = self._lines(language)
        spare = self.height - len(lines) * self.style.leading if self.at_bottom else 0.0
        start = self.x + (self.follows.end(language) if self.follows else 0.0)
        return tuple(
            Text(
                line,
                round(start + self.align.value * (self.width - text_width(line, self.style)), 3),
                round(self.style.baseline(self.y + spare + place * self.style.leading), 3),
                self.style,
            )
            for place, line in enumerate(lines)
        )

    def end(self, language: Language) -> float:
        """Return where words of one line, aligned to the left, end."""
        return self.x + text_width(self.wording.in_language(language), self.style)

    def _lines(self, language: Language) -> tuple[str, ...]:
        return wrap(self.wording.in_language(language), self.style, self.width)


@dataclass(frozen=True)
class Piece:
    """Things that stand together, in reading order, `y` counted from the piece's top."""

    height: float = 0.0
    words: tuple[Words, ...] = ()
    lines: tuple[Line, ...] = ()
    boxes: tuple[Box, ...] = ()
    spots: tuple[Spot, ...] = ()

    def lowered(self, by: float) -> "Piece":
        """Return the piece `by` mm further down; its height grows with it."""
        return Piece(
            self.height + by,
            tuple(replace(one, y=one.y + by) for one in self.words),
            tuple(replace(one, y1=one.y1 + by, y2=one.y2 + by) for one in self.lines),
            tuple(replace(one, y=round(one.y + by, 2)) for one in self.boxes),
            tuple(replace(one, y=one.y + by) for one in self.spots),
        )

    def moved(self, by: float) -> "Piece":
        """Return the piece `by` mm further to the right."""
        return replace(
            self,
            words=tuple(_moved(one, by) for one in self.words),
            lines=tuple(replace(one, x1=one.x1 + by, x2=one.x2 + by) for one in self.lines),
            boxes=tuple(replace(one, x=round(one.x + by, 2)) for one in self.boxes),
            spots=tuple(replace(one, x=one.x + by) for one in self.spots),
        )


def _moved(words: Words, by: float) -> Words:
    if words.follows:
        return replace(words, follows=_moved(words.follows, by))
    return replace(words, x=words.x + by)


def together(pieces: Iterable[Piece]) -> Piece:
    """Return pieces that share a top as one."""
    all_pieces = tuple(pieces)
    return Piece(
        max((one.height for one in all_pieces), default=0.0),
        tuple(words for one in all_pieces for words in one.words),
        tuple(line for one in all_pieces for line in one.lines),
        tuple(box for one in all_pieces for box in one.boxes),
        tuple(spot for one in all_pieces for spot in one.spots),
    )


def stacked(pieces: Iterable[Piece], gap: float = 0.0) -> Piece:
    """Return pieces one below the other as one."""
    placed: list[Piece] = []
    top = 0.0
    for piece in pieces:
        placed.append(piece.lowered(top))
        top += piece.height + gap
    return together(placed)


def worded(words: Words) -> Piece:
    """Return a wording as a piece."""
    return Piece(words.height + words.y, (words,))


def widest(wording: Wording, style: Style) -> float:
    """Return the width of the wording's wider language, set on one line."""
    return max(text_width(wording.in_language(language), style) for language in Language)


def same(text: str) -> Wording:
    """Return a wording that is the same in both languages: a number, a code."""
    return Wording(text, text)
