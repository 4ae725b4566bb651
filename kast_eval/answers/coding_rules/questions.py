"""The made-up questions that the coding rules take their examples from."""

from kast_eval.answers.coding_rules.rule import ExampleQuestion
from kast_eval.kinds import Choice, Count, Day, Scale, Several, Words
from kast_eval.kinds.ticks import Ties
from kast_eval.wording import Wording

UNORDERED = ExampleQuestion(
    Wording("En ruta av tre, utan ordning", "One box of three, unordered"),
    Choice({1: Wording("a", "a"), 2: Wording("b", "b"), 3: Wording("c", "c")}),
)
EVEN_SCALE = ExampleQuestion(
    Wording("Skala 0–10, jämnt frågenummer", "Scale 0–10, even question number"),
    Scale(0, 10, {}, Ties.LOWER),
)
ODD_SCALE = ExampleQuestion(
    Wording("Skala 0–10, udda frågenummer", "Scale 0–10, odd question number"),
    Scale(0, 10, {}, Ties.HIGHER),
)
LICENSED_SCALE = ExampleQuestion(
    Wording("Skala i ett licensierat instrument", "Scale in a licensed instrument"),
    Scale(0, 10, {}, Ties.NONE),
)
TIMES_30_DAYS = ExampleQuestion(
    Wording(
        "Antal på 30 dagar, med texten «Skriv 0»", "Number in 30 days, with the text “Write 0”"
    ),
    Count(99, window=30, dash_is_zero=True),
)
TIMES_90_DAYS = ExampleQuestion(
    Wording(
        "Antal på 3 månader, utan texten «Skriv 0»",
        "Number in 3 months, without the text “Write 0”",
    ),
    Count(300, window=90),
)
BOXES = ExampleQuestion(
    Wording("Tre rutor, högst två kryss", "Three boxes, two crosses at most"),
    Several(
        {"x": Wording("x", "x"), "y": Wording("y", "y"), "z": Wording("z", "z")},
        Wording("inget av detta", "none of these"),
        at_most=2,
    ),
)
DAY = ExampleQuestion(Wording("Ett datum", "A date"), Day())
LINE = ExampleQuestion(
    Wording("Skrivrad vid rutan «annat»", "Line beside the box “other”"), Words(1, 60)
)
