"""The part of the head that the staff fills in: when, how and in what language."""

from dataclasses import replace

from kast_eval.definition.form import FormDefinition, Item
from kast_eval.kinds.choice import Choice
from kast_eval.kinds.count import Count
from kast_eval.kinds.day import Day
from kast_eval.paper import measures, words
from kast_eval.paper.boxes import DAY_WIDTH, day_boxes, digit_boxes, digits_width
from kast_eval.paper.page import Line, Spot
from kast_eval.paper.piece import Piece, Words, stacked, together, widest, worded
from kast_eval.paper.type import Style
from kast_eval.study.timepoint import numbers
from kast_eval.wording import Wording

NUMBER_ITEM = "session_no"
"""The number beside the form: of the session, of the follow-up's month, of the year, …"""

_STAFF_Y = 31.2
_STAFF_WIDTH = 184.0
_SPACE = 5.0
_ROW_GAP = 2.4
_PADDING = 1.2
_UNDER_LABEL = 0.3
_AFTER_BOX = 2.5


def staff_part(definition: FormDefinition) -> Piece:
    """Return the keyed items of the head in rows, between two hairlines."""
    fields = [_field(item) for item in definition.head]
    known = numbers(definition.timing)
    if known:
        digits = len(str(max(known)))
        boxes = digit_boxes(NUMBER_ITEM, "digit", digits, 0.0)
        label = words.NUMBERS[definition.timing]
        fields.insert(0, _under_label(label, boxes, digits_width(digits)))
    rows: list[list[Piece]] = [[]]
    x = measures.MARGIN
    # What fills a row of its own comes last, so that the others share one.
    for field, width in sorted(fields, key=lambda one: one[1] >= _STAFF_WIDTH):
        if rows[-1] and x + width > measures.MARGIN + _STAFF_WIDTH:
            rows.append([])
            x = measures.MARGIN
        rows[-1].append(field.moved(x))
        x += width + _SPACE
    heading, start = _heading(definition)
    under = max(heading.height, _STAFF_Y + _PADDING)
    inside = stacked((together(row) for row in rows), _ROW_GAP).lowered(under)
    bottom = inside.height + _PADDING
    rules = tuple(
        Line(x, y, measures.MARGIN + _STAFF_WIDTH, y, measures.HAIRLINE)
        for x, y in ((start, _STAFF_Y), (measures.MARGIN, bottom))
    )
    inside = replace(inside, lines=(*inside.lines, *rules), height=bottom)
    return together((heading, inside))


def _heading(definition: FormDefinition) -> tuple[Piece, float]:
    """Return who fills in these rows where that is not who fills in the rest, and its end.

    It stands on the upper hairline, which begins after it.
    """
    if definition.filler not in words.GIVEN_OUT:
        return Piece(), measures.MARGIN
    style = Style.LABEL
    room = widest(words.FILLED_BY_CLINIC, style) + 0.1
    top = style.top_for_middle(_STAFF_Y)
    heading = Words(words.FILLED_BY_CLINIC, measures.MARGIN, top, room, style)
    return worded(heading), measures.MARGIN + room + _AFTER_BOX


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
    room = widest(legend, Style.LABEL) + 0.1
    middle = measures.DIGIT_HEIGHT / 2
    # The codes take the place beside the box: what is no code is written over it.
    spots = Piece(spots=(Spot(item.name, 0.9, middle, start),))
    if start + room < _STAFF_WIDTH / 2:
        top = Style.LABEL.top_for_middle(middle)
        body = together((boxes, worded(Words(legend, start, top, room, Style.LABEL)), spots))
        return _under_label(item.wording, body, start + room)
    # A long list of codes fills the rest of the row, beside its label.
    label = widest(item.wording, Style.STRONG_LABEL) + _AFTER_BOX
    room = _STAFF_WIDTH - label - start
    lines = Words(legend, label + start, 0, room, Style.LABEL)
    height = max(measures.DIGIT_HEIGHT, lines.height)
    top = Style.STRONG_LABEL.top_for_middle(height / 2)
    name = Words(item.wording, 0.0, top, label, Style.STRONG_LABEL)
    boxes = together((boxes, spots)).moved(label).lowered((height - measures.DIGIT_HEIGHT) / 2)
    lines = replace(lines, y=(height - lines.height) / 2)
    return together((worded(name), boxes, worded(lines))), _STAFF_WIDTH


def _under_label(
    label: Wording, boxes: Piece, width: float, spot: str | None = None
) -> tuple[Piece, float]:
    wide = max(width, widest(label, Style.STRONG_LABEL) + 0.1)
    name = Words(label, 0.0, 0.0, wide, Style.STRONG_LABEL)
    spots = (Spot(spot, width + 0.5, measures.DIGIT_HEIGHT / 2, _SPACE),) if spot else ()
    return stacked((worded(name), together((boxes, Piece(spots=spots)))), _UNDER_LABEL), wide


def _legend(kind: Choice) -> Wording:
    """Return the codes of a choice in one line."""
    return Wording(
        " · ".join(f"{code}\u00a0{label.sv}" for code, label in kind.choices.items()),
        " · ".join(f"{code}\u00a0{label.en}" for code, label in kind.choices.items()),
    )
