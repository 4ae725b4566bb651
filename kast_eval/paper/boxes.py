"""Boxes to tick and to write in, with their codes and labels, as pieces."""

from kast_eval.kinds.answer import Missing
from kast_eval.paper import measures
from kast_eval.paper.page import Box, Line, Spot
from kast_eval.paper.piece import Align, Piece, Words, same, together
from kast_eval.paper.type import Style

NO_PAGE = 0
"""The page of a box is known only once its piece stands on one."""


def tick_box(item: str, part: str, x: float, middle: float) -> Piece:
    """Return a box to tick."""
    top = middle - measures.TICK / 2
    box = Box(item, part, NO_PAGE, round(x, 2), round(top, 2), measures.TICK, measures.TICK)
    return Piece(top + measures.TICK, boxes=(box,))


def choice_box(item: str, code: int, x: float, middle: float) -> Piece:
    """Return a box to tick with its code to the left; the box begins at `x`."""
    style = Style.CODE
    words = Words(
        same(str(code)),
        x - measures.CODE_WIDTH,
        style.top_for_middle(middle),
        measures.CODE_WIDTH - measures.CODE_GAP,
        style,
        Align.RIGHT,
    )
    return together((Piece(words=(words,)), tick_box(item, f"choice {code}", x, middle)))


def refusal_box(items: tuple[str, ...], middle: float) -> Piece:
    """Return the box at the right edge for not wanting to answer any of `items`."""
    x = measures.REFUSAL_X + (measures.REFUSAL_WIDTH - measures.TICK) / 2
    top = middle - measures.TICK / 2
    part = f"missing {Missing.REFUSED.value}"
    size = measures.TICK
    box = Box(items[0], part, NO_PAGE, x, round(top, 2), size, size, items[1:])
    return Piece(boxes=(box,))


def digit_boxes(item: str, part: str, count: int, x: float, top: float = 0.0) -> Piece:
    """Return boxes for `count` signs of one number or code."""
    boxes = tuple(
        Box(
            item,
            f"{part} {place}",
            NO_PAGE,
            round(x + place * measures.DIGIT_PITCH, 2),
            round(top, 2),
            measures.DIGIT_WIDTH,
            measures.DIGIT_HEIGHT,
        )
        for place in range(count)
    )
    return Piece(top + measures.DIGIT_HEIGHT, boxes=boxes)


def digits_width(count: int) -> float:
    """Return the width of `count` digit boxes."""
    return count * measures.DIGIT_PITCH - (measures.DIGIT_PITCH - measures.DIGIT_WIDTH)


DAY_PARTS = (("year", 4), ("month", 2), ("day", 2))
DAY_WIDTH = sum(digits_width(count) for _, count in DAY_PARTS) + 2 * measures.GROUP_GAP


def day_boxes(item: str, x: float, top: float = 0.0) -> Piece:
    """Return the boxes for year, month and day."""
    pieces = []
    for part, count in DAY_PARTS:
        pieces.append(digit_boxes(item, part, count, x, top))
        x += digits_width(count) + measures.GROUP_GAP
    return together(pieces)


def writing_line(item: str, place: int, x: float, width: float, base: float) -> Piece:
    """Return a line for words, and the place above it that they are written in."""
    height = measures.LINE_HEIGHT
    top = round(base - height, 2)
    box = Box(item, f"line {place}", NO_PAGE, round(x, 2), top, round(width, 2), height)
    line = Line(x, base, x + width, base, measures.HAIRLINE)
    return Piece(base, lines=(line,), boxes=(box,))


def side_spot(item: str, middle: float) -> Piece:
    """Return the place in the right gutter for an answer that has no box."""
    return Piece(spots=(Spot(item, measures.SPOT_X, middle, measures.SPOT_WIDTH),))
