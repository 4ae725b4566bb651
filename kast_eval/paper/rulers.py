"""Rulers: a row of numbered boxes, with words at the ends or under every step."""

from kast_eval.definition.form import Item
from kast_eval.kinds.scale import Scale
from kast_eval.paper import measures
from kast_eval.paper.boxes import tick_box
from kast_eval.paper.piece import Align, Piece, Words, same, together, worded
from kast_eval.paper.type import Style

_ENDS = 2
_RULER_X = 47.0
_RULER_WIDTH = 100.0
"""From the left edge of the first box to that of the last: 10 mm a step from 0 to 10."""
_FEWEST_STEPS = 5
_ANCHOR_GAP = 2.5
_NUMBER_GAP = 0.6
_ANCHOR = Style.LABEL


def ruler(item: Item, scale: Scale) -> Piece:
    """Return a row of boxes with numbers under them and the words of the ends beside them."""
    if len(scale.anchors) > _ENDS:
        return _worded_ruler(item, scale)
    pitch = _RULER_WIDTH / max(_FEWEST_STEPS, len(scale.codes) - 1)
    last = _RULER_X + (len(scale.codes) - 1) * pitch + measures.TICK
    pieces = [
        _ruler_box(item, code, _RULER_X + place * pitch) for place, code in enumerate(scale.codes)
    ]
    top = _ANCHOR.top_for_middle(measures.TICK / 2)
    for code, wording in sorted(scale.anchors.items()):
        if code == scale.smallest:
            room = _RULER_X - _ANCHOR_GAP - measures.TEXT_X
            words = Words(wording, measures.TEXT_X, top, room, _ANCHOR, Align.RIGHT)
        else:
            start = last + _ANCHOR_GAP
            words = Words(wording, start, top, measures.RIGHT - start, _ANCHOR)
        pieces.append(worded(words))
    return together(pieces)


def _worded_ruler(item: Item, scale: Scale) -> Piece:
    """Return a row of boxes with a number and words under each."""
    steps = len(scale.codes)
    column = (measures.RIGHT - measures.TEXT_X) / steps
    pieces = []
    for place, code in enumerate(scale.codes):
        x = measures.TEXT_X + place * column
        pieces.append(_ruler_box(item, code, x + (column - measures.TICK) / 2))
        if code in scale.anchors:
            top = measures.TICK + _NUMBER_GAP + _ANCHOR.leading
            words = Words(scale.anchors[code], x + 1, top, column - 2, _ANCHOR, Align.MIDDLE)
            pieces.append(worded(words))
    return together(pieces)


def _ruler_box(item: Item, code: int, x: float) -> Piece:
    number = Words(
        same(str(code)), x, measures.TICK + _NUMBER_GAP, measures.TICK, _ANCHOR, Align.MIDDLE
    )
    return together((tick_box(item.name, f"choice {code}", x, measures.TICK / 2), worded(number)))
