"""Runs of words broken into lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kast_eval.manual.tree import Run, Runs
from kast_eval.paper.book.style import BookStyle


@dataclass(frozen=True)
class Span:
    """Words in one style on one line; `x` is where they begin, `y` their baseline."""

    text: str
    x: float
    y: float
    style: BookStyle
    target: str = ""

    @property
    def width(self) -> float:
        """Return how wide the words are."""
        return self.style.width(self.text)


_BLANK = re.compile(" (?!%)")
"""A line does not begin with the sign of its number."""

Word = tuple[Run, ...]
"""What stands between two blanks: one run, or more where the weight changes within it."""


def set_lines(runs: Runs, style: BookStyle, x: float, width: float) -> list[tuple[Span, ...]]:
    """Return lines of spans, the baseline of each counted from the top of its own line."""
    blank = style.width(" ")
    lines: list[list[tuple[float, Word]]] = []
    right = width
    for word in _words(runs, style, width):
        wide = sum(_style(run, style).width(run.text) for run in word)
        if not lines or right + blank + wide > width:
            lines.append([(0.0, word)])
            right = wide
        else:
            lines[-1].append((right + blank, word))
            right += blank + wide
    return [_spans(line, style, x) for line in lines]


def lowered(line: Sequence[Span], by: float) -> tuple[Span, ...]:
    """Return a line's spans further down."""
    return tuple(replace(span, y=span.y + by) for span in line)


def _spans(line: Sequence[tuple[float, Word]], style: BookStyle, x: float) -> tuple[Span, ...]:
    """Return a line's words as few spans: neighbours of one style and target are joined."""
    spans: list[Span] = []
    for start, word in line:
        at = x + start
        for place, run in enumerate(word):
            own = _style(run, style)
            last = spans[-1] if spans else None
            if last and (last.style, last.target) == (own, run.target):
                joint = " " if place == 0 else ""
                spans[-1] = Span(last.text + joint + run.text, last.x, last.y, own, run.target)
            else:
                spans.append(Span(run.text, at, style.drop, own, run.target))
            at += own.width(run.text)
    return tuple(spans)


def _style(run: Run, style: BookStyle) -> BookStyle:
    return style.strong if run.bold else style


def _words(runs: Runs, style: BookStyle, width: float) -> Iterator[Word]:
    """Yield the words; one that is wider than a line comes in pieces that are not."""
    word: list[Run] = []
    for run in runs:
        first, *others = _BLANK.split(run.text)
        word.append(replace(run, text=first))
        for text in others:
            yield from _pieces(word, style, width)
            word = [replace(run, text=text)]
    yield from _pieces(word, style, width)


def _pieces(word: Sequence[Run], style: BookStyle, width: float) -> Iterator[Word]:
    """Yield a word as it is, or in as many pieces as lines that it needs; of nothing, nothing."""
    piece: list[Run] = []
    room = width
    for run in word:
        own = _style(run, style)
        start = 0
        for place in range(len(run.text)):
            wide = own.width(run.text[place])
            if wide > room:
                yield (*piece, replace(run, text=run.text[start:place]))
                piece, start, room = [], place, width
            room -= wide
        if run.text[start:]:
            piece.append(replace(run, text=run.text[start:]))
    if piece:
        yield tuple(piece)
