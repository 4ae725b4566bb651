"""Rules for numbers and dates that are written by hand (instrument 3.4 and 3.5)."""

from datetime import date

from kast_eval.answers.coding_rules.questions import (
    DAY,
    EVEN_SCALE,
    TIMES_30_DAYS,
    TIMES_90_DAYS,
)
from kast_eval.answers.coding_rules.rule import AMBIGUOUS, CodingRule, ExampleQuestion, TextExample
from kast_eval.kinds.answer import Ruling
from kast_eval.wording import Wording


def _written(
    question: ExampleQuestion, text: str, value: int, *, ruled: bool = True
) -> TextExample:
    """Return the example of a text that is keyed as it stands."""
    shown = text.replace("-", "–")
    paper = Wording(f"«{shown}»", f"“{shown}”")
    return TextExample(paper, question, text, (value,), AMBIGUOUS if ruled else frozenset())


NUMBER_RULES: tuple[CodingRule, ...] = (
    CodingRule(
        "plain-number",
        Wording("Ett tal i rutorna", "A number in the boxes"),
        Wording(
            "Skriv talet som det står. Nollor framför gör ingen skillnad.",
            "Key the number as it stands. Zeros in front make no difference.",
        ),
        (_written(TIMES_30_DAYS, "04", 4, ruled=False),),
    ),
    CodingRule(
        "number-range",
        Wording("Ett intervall i stället för ett tal", "A range instead of a number"),
        Wording(
            "Skriv intervallet som det står. Programmet tar mitten, avrundad uppåt.",
            "Key the range as it stands. The program takes the middle, rounded up.",
        ),
        (_written(TIMES_30_DAYS, "2-3", 3), _written(TIMES_30_DAYS, "5-10", 8)),
    ),
    CodingRule(
        "at-least",
        Wording("«Minst» eller plus", "“At least” or a plus"),
        Wording(
            "Skriv som det står. Programmet tar talet.",
            "Key it as it stands. The program takes the number.",
        ),
        (_written(TIMES_30_DAYS, "minst 4", 4), _written(TIMES_30_DAYS, "4+", 4)),
    ),
    CodingRule(
        "unsure",
        Wording("Ett osäkert tal", "An unsure number"),
        Wording(
            "Skriv talet med frågetecken eller «ca». Programmet tar talet.",
            "Key the number with its question mark or “about”. The program takes the number.",
        ),
        (_written(TIMES_30_DAYS, "0?", 0), _written(TIMES_30_DAYS, "ca 6", 6)),
    ),
    CodingRule(
        "rate",
        Wording("Så ofta, i stället för ett antal", "How often, instead of a number"),
        Wording(
            "Skriv som det står. Programmet räknar om till frågans tidsperiod.",
            "Key it as it stands. The program counts it out over the question's period.",
        ),
        (_written(TIMES_30_DAYS, "1/vecka", 4), _written(TIMES_90_DAYS, "1/vecka", 13)),
    ),
    CodingRule(
        "decimal",
        Wording("Decimal där heltal väntas", "A decimal where a whole number is expected"),
        Wording(
            "Skriv som det står. Programmet avrundar, uppåt från ,5.",
            "Key it as it stands. The program rounds, up from .5.",
        ),
        (_written(EVEN_SCALE, "7,5", 8), _written(TIMES_30_DAYS, "7,4", 7)),
    ),
    CodingRule(
        "number-word",
        Wording("Ord i stället för noll", "A word instead of zero"),
        Wording(
            "Skriv ordet. «Aldrig», «ingen», «inga», «inget» och «noll» blir 0.",
            "Key the word. “Never”, “none” and “zero” become 0.",
        ),
        (_written(TIMES_30_DAYS, "aldrig", 0, ruled=False),),
    ),
    CodingRule(
        "vague-word",
        Wording("Ord som inte går att räkna", "A word that cannot be counted"),
        Wording(
            "Skriv ordet. «Några», «många», «flera» och «ofta» blir −6.",
            "Key the word. “Some”, “few” and “many” become −6.",
        ),
        (_written(TIMES_30_DAYS, "några", -6), _written(TIMES_30_DAYS, "många", -6)),
    ),
    CodingRule(
        "dash",
        Wording("Ett streck i stället för ett tal", "A dash instead of a number"),
        Wording(
            "Skriv ett bindestreck. Det blir 0 bara om det står «Skriv 0» på formuläret. "
            "Annars blir det −7.",
            "Key a hyphen. It becomes 0 only if the form says “Write 0”. Otherwise it is −7.",
        ),
        (_written(TIMES_30_DAYS, "-", 0), _written(TIMES_90_DAYS, "-", -7)),
    ),
    CodingRule(
        "no-day",
        Wording("Ett datum utan dag, eller utan månad", "A date without a day, or without a month"),
        Wording(
            "Skriv det som finns. Saknas dagen räknas den 15:e, med flagga. "
            "Saknas månaden: ta reda på den. Går det inte blir datumet −7.",
            "Key what there is. Without a day the 15th is used, with a flag. Without a month: "
            "find it out. If that cannot be done the date is −7.",
        ),
        (
            TextExample(
                Wording("«2026-03», ingen dag", "“2026-03”, no day"),
                DAY,
                "2026-03",
                (date(2026, 3, 15),),
                frozenset({Ruling.DAY_IMPUTED}),
            ),
            TextExample(
                Wording("«2026», varken månad eller dag", "“2026”, neither month nor day"),
                DAY,
                "2026",
                (-7,),
                AMBIGUOUS,
            ),
        ),
    ),
)
