"""How each question looks on paper: the one place that knows every kind of answer."""

import math
from dataclasses import replace
from typing import assert_never

from kast_eval.definition.form import FormDefinition, Item, Question
from kast_eval.errors import KastEvalError
from kast_eval.kinds.choice import Choice
from kast_eval.kinds.count import Count
from kast_eval.kinds.day import Day
from kast_eval.kinds.scale import Scale
from kast_eval.kinds.several import NONE_CODE, Several
from kast_eval.kinds.words import Words as WordsKind
from kast_eval.paper import measures
from kast_eval.paper.boxes import (
    DAY_WIDTH,
    day_boxes,
    digit_boxes,
    digits_width,
    refusal_box,
    side_spot,
    writing_line,
)
from kast_eval.paper.choices import (
    MOST_COLUMNS,
    Option,
    choices,
    choices_beside,
    column_width,
    options_of,
)
from kast_eval.paper.grids import GRID_X, count_grid, tick_grid
from kast_eval.paper.page import Spot
from kast_eval.paper.piece import Piece, Words, same, stacked, together, widest, worded
from kast_eval.paper.rulers import ruler
from kast_eval.paper.skips import jump_after, left_out_after
from kast_eval.paper.type import Style
from kast_eval.paper.words import YEAR_MONTH_DAY, joined, with_arrow
from kast_eval.wording import Wording, marked

_BODY_GAP = 1.2
_HINT_SPACE = 3.0
_BESIDE_GAP = 4.0
_LAST_DIGITS_COLUMN = 3
"""The last column that digit boxes begin in: an answer that does not fit them stands after."""
_DAY_SPOT = 12.0
_FIRST_MIDDLE = Style.QUESTION.leading / 2


def question_piece(definition: FormDefinition, question: Question) -> Piece:
    """Return a question with everything that belongs to it."""
    left_out = left_out_after(definition, question)
    if left_out:
        question = replace(question, hint=joined(left_out, question.hint))
    item = question.items[0]
    if question.is_grid:
        return _grid(definition, question)
    pieces = [_single(definition, question, item)]
    if definition.refusal_boxes and not isinstance(item.kind, WordsKind):
        pieces.append(refusal_box((item.name,), _FIRST_MIDDLE))
    return together(pieces)


def _single(definition: FormDefinition, question: Question, item: Item) -> Piece:
    match item.kind:
        case Choice(choices=labels, write_ins=write_ins):
            jumps = {code: jump_after(definition, item, code) for code in labels}
            arrowed = {
                code: with_arrow(label, jump.number) if (jump := jumps[code]) else label
                for code, label in labels.items()
            }
            return _with_choices(question, item, options_of(arrowed, write_ins))
        case Several():
            return _with_choices(question, item, several_options(item.kind))
        case Scale():
            spot = side_spot(item.name, _FIRST_MIDDLE)
            return together((_below(question, ruler(item, item.kind)), spot))
        case Count(unit=unit):
            return _with_digits(question, item, item.kind.digits, unit)
        case Day():
            return _with_day(question, item)
        case WordsKind(lines=lines):
            return _below(question, _lines(item, lines))
        case _:
            assert_never(item.kind)


def several_options(kind: Several) -> tuple[Option, ...]:
    """Return the boxes of a question with several ticks, the none box last."""
    write_ins = kind.write_ins or {}
    options = [
        Option(code, label, write_ins.get(name))
        for code, (name, label) in enumerate(kind.options.items(), start=1)
    ]
    return (*options, Option(NONE_CODE, kind.none))


def _grid(definition: FormDefinition, question: Question) -> Piece:
    refusals = definition.refusal_boxes
    kinds = [item.kind for item in question.items]
    first = kinds[0]
    if all(isinstance(kind, Count) for kind in kinds):
        return count_grid(question, _grid_wording(question), refusals=refusals)
    if not question.columns and all(isinstance(kind, Choice | Scale) for kind in kinds):
        labels = first.choices if isinstance(first, Choice) else {}
        labels = first.anchors if isinstance(first, Scale) else labels
        codes = first.codes if isinstance(first, Choice | Scale) else ()
        return tick_grid(question, _grid_wording(question), codes, labels, refusals=refusals)
    raise KastEvalError(
        marked(
            "Formuläret {form}: frågan {number} kan inte ritas som ett rutnät. "
            "Skriv den som flera frågor."
        ),
        form=definition.form,
        number=question.number,
    )


def _wording(question: Question, room: float = measures.RIGHT - measures.TEXT_X) -> Piece:
    """Return number, question and hint; the hint on the same line if there is room."""
    number = Words(same(question.number), measures.NUMBER_X, 0, 9.0, Style.QUESTION)
    asked = Words(question.wording, measures.TEXT_X, 0, room, Style.QUESTION)
    first = together((worded(number), worded(asked)))
    if question.hint is None:
        return first
    x = measures.TEXT_X + widest(question.wording, Style.QUESTION) + _HINT_SPACE
    if x + widest(question.hint, Style.LABEL) <= measures.TEXT_X + room:
        drop = Style.QUESTION.baseline(0) - Style.LABEL.baseline(0)
        hint = Words(question.hint, _HINT_SPACE, drop, room, Style.LABEL, follows=asked)
        return together((first, worded(hint)))
    return stacked((first, worded(Words(question.hint, measures.TEXT_X, 0, room, Style.LABEL))))


def _grid_wording(question: Question) -> Piece:
    """Return number, question and hint; what stands on the last line leaves room to its right.

    There the headings of the grid's columns stand.
    """
    room = GRID_X - measures.TEXT_X - 3.0
    if widest(question.wording, Style.QUESTION) <= room:
        return _wording(question, room)
    above = _wording(replace(question, hint=None))
    hint = question.hint or Wording("", "")
    below = worded(Words(hint, measures.TEXT_X, 0, room, Style.LABEL))
    return stacked((above, replace(below, height=max(below.height, Style.LABEL.leading))))


def _below(question: Question, body: Piece) -> Piece:
    return stacked((_wording(question), body), _BODY_GAP)


def _with_choices(question: Question, item: Item, options: tuple[Option, ...]) -> Piece:
    """Return boxes on the line of a short question, else below it."""
    spot = side_spot(item.name, _FIRST_MIDDLE)
    if question.hint is None:
        asked = widest(question.wording, Style.QUESTION)
        beside = choices_beside(item.name, options, asked)
        if beside:
            lowered = beside.lowered(_FIRST_MIDDLE - measures.TICK / 2)
            return together((_wording(question), lowered, spot))
    return together((_below(question, choices(item.name, options)), spot))


def _with_digits(question: Question, item: Item, digits: int, unit: Wording | None) -> Piece:
    """Return a number's boxes to the right of the question, in the first column that is free."""
    boxes = digits_width(digits)
    unit_width = 2.0 + widest(unit, Style.BODY) if unit else 0.0
    column = column_width(MOST_COLUMNS)
    asked = widest(question.wording, Style.QUESTION)
    place = min(_LAST_DIGITS_COLUMN, math.ceil((asked + _BESIDE_GAP) / column))
    x = measures.TEXT_X + place * column + measures.CODE_WIDTH
    wording = _wording(question, x - measures.TEXT_X - _BESIDE_GAP)
    middle = wording.height / 2
    after = x + boxes + 2.0
    beside = after + unit_width
    spot = Spot(item.name, beside, middle, measures.SPOT_X + measures.SPOT_WIDTH - beside)
    pieces = [
        wording,
        digit_boxes(item.name, "digit", digits, x, middle - measures.DIGIT_HEIGHT / 2),
        Piece(spots=(spot,)),
    ]
    if unit:
        top = Style.BODY.top_for_middle(middle)
        pieces.append(worded(Words(unit, after, top, unit_width, Style.BODY)))
    return together(pieces)


def _with_day(question: Question, item: Item) -> Piece:
    """Return the boxes of a day to the right of the question, which names their order."""
    asked = replace(question, hint=question.hint or YEAR_MONTH_DAY)
    x = measures.RIGHT - _DAY_SPOT - DAY_WIDTH
    wording = _wording(asked, x - measures.TEXT_X - _BESIDE_GAP)
    middle = wording.height / 2
    boxes = day_boxes(item.name, x, middle - measures.DIGIT_HEIGHT / 2)
    spot = Spot(item.name, measures.RIGHT - _DAY_SPOT + 2.0, middle, _DAY_SPOT)
    return together((wording, boxes, Piece(spots=(spot,))))


def _lines(item: Item, lines: int) -> Piece:
    return together(
        writing_line(
            item.name,
            place,
            measures.TEXT_X,
            measures.RIGHT - measures.TEXT_X,
            (place + 1) * measures.LINE_PITCH - 1.5,
        )
        for place in range(lines)
    )
