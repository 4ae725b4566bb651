"""The head and the foot of a page: title, client code, sheet code."""

from dataclasses import replace
from itertools import pairwise

from kast_eval.definition.form import FormDefinition, Subject
from kast_eval.paper import measures, words
from kast_eval.paper.boxes import digit_boxes, digits_width, tick_box
from kast_eval.paper.page import Line
from kast_eval.paper.piece import Align, Piece, Words, together, worded
from kast_eval.paper.staff import NUMBER_ITEM
from kast_eval.paper.type import Style, text_width
from kast_eval.wording import Language, Wording

CLIENT_CODE_ITEM, REFERENCE_ITEM = "client_code", "reference"
CLIENT_CODE_SIGNS = 7
SITE_CODE_ITEM, SITE_CODE_SIGNS = "site_code", 4
SHEET_DIGITS = 3

_LABEL_WIDTH, _LABEL_HEIGHT = 54.0, 14.0
"""The frame that a client's label is stuck in."""
_CODE_X = measures.BAND_RIGHT - _LABEL_WIDTH
_LABEL_Y = 8.3
_CODE_Y = 14.0
_BOXES_Y = _CODE_Y + (_LABEL_HEIGHT - measures.DIGIT_HEIGHT) / 2


def top_band(definition: FormDefinition, page: int) -> Piece:
    """Return title and client code, between the upper markers."""
    room = _CODE_X - measures.BAND_LEFT - 4.0
    title = worded(Words(definition.title, measures.BAND_LEFT, 8.0, room, Style.TITLE))
    filler = words.under_title(definition.letter, definition.filler)
    under = Words(filler, measures.BAND_LEFT, 17.2, room, Style.LABEL)
    code_label = words.code(definition.subject, page)
    label = Words(code_label, _CODE_X, _LABEL_Y, _LABEL_WIDTH + 4, Style.LABEL)
    code = _clinic_code(definition) if definition.subject is Subject.CLINIC else _person_code()
    return together((title, worded(under), worded(label), code))


def _person_code() -> Piece:
    """Return the boxes of a person's code, in the frame for its label."""
    x = _CODE_X + (_LABEL_WIDTH - digits_width(CLIENT_CODE_SIGNS)) / 2
    boxes = digit_boxes(CLIENT_CODE_ITEM, "character", CLIENT_CODE_SIGNS, x, _BOXES_Y)
    return together((boxes, label_frame(_CODE_X, _CODE_Y)))


def _clinic_code(definition: FormDefinition) -> Piece:
    """Return the boxes of a clinic's code, and those of a table's sheet beside them."""
    code = digit_boxes(SITE_CODE_ITEM, "character", SITE_CODE_SIGNS, _CODE_X, _BOXES_Y)
    if not definition.rows:
        return code
    number = digits_width(SHEET_DIGITS)
    x = measures.BAND_RIGHT - number
    boxes = digit_boxes(NUMBER_ITEM, "digit", SHEET_DIGITS, x, _BOXES_Y)
    named = Words(words.NUMBERS[definition.timing], x, _LABEL_Y, number, Style.LABEL)
    return together((code, boxes, worded(named)))


def label_frame(left: float, top: float) -> Piece:
    """Return the frame that a label is stuck in."""
    right, bottom = left + _LABEL_WIDTH, top + _LABEL_HEIGHT
    corners = ((left, top), (right, top), (right, bottom), (left, bottom), (left, top))
    return Piece(
        lines=tuple(Line(*start, *end, measures.HAIRLINE, 1.2) for start, end in pairwise(corners))
    )


def refusal_heading(bottom: float) -> Piece:
    """Return the heading of the column at the right edge; it ends at `bottom`."""
    heading = Words(
        words.REFUSAL, measures.REFUSAL_X, 0, measures.REFUSAL_WIDTH, Style.LABEL, Align.MIDDLE
    )
    return worded(replace(heading, y=bottom - heading.height))


def training_mark(language: Language) -> Piece:
    """Return the mark of sheets that only train: framed, below the title."""
    x, y = measures.BAND_LEFT, 23.0
    style = Style.TRAINING
    width = text_width(words.TRAINING.in_language(language), style) + 5.0
    height = 6.4
    corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y))
    frame = tuple(Line(*start, *end, 0.5) for start, end in pairwise(corners))
    top = style.top_for_middle(y + height / 2)
    return Piece(0, (Words(words.TRAINING, x, top, width, style, Align.MIDDLE),), frame)


def foot(definition: FormDefinition, page: int) -> Piece:
    """Return the boxes that stay empty and the name of form, version and page."""
    middle = measures.FOOT + 5.0
    x = measures.BAND_LEFT + 1.0
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
    top = style.top_for_middle(measures.FOOT + 5.0)
    return Words(Wording(code, code), 138.0, top, 50.0, style, Align.RIGHT)
