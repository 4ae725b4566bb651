"""The week's list for the wall: which sheets are to come, by client code, with their last days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from kast_eval.paper import measures, words
from kast_eval.paper.draw import draw_piece
from kast_eval.paper.head import training_mark
from kast_eval.paper.ink import Ink
from kast_eval.paper.page import Box, Line
from kast_eval.paper.piece import Align, Piece, Words, same, stacked, together, worded
from kast_eval.paper.type import Style, shorten
from kast_eval.wording import Language, Wording

_LEFT, _RIGHT = 16.0, 194.0
_BOX_X, _CODE_X, _FORM_X, _NUMBER_X, _DAY_X = 16.0, 24.0, 52.0, 116.0, 154.0
_HEAD, _TABLE, _BOTTOM = 12.0, 39.0, 282.0
_FOOT = 285.0
_ROW = 6.3
_SIDE = 4.2
"""How wide and high a box is."""

MOST_ROWS = int((_BOTTOM - _TABLE) / _ROW) - 2
"""As many sheets stand on the page; the last line tells how many more there are."""


@dataclass(frozen=True)
class WallRow:
    """One sheet that is to come: nothing but a code, the form, its number and the last day."""

    code: str
    letter: str
    title: Wording
    number: Wording
    last_day: date
    is_late: bool


def print_wall_list(
    rows: Sequence[WallRow],
    *,
    clinic: str,
    day: date,
    training: bool,
    language: Language,
    anchor: str,
) -> bytes:
    """Return the list as a PDF of one page; `clinic` is the name of the clinic."""
    title = f"{words.WALL_LIST.in_language(language)} {day.isoformat()}"
    ink = Ink(f"{words.TRAINING.sv} – {title}" if training else title, language)
    if training:
        draw_piece(ink, _mark(language), language)
    draw_piece(ink, wall_list(rows, clinic=clinic, day=day), language)
    foot = same(words.chain_foot(anchor, language))
    draw_piece(ink, worded(Words(foot, _LEFT, _FOOT, _RIGHT - _LEFT, Style.FOOT)), language)
    ink.end_page()
    return ink.finish()


def _mark(language: Language) -> Piece:
    """Return the training mark at the right, beside the title."""
    mark = training_mark(language)
    right = max(line.x2 for line in mark.lines)
    top = min(line.y1 for line in mark.lines)
    return mark.moved(_RIGHT - right).lowered(_HEAD + 2.0 - top)


def wall_list(rows: Sequence[WallRow], *, clinic: str, day: date) -> Piece:
    """Return the page; rows of one client, which follow each other, share their code."""
    shown = rows[:MOST_ROWS]
    table = [_columns()]
    for _code, sheets in groupby(shown, key=lambda row: row.code):
        table += [_row(row, is_first=place == 0) for place, row in enumerate(sheets)]
    if not rows:
        table.append(_line_of_words(words.WALL_EMPTY))
    if len(rows) > len(shown):
        table.append(_line_of_words(words.wall_more(len(rows) - len(shown))))
    return together((_head(clinic, day), stacked(table).lowered(_TABLE)))


def _head(clinic: str, day: date) -> Piece:
    width = 130.0
    under = same(shorten(f"{clinic}, {day.isoformat()}", Style.HEADING, width))
    return together(
        (
            worded(Words(words.WALL_LIST, _LEFT, _HEAD, width, Style.TITLE)),
            worded(Words(under, _LEFT, _HEAD + 10.0, width, Style.HEADING)),
            worded(Words(words.WALL_HOW, _LEFT, _HEAD + 17.5, _RIGHT - _LEFT, Style.LABEL)),
        )
    )


def _columns() -> Piece:
    heads = (
        (words.WALL_CODE, _CODE_X, _FORM_X),
        (words.WALL_FORM, _FORM_X, _NUMBER_X),
        (words.WALL_LAST_DAY, _DAY_X, _RIGHT),
    )
    cells = [
        worded(Words(wording, left, 0, right - left - 1, Style.LABEL))
        for wording, left, right in heads
    ]
    return together((*cells, Piece(_ROW, lines=(Line(_LEFT, _ROW, _RIGHT, _ROW, 0.35),))))


def _row(row: WallRow, *, is_first: bool) -> Piece:
    style = Style.STRONG_LABEL if row.is_late else Style.LABEL
    top = (_ROW - style.leading) / 2
    form = Wording(f"{row.letter}  {row.title.sv}", f"{row.letter}  {row.title.en}")
    cells = [
        Words(form, _FORM_X, top, _NUMBER_X - _FORM_X - 1, Style.LABEL),
        Words(row.number, _NUMBER_X, top, _DAY_X - _NUMBER_X - 1, Style.LABEL),
        Words(same(row.last_day.isoformat()), _DAY_X, top, 24.0, style),
    ]
    if row.is_late:
        cells.append(Words(words.WALL_LATE, _DAY_X, top, _RIGHT - _DAY_X, style, Align.RIGHT))
    if is_first:
        cells.append(Words(same(row.code), _CODE_X, top, _FORM_X - _CODE_X, Style.STRONG_LABEL))
    start = _LEFT if is_first else _FORM_X
    rule = Line(start, 0, _RIGHT, 0, measures.HAIRLINE)
    box = Box("", "choice", 0, _BOX_X, (_ROW - _SIDE) / 2, _SIDE, _SIDE)
    return together(
        (*(Piece(words=(cell,)) for cell in cells), Piece(_ROW, lines=(rule,), boxes=(box,)))
    )


def _line_of_words(wording: Wording) -> Piece:
    return worded(Words(wording, _CODE_X, 1.5, _RIGHT - _CODE_X, Style.STRONG_LABEL))
