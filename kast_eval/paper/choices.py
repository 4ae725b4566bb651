"""Choices under a question: in columns, row by row, with lines for what is written in."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kast_eval.paper import measures
from kast_eval.paper.boxes import choice_box, writing_line
from kast_eval.paper.piece import Piece, Words, together, widest, worded
from kast_eval.paper.type import Style
from kast_eval.wording import Wording

_STYLE = Style.BODY
_BEFORE_LABEL = measures.CODE_WIDTH + measures.TICK + measures.LABEL_GAP
_AFTER_LABEL = 3.0
_SHORTEST_LINE = 24.0
_ROW_GAP = 2.7
MOST_COLUMNS = 4
_MOST_WRAPPED_COLUMNS = 2
_LINE_GAP = 2.0


@dataclass(frozen=True)
class Option:
    """One box under a question: its code, label, and the words item written beside it."""

    code: int
    label: Wording
    write_in: str | None = None

    @property
    def width(self) -> float:
        """Return the width that the option needs on one line."""
        line = _LINE_GAP + _SHORTEST_LINE if self.write_in else 0.0
        return _BEFORE_LABEL + widest(self.label, _STYLE) + line + _AFTER_LABEL


@dataclass(frozen=True)
class _Cell:
    """Where an option stands in its row, in columns."""

    option: Option
    column: int
    span: int


_Rows = list[list[_Cell]]


def column_width(columns: int) -> float:
    """Return the width of one of so many columns."""
    return (measures.RIGHT - measures.TEXT_X + _AFTER_LABEL) / columns


def choices(item: str, options: Sequence[Option]) -> Piece:
    """Return the boxes of one item below its question, arranged to take the least height.

    Of two arrangements of one height the one with fewer options across several columns is taken.
    """
    arranged = [
        _below_each_other(item, _rows(options, columns, wraps=wraps), column_width(columns))
        for columns in range(1, MOST_COLUMNS + 1)
        for wraps in ((False, True) if columns <= _MOST_WRAPPED_COLUMNS else (False,))
    ]
    return min(arranged, key=lambda piece: (round(piece.height, 1), _unevenness(piece)))


def choices_beside(item: str, options: Sequence[Option], asked: float) -> Piece | None:
    """Return the boxes on the line of a question that is `asked` mm wide, or None."""
    width = column_width(MOST_COLUMNS)
    first = math.ceil((asked + _AFTER_LABEL) / width)
    rows = _rows(options, MOST_COLUMNS, first)
    if len(rows) > 1 or any(one.write_in or _needs(one, width) > 1 for one in options):
        return None
    return together(_option(item, cell, width) for cell in rows[0])


def _below_each_other(item: str, rows: _Rows, width: float) -> Piece:
    pieces: list[Piece] = []
    top = 0.0
    for row in rows:
        drawn = together(_option(item, cell, width) for cell in row)
        pieces.append(drawn.lowered(top))
        top += max(measures.TICK_PITCH, drawn.height + _ROW_GAP)
    return together(pieces)


def _unevenness(piece: Piece) -> int:
    """Return in how many columns the boxes stand."""
    return len({box.x for box in piece.boxes if box.is_outlined})


def _rows(options: Sequence[Option], columns: int, first: int = 0, *, wraps: bool = False) -> _Rows:
    """Return the options in rows, the first of which begins in column `first`.

    A long label takes several columns, or, if it `wraps`, two lines of one column.
    """
    rows: _Rows = [[]]
    column = first
    for option in options:
        span = min(columns, _needs(option, column_width(columns)))
        span = 1 if wraps and not option.write_in else span
        if column + span > columns:
            rows.append([])
            column = 0
        rows[-1].append(_Cell(option, column, span))
        column += span
    return rows


def _needs(option: Option, width: float) -> int:
    """Return how many columns an option takes to stand on one line."""
    return math.ceil(option.width / width)


def _option(item: str, cell: _Cell, column: float) -> Piece:
    option = cell.option
    x = measures.TEXT_X + cell.column * column
    width = cell.span * column
    middle = measures.TICK / 2
    room = width - _BEFORE_LABEL - (0.0 if option.write_in else _AFTER_LABEL)
    label = Words(option.label, x + _BEFORE_LABEL, _STYLE.top_for_middle(middle), room, _STYLE)
    pieces = [choice_box(item, option.code, x + measures.CODE_WIDTH, middle), worded(label)]
    if option.write_in:
        start = label.x + widest(option.label, _STYLE) + _LINE_GAP
        end = x + width - _AFTER_LABEL
        pieces.append(writing_line(option.write_in, 0, start, end - start, measures.TICK))
    return together(pieces)


def options_of(
    labels: Mapping[int, Wording], write_ins: Mapping[int, str] | None
) -> tuple[Option, ...]:
    """Return the options of labelled codes."""
    return tuple(Option(code, label, (write_ins or {}).get(code)) for code, label in labels.items())
