"""The head and the foot of a page: title, client code, staff part, legend, sheet code."""

from dataclasses import replace
from itertools import pairwise

from kast_eval.definition.form import FormDefinition, Item, Timing
from kast_eval.kinds.choice import Choice
from kast_eval.kinds.count import Count
from kast_eval.kinds.day import Day
from kast_eval.paper import grid, words
from kast_eval.paper.boxes import (
    DAY_WIDTH,
    day_boxes,
    digit_boxes,
    digits_width,
    tick_box,
)
from kast_eval.paper.page import Line, Spot
from kast_eval.paper.piece import Align, Piece, Words, stacked, together, widest, worded
from kast_eval.paper.type import Style, text_width
from kast_eval.wording import Language, Wording

CLIENT_CODE_ITEM, SESSION_ITEM, REFERENCE_ITEM = "client_code", "session_no", "reference"
CLIENT_CODE_SIGNS = 7
SESSION_DIGITS = 2

_LABEL_WIDTH, _LABEL_HEIGHT = 54.0, 14.0
"""The frame that a client's label is stuck in."""
_CODE_X = grid.BAND_RIGHT - _LABEL_WIDTH
_CODE_Y = 14.0
_STAFF_Y = 31.0
_STAFF_WIDTH = 172.0
_SPACE = 5.0
_ROW_GAP = 3.0
_PADDING = 1.5
_UNDER_LABEL = 0.5
_AFTER_BOX = 2.5


def top_band(definition: FormDefinition, page: int) -> Piece:
    """Return title and client code, between the upper markers."""
    room = _CODE_X - grid.BAND_LEFT - 4.0
    title = worded(Words(definition.title, grid.BAND_LEFT, 8.0, room, Style.TITLE))
    filler = words.FILLED_BY[definition.filler]
    under = Words(filler, grid.BAND_LEFT, 17.2, room, Style.LABEL)
    code_label = words.CLIENT_CODE if page == 1 else words.CLIENT_CODE_SHORT
    code_x = _CODE_X + (_LABEL_WIDTH - digits_width(CLIENT_CODE_SIGNS)) / 2
    code_y = _CODE_Y + (_LABEL_HEIGHT - grid.DIGIT_HEIGHT) / 2
    label = Words(code_label, _CODE_X, 8.3, _LABEL_WIDTH + 4, Style.LABEL)
    boxes = digit_boxes(CLIENT_CODE_ITEM, "character", CLIENT_CODE_SIGNS, code_x, code_y)
    return together((title, worded(under), worded(label), boxes, _label_frame()))


def _label_frame() -> Piece:
    left, right = _CODE_X, _CODE_X + _LABEL_WIDTH
    top, bottom = _CODE_Y, _CODE_Y + _LABEL_HEIGHT
    corners = ((left, top), (right, top), (right, bottom), (left, bottom), (left, top))
    return Piece(
        lines=tuple(Line(*start, *end, grid.HAIRLINE, 1.2) for start, end in pairwise(corners))
    )


def staff_part(definition: FormDefinition) -> Piece:
    """Return the keyed items of the head in rows, between two hairlines."""
    fields = [_field(item) for item in definition.head]
    if definition.timing is Timing.SESSION:
        boxes = digit_boxes(SESSION_ITEM, "digit", SESSION_DIGITS, 0.0)
        fields.insert(0, _under_label(words.SESSION_NUMBER, boxes, digits_width(SESSION_DIGITS)))
    rows: list[list[Piece]] = [[]]
    x = grid.MARGIN
    # What fills a row of its own comes last, so that the others share one.
    for field, width in sorted(fields, key=lambda one: one[1] >= _STAFF_WIDTH):
        if rows[-1] and x + width > grid.MARGIN + _STAFF_WIDTH:
            rows.append([])
            x = grid.MARGIN
        rows[-1].append(field.moved(x))
        x += width + _SPACE
    inside = stacked((together(row) for row in rows), _ROW_GAP).lowered(_STAFF_Y + _PADDING)
    bottom = inside.height + _PADDING
    rules = tuple(
        Line(grid.MARGIN, y, grid.MARGIN + _STAFF_WIDTH, y, grid.HAIRLINE)
        for y in (_STAFF_Y, bottom)
    )
    return replace(inside, lines=(*inside.lines, *rules), height=bottom)


def _field(item: Item) -> tuple[Piece, float]:
    """Return an item of the head and its width."""
    if isinstance(item.kind, Day):
        piece, width = _under_label(item.wording, day_boxes(item.name, 0.0), DAY_WIDTH, item.name)
        label = piece.words[0]
        order = Words(words.YEAR_MONTH_DAY, _AFTER_BOX, 0.0, DAY_WIDTH, Style.LABEL, follows=label)
        return together((piece, worded(order))), width
    if isinstance(item.kind, Choice):
        return _code_field(item, item.kind)
    digits = item.kind.digits if isinstance(item.kind, Count) else 1
    boxes = digit_boxes(item.name, "digit", digits, 0.0)
    return _under_label(item.wording, boxes, digits_width(digits), item.name)


def _code_field(item: Item, kind: Choice) -> tuple[Piece, float]:
    """Return boxes for the code of a choice, and the codes that may be written in them."""
    digits = max(len(str(code)) for code in kind.codes)
    boxes = digit_boxes(item.name, "digit", digits, 0.0)
    legend = _legend(kind)
    start = digits_width(digits) + _AFTER_BOX
    room = widest(legend, Style.LEGEND) + 0.1
    middle = grid.DIGIT_HEIGHT / 2
    # The codes take the place beside the box: what is no code is written over it.
    spots = Piece(spots=(Spot(item.name, 0.9, middle, start),))
    if start + room < _STAFF_WIDTH / 2:
        top = Style.LEGEND.top_for_middle(middle)
        body = together((boxes, worded(Words(legend, start, top, room, Style.LEGEND)), spots))
        return _under_label(item.wording, body, start + room)
    # A long list of codes fills the rest of the row, beside its label.
    label = widest(item.wording, Style.STRONG_LABEL) + _AFTER_BOX
    room = _STAFF_WIDTH - label - start
    lines = Words(legend, label + start, 0, room, Style.LEGEND)
    height = max(grid.DIGIT_HEIGHT, lines.height)
    top = Style.STRONG_LABEL.top_for_middle(height / 2)
    name = Words(item.wording, 0.0, top, label, Style.STRONG_LABEL)
    boxes = together((boxes, spots)).moved(label).lowered((height - grid.DIGIT_HEIGHT) / 2)
    lines = replace(lines, y=(height - lines.height) / 2)
    return together((worded(name), boxes, worded(lines))), _STAFF_WIDTH


def _under_label(
    label: Wording, boxes: Piece, width: float, spot: str | None = None
) -> tuple[Piece, float]:
    wide = max(width, widest(label, Style.STRONG_LABEL) + 0.1)
    name = Words(label, 0.0, 0.0, wide, Style.STRONG_LABEL)
    spots = (Spot(spot, width + 0.5, grid.DIGIT_HEIGHT / 2, _SPACE),) if spot else ()
    return stacked((worded(name), together((boxes, Piece(spots=spots)))), _UNDER_LABEL), wide


def _legend(kind: Choice) -> Wording:
    """Return the codes of a choice in one line."""
    return Wording(
        " · ".join(f"{code}\u00a0{label.sv}" for code, label in kind.choices.items()),
        " · ".join(f"{code}\u00a0{label.en}" for code, label in kind.choices.items()),
    )


def how_to_answer(definition: FormDefinition) -> Piece:
    """Return the legend, with pictures of a cross and of a mark that was corrected."""
    pictures = 3 * _PICTURE + 9.0
    room = grid.RIGHT - grid.MARGIN
    legend = Words(definition.legend, grid.MARGIN, 0, room, Style.LABEL)
    if legend.last_line > room - pictures - 3.0:
        legend = replace(legend, width=room - pictures - 3.0)
    x = grid.RIGHT - pictures
    middle = legend.height - Style.LABEL.leading / 2
    first = _square(x, middle) + _cross_lines(x, middle)
    return together((worded(legend), Piece(lines=first + _corrected(x + _PICTURE + 5.0, middle))))


_PICTURE = 4.0


def _square(x: float, middle: float) -> tuple[Line, ...]:
    top, bottom = middle - _PICTURE / 2, middle + _PICTURE / 2
    right = x + _PICTURE
    width = grid.OUTLINE
    return (
        Line(x, top, right, top, width),
        Line(right, top, right, bottom, width),
        Line(right, bottom, x, bottom, width),
        Line(x, bottom, x, top, width),
    )


def _cross_lines(x: float, middle: float) -> tuple[Line, ...]:
    inner = _PICTURE / 2 - 0.5
    centre = x + _PICTURE / 2
    return (
        Line(centre - inner, middle - inner, centre + inner, middle + inner, 0.5),
        Line(centre - inner, middle + inner, centre + inner, middle - inner, 0.5),
    )


def _corrected(x: float, middle: float) -> tuple[Line, ...]:
    """Return a box struck out, and beside it the box that was ticked instead."""
    strokes = tuple(
        Line(x - 0.8, middle + shift, x + _PICTURE + 0.8, middle + shift, 0.5)
        for shift in (-1.2, -0.4, 0.4, 1.2)
    )
    second = x + _PICTURE + 3.0
    wrong = _square(x, middle) + _cross_lines(x, middle) + strokes
    return wrong + _square(second, middle) + _cross_lines(second, middle)


def refusal_heading(bottom: float) -> Piece:
    """Return the heading of the column at the right edge; it ends at `bottom`."""
    heading = Words(words.REFUSAL, grid.REFUSAL_X, 0, grid.REFUSAL_WIDTH, Style.LABEL, Align.MIDDLE)
    return worded(replace(heading, y=bottom - heading.height))


def training_mark(language: Language) -> Piece:
    """Return the mark of sheets that only train: framed, below the title."""
    x, y = grid.BAND_LEFT, 23.0
    style = Style.TRAINING
    width = text_width(words.TRAINING.in_language(language), style) + 5.0
    height = 6.4
    corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y))
    frame = tuple(Line(*start, *end, 0.5) for start, end in pairwise(corners))
    top = style.top_for_middle(y + height / 2)
    return Piece(0, (Words(words.TRAINING, x, top, width, style, Align.MIDDLE),), frame)


def foot(definition: FormDefinition, page: int) -> Piece:
    """Return the boxes that stay empty and the name of form, version and page."""
    middle = grid.FOOT + 5.0
    x = grid.BAND_LEFT + 1.0
    boxes = [tick_box(REFERENCE_ITEM, f"reference {n}", x + n * 9.0, middle) for n in range(2)]
    top = Style.FOOT.top_for_middle(middle)
    empty = Words(words.REFERENCE, x + 17.0, top, 36.0, Style.FOOT)
    name = words.foot(
        definition.title, definition.letter, definition.version, page, definition.pages
    )
    named = Words(name, 76.0, top, 66.0, Style.FOOT, Align.MIDDLE)
    return together((*boxes, worded(empty), worded(named)))


def readable_code_words(code: str) -> Words:
    """Return the sheet's code for people, at the right of the foot."""
    style = Style.SHEET_CODE
    top = style.top_for_middle(grid.FOOT + 5.0)
    return Words(Wording(code, code), 138.0, top, 50.0, style, Align.RIGHT)
