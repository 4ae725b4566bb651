"""How to answer and how to correct a mark, in words and pictures."""

from dataclasses import replace

from kast_eval.definition.form import FormDefinition
from kast_eval.paper import measures
from kast_eval.paper.page import Line
from kast_eval.paper.piece import Piece, Words, together, worded
from kast_eval.paper.type import Style

_PICTURE = 4.0


def how_to_answer(definition: FormDefinition) -> Piece:
    """Return the legend, with pictures of a cross and of a mark that was corrected."""
    pictures = 3 * _PICTURE + 9.0
    room = measures.RIGHT - measures.MARGIN
    legend = Words(definition.legend, measures.MARGIN, 0, room, Style.LABEL)
    if legend.last_line > room - pictures - 3.0:
        legend = replace(legend, width=room - pictures - 3.0)
    x = measures.RIGHT - pictures
    middle = legend.height - Style.LABEL.leading / 2
    first = _square(x, middle) + _cross_lines(x, middle)
    return together((worded(legend), Piece(lines=first + _corrected(x + _PICTURE + 5.0, middle))))


def _square(x: float, middle: float) -> tuple[Line, ...]:
    top, bottom = middle - _PICTURE / 2, middle + _PICTURE / 2
    right = x + _PICTURE
    width = measures.OUTLINE
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
