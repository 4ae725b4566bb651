"""The following-sheet: ten sessions of one client on one page, marked by hand."""

from dataclasses import replace

from kast_eval.definition.form import Item, Subject
from kast_eval.definition.library import Library
from kast_eval.errors import KastEvalError
from kast_eval.kinds.choice import Choice
from kast_eval.kinds.scale import Scale
from kast_eval.kinds.several import Several
from kast_eval.paper import measures, words
from kast_eval.paper.boxes import NO_PAGE
from kast_eval.paper.choices import choices, options_of
from kast_eval.paper.head import label_frame
from kast_eval.paper.page import Box, Line
from kast_eval.paper.piece import Align, Piece, Words, same, stacked, together, worded
from kast_eval.paper.questions import several_options
from kast_eval.paper.type import Style
from kast_eval.wording import Wording, marked

SESSIONS = 10
"""How many sessions one sheet follows."""

GOAL, DIFFICULT = ("start", "goal_main"), ("start", "trig")
CURVES = (("checkin", "urge_max_7d"), ("checkin", "confidence"), ("checkin", "mood_7d"))
PURCHASES = (("checkin", "since_buy"), ("checkin", "since_buy_n"))
BEHAVIOUR = ("checkin", "since_main")
"""The items that the sheet takes its words from, each by form and name."""

_RIGHT = 189.0
_GRID_X = 75.0
"""Where the columns of the sessions begin."""
_PITCH = (_RIGHT - _GRID_X) / SESSIONS
_SIDE = _GRID_X - 7.5 - measures.TEXT_X
"""The width of the words beside a row."""
_STEP = 3.6
"""From one line of a grid to the next."""
_BOX_WIDTH = 8.0
"""Room for a number of two digits."""
_TOP = 34.0
_CODE_X, _CODE_Y = 135.0, 15.0
_BOLD_STEPS = 5
"""Every fifth line of a grid is stronger, and numbered."""


def following_sheet(library: Library) -> Piece:
    """Return the sheet; its questions are those of the forms."""
    body = stacked(
        (
            worded(Words(words.FOLLOWING_HOW, measures.TEXT_X, 0, _RIGHT - 21, Style.LABEL)),
            _ticked(library, GOAL),
            _ticked(library, DIFFICULT),
            stacked(
                (
                    _sessions(),
                    *(_curve(_item(library, one)) for one in CURVES),
                    _purchases(library),
                    _behaviour(_item(library, BEHAVIOUR)),
                ),
                6.4,
            ),
        ),
        4.2,
    )
    return together((_head(), body.lowered(_TOP)))


def _head() -> Piece:
    room = _CODE_X - measures.TEXT_X - 4.0
    title = worded(Words(words.FOLLOWING, measures.TEXT_X, 9.0, room, Style.TITLE))
    under = worded(Words(words.FOLLOWING_UNDER, measures.TEXT_X, 19.5, room, Style.LABEL))
    label = worded(Words(words.code(Subject.CLIENT, 1), _CODE_X, 9.3, 56.0, Style.LABEL))
    return together((title, under, label, label_frame(_CODE_X, _CODE_Y)))


def _ticked(library: Library, place: tuple[str, str]) -> Piece:
    """Return a question of the forms with its boxes."""
    item = _item(library, place)
    asked = worded(Words(item.wording, measures.TEXT_X, 0, 160.0, Style.QUESTION))
    match item.kind:
        case Choice(choices=labels, write_ins=write_ins):
            options = options_of(labels, write_ins)
        case Several():
            # Nobody follows «none of these»: the sheet is no form and counts no refusals.
            options = several_options(item.kind)[:-1]
        case _:
            raise _unfit(place)
    return stacked((asked, choices(item.name, options)), 1.2)


def _sessions() -> Piece:
    """Return the numbers of the sessions, and under each a line for its day."""
    room = _SIDE + 7.0
    label = worded(Words(words.SESSION, measures.TEXT_X, 0, room, Style.QUESTION))
    numbers = [
        worded(Words(same(str(place + 1)), _column(place) - 5, 0, 10, Style.QUESTION, Align.MIDDLE))
        for place in range(SESSIONS)
    ]
    day = worded(Words(words.DAY_AND_MONTH, measures.TEXT_X, 7.6, room, Style.LABEL))
    lines = tuple(
        Line(_column(place) - 4.6, 12.0, _column(place) + 4.6, 12.0, measures.HAIRLINE)
        for place in range(SESSIONS)
    )
    return together((label, day, *numbers, Piece(12.0, lines=lines)))


def _curve(item: Item) -> Piece:
    """Return a grid for one ruler: a line for each number, a column for each session."""
    if not isinstance(item.kind, Scale):
        raise _unfit((item.name,))
    codes = item.kind.codes
    height = (len(codes) - 1) * _STEP
    across = tuple(
        Line(_GRID_X, y, _RIGHT, y, 0.35 if code % _BOLD_STEPS == 0 else 0.12)
        for code, y in zip(reversed(codes), (n * _STEP for n in range(len(codes))), strict=True)
    )
    down = tuple(Line(_column(place), 0, _column(place), height, 0.12) for place in range(SESSIONS))
    ends = (Line(_GRID_X, 0, _GRID_X, height, 0.35), Line(_RIGHT, 0, _RIGHT, height, 0.35))
    numbers = [
        _beside(same(str(code)), _GRID_X - 7.0, (codes[-1] - code) * _STEP, 5.5)
        for code in codes
        if code % _BOLD_STEPS == 0
    ]
    anchors = [
        _beside(wording, measures.TEXT_X, (codes[-1] - code) * _STEP, _SIDE)
        for code, wording in item.kind.anchors.items()
        if code in {codes[0], codes[-1]}
    ]
    asked = _middle(item.wording, height, Style.STRONG_LABEL)
    return together((*anchors, asked, *numbers, Piece(height, lines=across + down + ends)))


def _beside(wording: Wording, x: float, middle: float, width: float) -> Piece:
    top = Style.LABEL.top_for_middle(middle)
    return Piece(words=(Words(wording, x, top, width, Style.LABEL, Align.RIGHT),))


def _middle(wording: Wording, height: float, style: Style, top: float = 0.0) -> Piece:
    """Return words beside a row, as high up as down in it."""
    asked = Words(wording, measures.TEXT_X, 0, _SIDE, style)
    return Piece(words=(replace(asked, y=top + (height - asked.height) / 2),))


def _purchases(library: Library) -> Piece:
    asked, number = (_item(library, place).wording for place in PURCHASES)
    both = Wording(f"{asked.sv} {number.sv}", f"{asked.en} {number.en}")
    return _row(both)


def _behaviour(item: Item) -> Piece:
    if not isinstance(item.kind, Choice):
        raise _unfit((item.name,))
    labels = item.kind.choices.items()
    codes = Wording(
        ", ".join(f"{code}\N{NO-BREAK SPACE}{_unbroken(label.sv)}" for code, label in labels),
        ", ".join(f"{code}\N{NO-BREAK SPACE}{_unbroken(label.en)}" for code, label in labels),
    )
    return _row(item.wording, codes)


def _unbroken(label: str) -> str:
    return label.replace(" ", "\N{NO-BREAK SPACE}")


def _row(*asked: Wording) -> Piece:
    """Return words with a box for a number or a code at each session."""
    room = _GRID_X - measures.TEXT_X - 2.0
    styles = (Style.STRONG_LABEL, Style.LABEL)
    label = stacked(
        worded(Words(wording, measures.TEXT_X, 0, room, style))
        for wording, style in zip(asked, styles, strict=False)
    )
    top = max(0.0, (label.height - measures.DIGIT_HEIGHT) / 2)
    boxes = tuple(
        Box("", "number", NO_PAGE, _column(place) - _BOX_WIDTH / 2, top, _BOX_WIDTH,
            measures.DIGIT_HEIGHT)
        for place in range(SESSIONS)
    )  # fmt: skip
    return together((label, Piece(top + measures.DIGIT_HEIGHT, boxes=boxes)))


def _column(place: int) -> float:
    """Return where the line of a session stands."""
    return _GRID_X + (place + 0.5) * _PITCH


def _item(library: Library, place: tuple[str, str]) -> Item:
    form, name = place
    found = {item.name: item for item in library.newest(form).items}.get(name)
    if found is None:
        raise _unfit(place)
    return found


def _unfit(place: tuple[str, ...]) -> KastEvalError:
    return KastEvalError(
        marked("Följebladet kan inte göras: {item} saknas i formulären eller är av annat slag."),
        item=".".join(place),
    )
