"""Every row of the table of ambiguous paper marks (instrument 3.4), quoted, with its code."""

import pytest

from kast_eval.kinds import Choice, Count, Kind, Scale, Several
from kast_eval.kinds.answer import Answer, Missing, Ruling
from kast_eval.kinds.ticks import Ties
from kast_eval.wording import Wording


def worded(text: str) -> Wording:
    return Wording(text, text)


NOMINAL = Choice({1: worded("a"), 2: worded("b"), 3: worded("c")})
ORDERED_EVEN = Scale(0, 10, {}, Ties.LOWER)
ORDERED_ODD = Scale(0, 10, {}, Ties.HIGHER)
LICENSED = Scale(0, 10, {}, Ties.NONE)
TIMES_30_DAYS = Count(99, window=30, dash_is_zero=True)
TIMES_90_DAYS = Count(300, window=90)
BOXES = Several({"x": worded("x"), "y": worded("y"), "z": worded("z")}, worded("none"), at_most=2)

AMBIGUOUS = frozenset({Ruling.AMBIGUOUS})
NO_RULING: frozenset[Ruling] = frozenset()

ROWS: list[tuple[str, Kind, str, tuple[int, ...], frozenset[Ruling]]] = [
    ("One clear tick", NOMINAL, "2", (2,), NO_RULING),
    ("Two ticks, one crossed out/filled solid: the remaining one", NOMINAL, "3", (3,), NO_RULING),
    ("Two ticks, single choice, nominal", NOMINAL, "1|2", (-5,), AMBIGUOUS),
    (
        "Two adjacent ticks: lower code at even question numbers",
        ORDERED_EVEN,
        "3|4",
        (3,),
        AMBIGUOUS,
    ),
    ("Two adjacent ticks: higher at odd", ORDERED_ODD, "3|4", (4,), AMBIGUOUS),
    ("-5 in licensed instruments", LICENSED, "3|4", (-5,), AMBIGUOUS),
    ("Two non-adjacent ticks", ORDERED_EVEN, "3|5", (-5,), AMBIGUOUS),
    ("Tick between boxes: as two adjacent", ORDERED_EVEN, "3-4", (3,), AMBIGUOUS),
    ("Tick between boxes, else", NOMINAL, "2|3", (-5,), AMBIGUOUS),
    ("Ring around the text: valid if unambiguous", NOMINAL, "1", (1,), NO_RULING),
    ("Number range 2-3: midpoint rounded up", TIMES_30_DAYS, "2–3", (3,), AMBIGUOUS),
    ("Number range 5-10", TIMES_30_DAYS, "5-10", (8,), AMBIGUOUS),
    ("minst 4", TIMES_30_DAYS, "minst 4", (4,), AMBIGUOUS),
    ("4+", TIMES_30_DAYS, "4+", (4,), AMBIGUOUS),
    ("några", TIMES_30_DAYS, "några", (-6,), AMBIGUOUS),
    ("många", TIMES_30_DAYS, "Många", (-6,), AMBIGUOUS),
    ("1/vecka in a 30-d item", TIMES_30_DAYS, "1/vecka", (4,), AMBIGUOUS),
    ("1/vecka in 90-d", TIMES_90_DAYS, "1/vecka", (13,), AMBIGUOUS),
    ("0?", TIMES_30_DAYS, "0?", (0,), AMBIGUOUS),
    ("Decimal on integer scale (7,5): round up from .5", ORDERED_EVEN, "7,5", (8,), AMBIGUOUS),
    ("Decimal under .5", ORDERED_EVEN, "7.4", (7,), AMBIGUOUS),
    ("Text instead of number (aldrig)", TIMES_30_DAYS, "aldrig", (0,), NO_RULING),
    ("streck: 0 only if the printed instruction says so", TIMES_30_DAYS, "–", (0,), AMBIGUOUS),
    ("streck: else -7", TIMES_90_DAYS, "-", (-7,), AMBIGUOUS),
    ("Skipped page: all items -7", NOMINAL, "", (-7,), NO_RULING),
    ("Multi-response with no tick: the none box", BOXES, "0", (0, 0, 0), NO_RULING),
    ("Multi-response with no tick, else -7", BOXES, "", (-7, -7, -7), NO_RULING),
    (
        "More ticks than max: key all, flag",
        BOXES,
        "1 2 3",
        (1, 1, 1),
        frozenset({Ruling.TOO_MANY}),
    ),
    ("Changed ink: the last clear mark", NOMINAL, "3", (3,), NO_RULING),
    ("Unreadable: -6 after second reader", NOMINAL, "o", (-6,), NO_RULING),
    ("Vill inte svara", NOMINAL, "v", (-4,), NO_RULING),
    ("?", NOMINAL, "?", (-3,), NO_RULING),
    ("respondent writes not relevant", TIMES_30_DAYS, "t", (-2,), NO_RULING),
    ("an ambiguous mark that a note explains", NOMINAL, "x", (-6,), AMBIGUOUS),
]


@pytest.mark.parametrize(
    ("kind", "text", "values", "rulings"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS]
)
def test_a_mark_is_coded_as_the_manual_says(
    kind: Kind, text: str, values: tuple[int, ...], rulings: frozenset[Ruling]
) -> None:
    assert kind.read(text) == Answer(values, rulings)


@pytest.mark.parametrize("mark", ["t", "?", "v", "o", "x", ""])
@pytest.mark.parametrize("kind", [NOMINAL, ORDERED_EVEN, TIMES_30_DAYS, BOXES])
def test_a_missing_reason_fills_every_column(kind: Kind, mark: str) -> None:
    answer = kind.read(mark)
    assert len(answer.values) == len(kind.columns("name"))
    assert answer.missing in set(Missing)
