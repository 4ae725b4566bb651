"""The codes for a lost phone on paper: a page for a wallet or a locked drawer."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

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
_ROW = 13.0
_NUMBER_WIDTH, _TICK = 12.0, 5.0
_INDENT = 7.0

_TITLE = Wording("Reservkoder", "Recovery codes")
_WHY = Wording(
    "En kod från listan ersätter telefonens engångskod vid en inloggning, till exempel om "
    "telefonen är borta. Lösenfrasen behövs fortfarande.",
    "A code of the list takes the place of the phone's one-time code at one sign-in, for example "
    "when the phone is gone. The passphrase is still needed.",
)
_RULES = (
    Wording(
        "Varje kod gäller en gång. Kryssa i rutan när den är använd.",
        "Each code holds once. Tick its box when it is used.",
    ),
    Wording(
        "Förvara papperet inlåst, och inte tillsammans med telefonen eller datorn.",
        "Keep the paper locked away, and not together with the phone or the computer.",
    ),
    Wording(
        "Skriv aldrig lösenfrasen på papperet.",
        "Never write the passphrase on the paper.",
    ),
    Wording(
        "Är papperet borta: gör nya koder under ditt namn i programmet. Då gäller inte de här.",
        "If the paper is gone: make new codes under your name in the program. These then end.",
    ),
)


def print_codes_page(codes: Sequence[str], *, name: str, day: date, language: Language) -> bytes:
    """Return the page as a PDF."""
    # The title of the file says what it is, and never a code.
    ink = Ink(f"{_TITLE.in_language(language)} {day.isoformat()}", language)
    draw_piece(ink, codes_page(codes, name=name, day=day), language)
    ink.end_page()
    return ink.finish()


def codes_page(codes: Sequence[str], *, name: str, day: date) -> Piece:
    """Return the page."""
    under = same(shorten(f"{name}, {day.isoformat()}", Style.HEADING, _ROOM))
    head = stacked((_words(_TITLE, Style.TITLE), _words(under, Style.HEADING)), 1.0)
    rules = stacked(
        [
            together((_words(same(f"{number}."), Style.LABEL), _words(rule, Style.LABEL, _INDENT)))
            for number, rule in enumerate(_RULES, start=1)
        ],
        1.5,
    )
    return stacked((head, _words(_WHY, Style.BODY), _codes(codes), rules), 8.0).lowered(_HEAD)


def _words(wording: Wording, style: Style, indent: float = 0.0) -> Piece:
    return worded(Words(wording, _LEFT + indent, 0, _ROOM - indent, style))


def _codes(codes: Sequence[str]) -> Piece:
    """Return the codes, two in a row, each with its number and a box to tick."""
    return together(
        _code(place, code)
        .moved(place % _COLUMNS * (_CELL + _GAP))
        .lowered(place // _COLUMNS * _ROW)
        for place, code in enumerate(codes)
    )


def _code(place: int, signs: str) -> Piece:
    middle = _ROW / 2
    left, top = _LEFT + _NUMBER_WIDTH, middle - _TICK / 2
    right, low = left + _TICK, top + _TICK
    words = (
        Words(
            same(str(place + 1)), _LEFT, Style.LABEL.top_for_middle(middle), _NUMBER_WIDTH - 3,
            Style.LABEL, Align.MIDDLE,
        ),
        Words(
            same(signs), right + 4, Style.HEADING.top_for_middle(middle), _LEFT + _CELL - right - 4,
            Style.HEADING,
        ),
    )  # fmt: skip
    corners = ((left, top), (right, top), (right, low), (left, low), (left, top))
    box = [Line(*start, *end, measures.OUTLINE) for start, end in pairwise(corners)]
    rule = Line(_LEFT, _ROW, _LEFT + _CELL, _ROW, measures.HAIRLINE)
    return Piece(_ROW, words, (*box, rule))
