"""Blocks of bars: a few short lists side by side, each bar with its number."""

from collections.abc import Sequence
from dataclasses import dataclass

from kast_eval.paper.book.lines import Span
from kast_eval.paper.book.slab import Rule
from kast_eval.paper.book.style import BookStyle
from kast_eval.paper.charts.chart import Chart, words_at

_TWO_FROM, _GUTTER, _BLOCK_GAP = 120.0, 8.0, 2.5
_LABEL, _BAR = 0.66, 0.18
_THICK, _HAIR = 2.2, 0.2
_DARK, _AXIS = 0.15, 0.6


@dataclass(frozen=True)
class Bar:
    """One bar: what it is of, its length as a share of the longest, and its number in words.

    Without a length there is a word instead of a number, and nothing is drawn.
    """

    label: str
    length: float | None
    said: str


@dataclass(frozen=True)
class Block:
    """Bars under one title."""

    title: str
    bars: tuple[Bar, ...]

    @property
    def alt(self) -> str:
        """Return the bars in words."""
        return f"{self.title}: " + ", ".join(f"{one.label} {one.said}" for one in self.bars)


def block_chart(blocks: Sequence[Block], width: float) -> Chart:
    """Return the blocks one below the other, in two columns where there is room."""
    columns = _columns(blocks) if width >= _TWO_FROM else (tuple(blocks),)
    room = (width - _GUTTER * (len(columns) - 1)) / len(columns)
    spans: list[Span] = []
    rules: list[Rule] = []
    heights = [
        _column(column, (place * (room + _GUTTER), room), spans, rules)
        for place, column in enumerate(columns)
    ]
    alt = ". ".join(one.alt for one in blocks) + "."
    return Chart(width, max(heights), tuple(spans), tuple(rules), alt)


def _columns(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], ...]:
    """Return the blocks in two columns that are about as long, in their order."""
    sizes = [len(one.bars) + 1 for one in blocks]
    cut = min(
        range(1, len(blocks) + 1),
        key=lambda place: abs(sum(sizes[:place]) - sum(sizes[place:])),
    )
    parts = (tuple(blocks[:cut]), tuple(blocks[cut:]))
    return tuple(part for part in parts if part)


def _column(
    blocks: Sequence[Block], place: tuple[float, float], spans: list[Span], rules: list[Rule]
) -> float:
    top = 0.0
    for block in blocks:
        top += words_at(block.title, BookStyle.SMALL_STRONG, place, top, spans)
        for bar in block.bars:
            top += _bar(bar, place, top, spans, rules)
        top += _BLOCK_GAP
    return top


def _bar(
    bar: Bar, place: tuple[float, float], top: float, spans: list[Span], rules: list[Rule]
) -> float:
    style = BookStyle.SMALL
    left, room = place
    label, length = room * _LABEL, room * _BAR
    height = words_at(bar.label, style, (left, label - 2.0), top, spans)
    start = left + label
    middle = top + style.leading / 2
    if bar.length is not None:
        rules.append(Rule(start, middle - _THICK / 2, start, middle + _THICK / 2, _HAIR, _AXIS))
        if bar.length:
            rules.append(Rule(start, middle, start + bar.length * length, middle, _THICK, _DARK))
    numbers = (start + length + 2.0, room - label - length - 2.0)
    return max(height, words_at(bar.said, style, numbers, top, spans), style.leading)
