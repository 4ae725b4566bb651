"""The poster for the shelf: which form when, in type that is read from across the room."""

import itertools
from collections.abc import Sequence

from kast_eval.definition.form import FormDefinition
from kast_eval.errors import KastEvalError
from kast_eval.paper import words
from kast_eval.paper.page import Line
from kast_eval.paper.piece import Align, Piece, Words, same, stacked, together, worded
from kast_eval.paper.type import Style
from kast_eval.study.occasions import Occasion
from kast_eval.wording import marked

_LEFT, _RIGHT = 16.0, 194.0
_FORMS_X = 96.0
_TILE = 15.0
_TILE_GAP = 4.0
_ROW_GAP = 2.6
_FORM_GAP = 2.0
_RULE_GAP = 2.6
_TOP, _RULES_TOP, _BOTTOM = 13.0, 41.0, 282.0
_MOST_SPREAD = 9.0


def poster(occasions: Sequence[Occasion]) -> Piece:
    """Return the poster, its rows spread down the page."""
    room = _RIGHT - _LEFT
    head = together(
        (
            worded(Words(words.POSTER, _LEFT, _TOP, room, Style.POSTER_TITLE)),
            worded(Words(words.POSTER_UNDER, _LEFT, _TOP + 18.5, room, Style.LABEL)),
        )
    )
    rows = [_row(one) for one in occasions]
    height = sum(row.height for row in rows)
    spare = (_BOTTOM - _RULES_TOP - height) / max(1, len(rows))
    if spare < _ROW_GAP:
        raise KastEvalError(marked("Affischen har fler formulär än som får plats på en sida."))
    return together((head, stacked(rows, min(spare, _MOST_SPREAD)).lowered(_RULES_TOP)))


def _row(occasion: Occasion) -> Piece:
    """Return one occasion: a rule, when it is, and its forms one below the other."""
    room = _FORMS_X - _LEFT - 4.0
    when = [worded(Words(occasion.when, _LEFT, 0, room, Style.POSTER_WHEN))]
    if occasion.detail:
        when.append(worded(Words(occasion.detail, _LEFT, 0, room, Style.BODY)))
    forms = stacked((_form(one) for one in occasion.forms), _FORM_GAP)
    rule = Piece(_RULE_GAP, lines=(Line(_LEFT, 0, _RIGHT, 0, 0.35),))
    return stacked((rule, together((stacked(when, 0.6), forms))))


def _form(definition: FormDefinition) -> Piece:
    """Return a tile with the letter, and beside it title and who fills it in."""
    tile = _tile(definition.letter)
    x = _FORMS_X + _TILE + _TILE_GAP
    room = _RIGHT - x
    names = stacked(
        (
            worded(Words(definition.title, x, 0, room, Style.POSTER_FORM)),
            worded(Words(words.FILLED_BY[definition.filler], x, 0, room, Style.LABEL)),
        )
    )
    shift = (tile.height - names.height) / 2
    return together((tile, names.lowered(shift)))


def _tile(letter: str) -> Piece:
    left, right, height = _FORMS_X, _FORMS_X + _TILE, 12.5
    corners = ((left, 0.0), (right, 0.0), (right, height), (left, height), (left, 0.0))
    frame = tuple(Line(*start, *end, 0.6) for start, end in itertools.pairwise(corners))
    top = Style.POSTER_LETTER.top_for_middle(height / 2)
    sign = Words(same(letter), left, top, _TILE, Style.POSTER_LETTER, Align.MIDDLE)
    return Piece(height, (sign,), frame)
