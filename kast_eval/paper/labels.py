"""Sheets of labels with client codes: text and a small QR code, each code once."""

from collections.abc import Sequence

from kast_eval.paper import words
from kast_eval.paper.ink import Ink
from kast_eval.paper.page import PAPER_HEIGHT, PAPER_WIDTH, Line, Text
from kast_eval.paper.sheet_code import qr_rows
from kast_eval.paper.type import Style, shorten, text_width, wrap
from kast_eval.wording import Language

COLUMNS, ROWS = 3, 8
"""The labels of an A4 sheet of 70×37 mm labels, the first row as high as the others."""
PER_PAGE = COLUMNS * ROWS
_LABEL_WIDTH, _LABEL_HEIGHT = PAPER_WIDTH / COLUMNS, PAPER_HEIGHT / ROWS
_CUT_WIDTH, _CUT_HEIGHT = 52.0, 13.0
"""What is cut out: it goes into the frame for the client code on a form."""
_CUT_MARK = 2.0
_CUT_GAP = 0.8
_QR = 9.5
_PADDING = 1.75
_TEXT_X = _PADDING + _QR + 3.5


def print_labels(
    codes: Sequence[str], site_name: str, *, relatives: bool = False, training: bool = False
) -> bytes:
    """Return a PDF of labels, 24 a page; corner marks show where each may be cut out."""
    marks = (words.TRAINING.sv,) * training + (words.RELATIVE.sv,) * relatives
    under = " · ".join((*marks, site_name))
    ink = Ink(f"{words.LABELS.sv} · {under}", Language.SV)
    for start in range(0, max(1, len(codes)), PER_PAGE):
        draw_labels(ink, codes[start : start + PER_PAGE], under)
        ink.end_page()
    return ink.finish()


def draw_labels(ink: Ink, codes: Sequence[str], under: str) -> None:
    """Draw the labels of one page, row by row, `under` below each code.

    What several labels share is drawn once; a page has all the labels of a code.
    """
    for code in dict.fromkeys(codes[:PER_PAGE]):
        with ink.once(_name(code)):
            _draw_label(ink, code, under)
    for place, code in enumerate(codes[:PER_PAGE]):
        row, column = divmod(place, COLUMNS)
        ink.use(_name(code), column * _LABEL_WIDTH, row * _LABEL_HEIGHT)


def _name(code: str) -> str:
    return f"label{code}"


def _draw_label(ink: Ink, code: str, under: str) -> None:
    """Draw the label in the upper left corner of a page."""
    left, top = (_LABEL_WIDTH - _CUT_WIDTH) / 2, (_LABEL_HEIGHT - _CUT_HEIGHT) / 2
    room = _CUT_WIDTH - _TEXT_X - _PADDING
    ink.modules(qr_rows(code, None), left + _PADDING, top + _PADDING, _QR)
    style, name = _fitted(under, room)
    # Two lines of the name take a little from the white above the code.
    code_y = top + (7.0 if len(name) == 1 else 6.4)
    ink.text(Text(code, left + _TEXT_X, code_y, Style.LABEL_CODE))
    for place, words_of_line in enumerate(name):
        y = code_y + (4.0 if len(name) == 1 else 3.2 + place * style.leading)
        ink.text(Text(words_of_line, left + _TEXT_X, y, style))
    for line in _cut_marks(left, top):
        ink.line(line)


def _fitted(name: str, room: float) -> tuple[Style, tuple[str, ...]]:
    """Return a name in one line, or smaller in two; only what is longer still ends in dots."""
    if text_width(name, Style.FOOT) <= room:
        return Style.FOOT, (name,)
    style = Style.LABEL_NAME
    first, *rest = wrap(name, style, room)
    return style, (first, shorten(" ".join(rest), style, room)) if rest else (first,)


def _cut_marks(left: float, top: float) -> list[Line]:
    """Return a short line across and one down outside each corner."""
    marks = []
    for x, away in ((left, -1), (left + _CUT_WIDTH, 1)):
        for y, up in ((top, -1), (top + _CUT_HEIGHT, 1)):
            near_x, far_x = x + away * _CUT_GAP, x + away * (_CUT_GAP + _CUT_MARK)
            near_y, far_y = y + up * _CUT_GAP, y + up * (_CUT_GAP + _CUT_MARK)
            marks += [Line(near_x, y, far_x, y), Line(x, near_y, x, far_y)]
    return marks
