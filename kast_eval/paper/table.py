"""A form that is a table: one row of boxes for every record, the codes in a list below."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from kast_eval.definition.form import FormDefinition, Item
from kast_eval.errors import KastEvalError
from kast_eval.kinds.choice import Choice
from kast_eval.kinds.count import Count
from kast_eval.kinds.day import Day
from kast_eval.paper import measures, words
from kast_eval.paper.boxes import DAY_WIDTH, day_boxes, digit_boxes, digits_width
from kast_eval.paper.page import Line, Spot
from kast_eval.paper.piece import Align, Piece, Words, same, stacked, together, worded
from kast_eval.paper.type import Style, text_width
from kast_eval.wording import Wording, marked

ROW_PITCH = measures.DIGIT_HEIGHT + 3.0
"""3 mm of white between the boxes of two rows."""

_RIGHT = 198.0
"""A table has no column for refusals and takes the whole width."""
_FIRST_X = measures.MARGIN + 9.0
_HEAD_GAP = 1.0
_HEAD_SPACE = 1.6
_CODES_GAP = 2.5
_SPOT_GAP = 0.6


@dataclass(frozen=True)
class _Column:
    """An item of the table: where its boxes begin, how many, and how much room they have."""

    item: Item
    digits: int
    x: float = 0.0
    room: float = 0.0

    @property
    def boxes(self) -> float:
        """Return the width of the boxes."""
        return DAY_WIDTH if isinstance(self.item.kind, Day) else digits_width(self.digits)


def row_item(name: str, row: int) -> str:
    """Return what a box of a row calls its item: «contact_date@3» in the third row."""
    return f"{name}@{row}"


def table(definition: FormDefinition) -> Piece:
    """Return the headings, the rows and the list of codes."""
    columns = _columns(definition)
    rows = [_row(columns, row) for row in range(1, definition.rows + 1)]
    return stacked(
        (
            stacked((_heads(columns), together(rows)), _HEAD_GAP),
            _codes([column.item for column in columns]),
        ),
        _CODES_GAP,
    )


def _columns(definition: FormDefinition) -> list[_Column]:
    """Return the columns, with what the boxes leave of the width shared out between them."""
    items = [item for question in definition.questions for item in question.items]
    columns = _with_room([_Column(item, _digits(definition, item)) for item in items])
    starts = accumulate((column.room for column in columns), initial=_FIRST_X)
    return [replace(column, x=x) for column, x in zip(columns, starts, strict=False)]


def _with_room(columns: Sequence[_Column]) -> list[_Column]:
    """Return the columns with the same white after their boxes, but room for every heading."""
    headed: dict[str, float] = {}
    gap = 0.0
    for _ in columns:
        free = [one for one in columns if one.item.name not in headed]
        boxes = sum(one.boxes for one in free)
        gap = (_RIGHT - _FIRST_X - sum(headed.values()) - boxes) / len(free)
        for one in free:
            needed = _longest_word(one.item) + _HEAD_SPACE
            if needed > one.boxes + gap:
                headed[one.item.name] = needed
    return [replace(one, room=headed.get(one.item.name, one.boxes + gap)) for one in columns]


def _longest_word(item: Item) -> float:
    """Return the width that the heading needs, so that no word of it is broken."""
    head = _head(item)
    words = {*head.sv.split(), *head.en.split()}
    return max(text_width(word, Style.LEGEND) for word in words)


def _digits(definition: FormDefinition, item: Item) -> int:
    match item.kind:
        case Day():
            return 0
        case Choice(codes=codes):
            return max(len(str(code)) for code in codes)
        case Count(digits=digits):
            return digits
    raise KastEvalError(
        marked(
            "Formuläret {form}: frågan {number} kan inte stå i en tabell. Där står dagar, val "
            "med ett kryss och antal."
        ),
        form=definition.form,
        number=item.number,
    )


def _heads(columns: Sequence[_Column]) -> Piece:
    """Return the headings, which end on one line above the boxes."""
    heads = [
        Words(_head(column.item), column.x, 0, column.room - _HEAD_SPACE, Style.LEGEND)
        for column in columns
    ]
    height = max(one.height for one in heads)
    return together(worded(one).lowered(height - one.height) for one in heads)


def _head(item: Item) -> Wording:
    if not isinstance(item.kind, Day):
        return item.wording
    order = words.YEAR_MONTH_DAY
    return Wording(f"{item.wording.sv}: {order.sv}", f"{item.wording.en}: {order.en}")


def _row(columns: Sequence[_Column], row: int) -> Piece:
    top = (row - 1) * ROW_PITCH
    middle = top + measures.DIGIT_HEIGHT / 2
    number = Words(
        same(str(row)), measures.MARGIN, Style.CODE.top_for_middle(middle), 6.0, Style.CODE,
        Align.RIGHT,
    )  # fmt: skip
    rule = Line(measures.MARGIN, top - 1.5, _RIGHT, top - 1.5, measures.HAIRLINE)
    return together((worded(number), *(_cell(column, row, top) for column in columns),
                     Piece(lines=(rule,))))  # fmt: skip


def _cell(column: _Column, row: int, top: float) -> Piece:
    name = row_item(column.item.name, row)
    if isinstance(column.item.kind, Day):
        boxes = day_boxes(name, column.x, top)
    else:
        boxes = digit_boxes(name, "digit", column.digits, column.x, top)
    beside = column.boxes + _SPOT_GAP
    middle = top + measures.DIGIT_HEIGHT / 2
    spot = Spot(name, column.x + beside, middle, column.room - beside)
    return together((boxes, Piece(spots=(spot,))))


def _codes(items: Sequence[Item]) -> Piece:
    """Return what each code means; columns with the same codes share a line."""
    room = _RIGHT - measures.MARGIN
    return stacked(
        worded(Words(line, measures.MARGIN, 0, room, Style.LEGEND)) for line in _code_lines(items)
    )


def _code_lines(items: Sequence[Item]) -> list[Wording]:
    shared: dict[tuple[tuple[int, Wording], ...], list[Item]] = {}
    for item in items:
        if isinstance(item.kind, Choice):
            shared.setdefault(tuple(item.kind.choices.items()), []).append(item)
    return [_code_line(of_codes, dict(codes)) for codes, of_codes in shared.items()]


def _code_line(items: Sequence[Item], codes: Mapping[int, Wording]) -> Wording:
    def line(names: Sequence[str], labels: Mapping[int, str]) -> str:
        listed = " · ".join(f"{code}\u00a0{label}" for code, label in labels.items())
        return f"{', '.join(names)}: {listed}"

    return Wording(
        line([one.wording.sv for one in items], {code: one.sv for code, one in codes.items()}),
        line([one.wording.en for one in items], {code: one.en for code, one in codes.items()}),
    )
