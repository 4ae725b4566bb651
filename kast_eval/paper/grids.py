"""Grids: rows of boxes to tick or of numbers under one question."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kast_eval.definition.form import Item, Question
from kast_eval.kinds.count import Count
from kast_eval.paper import measures
from kast_eval.paper.boxes import (
    choice_box,
    digit_boxes,
    digits_width,
    refusal_box,
    side_spot,
    tick_box,
)
from kast_eval.paper.page import Spot
from kast_eval.paper.piece import Align, Piece, Words, same, stacked, together, worded
from kast_eval.paper.type import Style
from kast_eval.wording import Wording

_FEWEST_STEPS = 5
_SMALLEST_PITCH = 10.0
_MOST_CODED_STEPS = 7
_ANCHOR = Style.LABEL
_GRID_LABEL = Style.BODY
GRID_X = 88.0
"""Where the boxes of a grid begin."""
_ROW_GAP = 3.0
_HEAD_GAP = 1.0


def tick_grid(
    question: Question,
    asked: Piece,
    codes: Sequence[int],
    labels: Mapping[int, Wording],
    *,
    refusals: bool,
) -> Piece:
    """Return a row of boxes for every item, the words of the codes above the boxes.

    `asked` is the question, which stands to the left of those words. Where boxes stand too close
    for a code before each, the numbers stand once, above the rows.
    """
    places = _grid_places(len(codes))
    boxes = dict(zip(codes, places, strict=True))
    is_close = len(codes) > _MOST_CODED_STEPS
    rows = [
        _tick_row(item, short, boxes, is_close=is_close, refusals=refusals)
        for item, short in zip(question.items, question.rows, strict=True)
    ]
    head = _bottom_aligned(asked, _step_heads(codes, labels, places))
    numbers = _step_numbers(boxes) if is_close else Piece()
    return stacked([stacked([head, numbers]), stacked(rows, _ROW_GAP)], _HEAD_GAP)


def _step_numbers(boxes: Mapping[int, float]) -> Piece:
    """Return the numbers above the columns of a grid."""
    return together(
        worded(Words(same(str(code)), x, 0, measures.TICK, _ANCHOR, Align.MIDDLE))
        for code, x in boxes.items()
    )


def _grid_places(steps: int) -> list[float]:
    """Return where the boxes of a row begin: many steps take room from the labels."""
    last = measures.RIGHT - measures.TICK
    pitch = max(
        _SMALLEST_PITCH, (last - GRID_X - measures.CODE_WIDTH) / max(_FEWEST_STEPS - 1, steps - 1)
    )
    return [last - (steps - 1 - place) * pitch for place in range(steps)]


def _step_heads(
    codes: Sequence[int], labels: Mapping[int, Wording], places: Sequence[float]
) -> list[Words]:
    """Return the words above the boxes: two flush with the ends, more of them centred."""
    first, last = places[0], places[-1] + measures.TICK
    if set(labels) == {codes[0], codes[-1]}:
        room = (last - first) / 2
        return [
            Words(labels[codes[0]], first, 0, room, _ANCHOR),
            Words(labels[codes[-1]], last - room, 0, room, _ANCHOR, Align.RIGHT),
        ]
    room = (last - first - measures.TICK) / (len(codes) - 1) - 1.0
    return [
        Words(labels[code], x + (measures.TICK - room) / 2, 0, room, _ANCHOR, Align.MIDDLE)
        for code, x in zip(codes, places, strict=True)
        if code in labels
    ]


def _tick_row(
    item: Item, label: Wording, boxes: Mapping[int, float], *, is_close: bool, refusals: bool
) -> Piece:
    end = min(boxes.values()) - (0.0 if is_close else measures.CODE_WIDTH)
    words, middle = _row_label(label, measures.TICK, end)
    number = Words(
        same(item.number), measures.NUMBER_X, _ANCHOR.top_for_middle(middle), 9.0, _ANCHOR
    )
    pieces = [worded(number), worded(words), side_spot(item.name, middle)]
    for code, x in boxes.items():
        box = tick_box(item.name, f"choice {code}", x, middle)
        pieces.append(box if is_close else choice_box(item.name, code, x, middle))
    if refusals:
        pieces.append(refusal_box((item.name,), middle))
    return together(pieces)


def count_grid(question: Question, asked: Piece, *, refusals: bool) -> Piece:
    """Return digit boxes in rows and columns; one refusal box serves a whole row."""
    columns = max(1, len(question.columns))
    pitch = (measures.RIGHT - GRID_X) / max(2, columns)
    heads = [
        Words(wording, GRID_X + place * pitch, 0, pitch - 2.0, _ANCHOR)
        for place, wording in enumerate(question.columns)
    ]
    rows = [
        _count_row(question.items[place * columns : (place + 1) * columns], label, pitch,
                   refusals=refusals)
        for place, label in enumerate(question.rows)
    ]  # fmt: skip
    return stacked([_bottom_aligned(asked, heads), stacked(rows, _ROW_GAP)], _HEAD_GAP)


def _count_row(items: Sequence[Item], label: Wording, pitch: float, *, refusals: bool) -> Piece:
    words, middle = _row_label(label, measures.DIGIT_HEIGHT, GRID_X)
    pieces = [worded(words)]
    for place, item in enumerate(items):
        x = GRID_X + place * pitch
        digits = item.kind.digits if isinstance(item.kind, Count) else 1
        width = measures.CODE_WIDTH + 3.0
        top = Style.CODE.top_for_middle(middle)
        start = x - width - measures.CODE_GAP
        number = Words(same(item.number), start, top, width, Style.CODE, Align.RIGHT)
        pieces.append(worded(number))
        pieces.append(
            digit_boxes(item.name, "digit", digits, x, middle - measures.DIGIT_HEIGHT / 2)
        )
        beside = x + digits_width(digits) + 1.5
        spot = Spot(item.name, beside, middle, x + pitch - beside)
        pieces.append(Piece(spots=(spot,)))
    if refusals:
        pieces.append(refusal_box(tuple(item.name for item in items), middle))
    return together(pieces)


def _row_label(label: Wording, height: float, end: float) -> tuple[Words, float]:
    """Return the label of a row and the middle of its boxes, which begin at `end`."""
    words = Words(label, measures.TEXT_X, 0, end - measures.TEXT_X - 3.0, _GRID_LABEL)
    middle = max(height, words.height) / 2
    words = Words(label, words.x, middle - words.height / 2, words.width, _GRID_LABEL)
    if words.height <= _GRID_LABEL.leading:
        top = _GRID_LABEL.top_for_middle(middle)
        words = Words(label, words.x, top, words.width, _GRID_LABEL)
    return words, middle


def _bottom_aligned(asked: Piece, heads: Sequence[Words]) -> Piece:
    """Return a question and, to its right, headings of columns that end where it ends."""
    height = max((asked.height, *(one.height for one in heads)))
    placed = [worded(replace(one, y=height - one.height, at_bottom=True)) for one in heads]
    return together((asked.lowered(height - asked.height), *placed))
