"""The recovery code on paper: one page for a sealed envelope."""

import itertools
from collections.abc import Sequence
from datetime import date

from kast_eval.paper import measures
from kast_eval.paper.draw import draw_piece
from kast_eval.paper.ink import Ink
from kast_eval.paper.page import Line
from kast_eval.paper.piece import Align, Piece, Words, same, stacked, together, worded
from kast_eval.paper.type import Style, shorten
from kast_eval.wording import Language, Wording

_LEFT, _RIGHT, _HEAD = 24.0, 186.0, 18.0
_ROOM = _RIGHT - _LEFT
_COLUMNS, _GAP = 2, 8.0
_CELL = (_ROOM - (_COLUMNS - 1) * _GAP) / _COLUMNS
_CELL_HEIGHT = 17.0
_NUMBER_WIDTH = 12.0
_INDENT = 7.0
_WRITE, _LINE = 11.0, 18.0
"""Where the rule of a line to write on stands, and how high such a line is."""

_TITLE = Wording("Återställningskod", "Recovery code")
_WHY = Wording(
    "Koden öppnar mottagningens databas när lösenfrasen är glömd eller datorn är borta. Utan "
    "lösenfrasen och utan koden kan ingen läsa svaren, inte heller de som har gjort programmet.",
    "The code opens the clinic's database when the passphrase is forgotten or the computer is "
    "gone. Without the passphrase and without the code nobody can read the answers, not even "
    "those who made the program.",
)
_MARK = Wording("Nyckelns märke: {}", "The key's mark: {}")
_SIGNS = Wording(
    "Koden har siffror och bokstäver, men aldrig I, L, O eller U: en ring är alltid siffran noll.",
    "The code has digits and letters, but never I, L, O or U: a ring is always the digit zero.",
)
_KEEPING = Wording("Så förvaras koden", "How the code is kept")
_RULES = (
    Wording(
        "Lägg papperet i ett kuvert, klistra igen det och skriv namn över kanten. Ett brutet "
        "kuvert betyder att koden ska bytas.",
        "Put the paper into an envelope, seal it and sign across the edge. A broken envelope "
        "means that the code is to be changed.",
    ),
    Wording(
        "Lägg kuvertet i ett låst skåp i ett annat rum än datorn och säkerhetskopiorna.",
        "Put the envelope into a locked cabinet in another room than the computer and the backups.",
    ),
    Wording(
        "Fotografera, mejla och kopiera den inte. Den som har koden och en kopia av databasen "
        "kan läsa allt.",
        "Do not photograph, mail or copy it. Whoever has the code and a copy of the database can "
        "read everything.",
    ),
)
_USING = Wording("Så används koden", "How the code is used")
_STEPS = (
    Wording(
        "Starta programmet, välj att öppna med koden på papper och skriv grupperna i ordning. "
        "Programmet säger vilken grupp som är fel skriven.",
        "Start the program, choose to open with the code on paper and type the groups in order. "
        "The program says which group is typed wrong.",
    ),
    Wording(
        "Välj sedan en ny lösenfras. Strimla papperet först när en ny kod är utskriven och prövad.",
        "Then choose a new passphrase. Shred the paper only when a new code is printed and tried.",
    ),
)
_FIELDS = (
    Wording("Förvaras i", "Kept in"),
    Wording("Datum", "Date"),
    Wording("Lagt i kuvert av", "Put into the envelope by"),
    Wording("Bevittnat av", "Witnessed by"),
)


def print_recovery_page(
    groups: Sequence[str], *, clinic: str, mark: str, day: date, language: Language
) -> bytes:
    """Return the page as a PDF; `mark` is the public name of the key that the code opens."""
    # The title of the file says what it is, and never the code.
    ink = Ink(f"{_TITLE.in_language(language)} {day.isoformat()}", language)
    draw_piece(ink, recovery_page(groups, clinic=clinic, mark=mark, day=day), language)
    ink.end_page()
    return ink.finish()


def recovery_page(groups: Sequence[str], *, clinic: str, mark: str, day: date) -> Piece:
    """Return the page."""
    under = same(shorten(f"{clinic}, {day.isoformat()}", Style.HEADING, _ROOM))
    named = Wording(_MARK.sv.format(mark), _MARK.en.format(mark))
    head = (_words(_TITLE, Style.TITLE), _words(under, Style.HEADING))
    parts = (
        stacked(head, 1.0),
        _words(_WHY, Style.BODY),
        stacked((_code(groups), _words(_SIGNS, Style.LABEL), _words(named, Style.LABEL)), 3.0),
        _list(_KEEPING, _RULES),
        _list(_USING, _STEPS),
        _fields(),
    )
    return stacked(parts, 8.0).lowered(_HEAD)


def _words(wording: Wording, style: Style, indent: float = 0.0) -> Piece:
    return worded(Words(wording, _LEFT + indent, 0, _ROOM - indent, style))


def _code(groups: Sequence[str]) -> Piece:
    """Return the groups in frames, two in a row, each with its number."""
    rows = [
        together(
            _group(place, groups[place]).moved((place - first) * (_CELL + _GAP))
            for place in range(first, min(first + _COLUMNS, len(groups)))
        )
        for first in range(0, len(groups), _COLUMNS)
    ]
    return stacked(rows, 4.0)


def _group(place: int, signs: str) -> Piece:
    number = Words(
        same(str(place + 1)),
        _LEFT,
        Style.LABEL.top_for_middle(_CELL_HEIGHT / 2),
        _NUMBER_WIDTH,
        Style.LABEL,
        Align.MIDDLE,
    )
    code = Words(
        same(signs),
        _LEFT + _NUMBER_WIDTH,
        Style.POSTER_LETTER.top_for_middle(_CELL_HEIGHT / 2),
        _CELL - _NUMBER_WIDTH,
        Style.POSTER_LETTER,
        Align.MIDDLE,
    )
    right, low = _LEFT + _CELL, _CELL_HEIGHT
    corners = ((_LEFT, 0.0), (right, 0.0), (right, low), (_LEFT, low), (_LEFT, 0.0))
    frame = (Line(*start, *end, measures.OUTLINE) for start, end in itertools.pairwise(corners))
    return Piece(_CELL_HEIGHT, (number, code), tuple(frame))


def _list(title: Wording, entries: Sequence[Wording]) -> Piece:
    numbered = (
        together((_words(same(f"{number}."), Style.LABEL), _words(entry, Style.LABEL, _INDENT)))
        for number, entry in enumerate(entries, start=1)
    )
    return stacked((_words(title, Style.HEADING), *numbered), 1.5)


def _fields() -> Piece:
    """Return the lines that are filled in by hand, two beside each other."""
    placed = (
        _field(wording).moved(place % _COLUMNS * (_CELL + _GAP)).lowered(place // _COLUMNS * _LINE)
        for place, wording in enumerate(_FIELDS)
    )
    return together(placed)


def _field(wording: Wording) -> Piece:
    rule = Line(_LEFT, _WRITE, _LEFT + _CELL, _WRITE, measures.HAIRLINE)
    name = Words(wording, _LEFT, _WRITE + 0.8, _CELL, Style.LEGEND)
    return Piece(_LINE, (name,), (rule,))
