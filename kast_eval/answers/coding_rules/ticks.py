"""Rules for crosses in boxes (instrument 3.4)."""

from kast_eval.answers.coding_rules.questions import (
    BOXES,
    EVEN_SCALE,
    LICENSED_SCALE,
    ODD_SCALE,
    UNORDERED,
)
from kast_eval.answers.coding_rules.rule import AMBIGUOUS, CodingRule, TextExample
from kast_eval.kinds.answer import Ruling
from kast_eval.wording import Wording

TICK_RULES: tuple[CodingRule, ...] = (
    CodingRule(
        "one-tick",
        Wording("Ett tydligt kryss", "One clear cross"),
        Wording(
            "Skriv rutans kod, eller rutans bokstav: första rutan är a, nästa b.",
            "Key the code of the box, or its letter: the first box is a, the next b.",
        ),
        (
            TextExample(Wording("kryss i ruta 2", "cross in box 2"), UNORDERED, "2", (2,)),
            TextExample(Wording("kryss i ruta 2", "cross in box 2"), UNORDERED, "b", (2,)),
        ),
    ),
    CodingRule(
        "struck-out",
        Wording(
            "Två kryss, men den ena rutan är överstruken eller helt ifylld",
            "Two crosses, but one box is struck out or filled solid",
        ),
        Wording(
            "Det kryss som är kvar gäller. Skriv bara det.",
            "The cross that remains counts. Key that one only.",
        ),
        (
            TextExample(
                Wording("ruta 1 överstruken, kryss i ruta 3", "box 1 struck out, cross in box 3"),
                UNORDERED,
                "3",
                (3,),
            ),
        ),
    ),
    CodingRule(
        "two-ticks",
        Wording(
            "Två kryss på en fråga med ett svar, utan ordning mellan rutorna",
            "Two crosses on a question with one answer, the boxes unordered",
        ),
        Wording(
            "Skriv båda. Programmet kodar −5, för ingen kan veta vilket som gäller.",
            "Key both. The program codes −5, as nobody can know which one counts.",
        ),
        (
            TextExample(
                Wording("kryss i ruta 1 och 2", "crosses in boxes 1 and 2"),
                UNORDERED,
                "1|2",
                (-5,),
                AMBIGUOUS,
            ),
        ),
    ),
    CodingRule(
        "two-neighbours",
        Wording(
            "Två kryss i rutor bredvid varandra på en skala",
            "Two crosses in neighbouring boxes of a scale",
        ),
        Wording(
            "Skriv båda. På våra egna frågor räknar programmet det lägre vid jämnt frågenummer "
            "och det högre vid udda. Så drar regeln varken uppåt eller nedåt. I ett licensierat "
            "instrument blir det −5, om inte dess egen manual säger annat.",
            "Key both. On our own questions the program takes the lower one at even question "
            "numbers and the higher one at odd, so that the rule pulls neither up nor down. In a "
            "licensed instrument it is −5, unless its own manual says otherwise.",
        ),
        (
            TextExample(
                Wording("kryss i 3 och 4", "crosses in 3 and 4"), EVEN_SCALE, "3|4", (3,), AMBIGUOUS
            ),
            TextExample(
                Wording("kryss i 3 och 4", "crosses in 3 and 4"), ODD_SCALE, "3|4", (4,), AMBIGUOUS
            ),
            TextExample(
                Wording("kryss i 3 och 4", "crosses in 3 and 4"),
                LICENSED_SCALE,
                "3|4",
                (-5,),
                AMBIGUOUS,
            ),
        ),
    ),
    CodingRule(
        "two-apart",
        Wording("Två kryss i rutor med avstånd på en skala", "Two crosses apart on a scale"),
        Wording("Skriv båda. Programmet kodar −5.", "Key both. The program codes −5."),
        (
            TextExample(
                Wording("kryss i 3 och 5", "crosses in 3 and 5"),
                EVEN_SCALE,
                "3|5",
                (-5,),
                AMBIGUOUS,
            ),
        ),
    ),
    CodingRule(
        "between-boxes",
        Wording("Kryss mellan två rutor", "A cross between two boxes"),
        Wording(
            "Skriv båda rutorna. På en skala gäller regeln för två kryss bredvid varandra. "
            "På andra frågor blir det −5.",
            "Key both boxes. On a scale the rule for two neighbouring crosses holds. "
            "On other questions it is −5.",
        ),
        (
            TextExample(
                Wording("kryss mellan 3 och 4", "cross between 3 and 4"),
                EVEN_SCALE,
                "3-4",
                (3,),
                AMBIGUOUS,
            ),
            TextExample(
                Wording("kryss mellan ruta 2 och 3", "cross between boxes 2 and 3"),
                UNORDERED,
                "2|3",
                (-5,),
                AMBIGUOUS,
            ),
        ),
    ),
    CodingRule(
        "ring",
        Wording(
            "Ring runt texten, eller understruken text", "A ring around the text, or underlining"
        ),
        Wording(
            "Räkna det som ett kryss, om det är klart vilken ruta som menas.",
            "Count it as a cross, if it is clear which box is meant.",
        ),
        (
            TextExample(
                Wording("ring runt första svaret", "ring around the first answer"),
                UNORDERED,
                "1",
                (1,),
            ),
        ),
    ),
    CodingRule(
        "changed-ink",
        Wording("Svaret är ändrat med annan penna", "The answer was changed with another pen"),
        Wording(
            "Det sista tydliga märket gäller. Finns det två ifyllnadsdatum är det två formulär: "
            "fråga formuläransvarig.",
            "The last clear mark counts. Two dates of filling in mean two forms: "
            "ask the person responsible for forms.",
        ),
        (
            TextExample(
                Wording(
                    "1 struket med blå penna, kryss i 3 med svart",
                    "1 struck out in blue, cross in 3 in black",
                ),
                UNORDERED,
                "3",
                (3,),
            ),
        ),
    ),
    CodingRule(
        "none-ticked",
        Wording(
            "Inga kryss på en fråga med flera svar", "No crosses on a question with several answers"
        ),
        Wording(
            "Är rutan «inget av detta» kryssad: skriv 0, och alla delar får koden 0. "
            "Är ingen ruta alls kryssad: lämna tomt, och alla delar får −7.",
            "Is the box “none of these” crossed: key 0, and every part gets the code 0. "
            "Is no box crossed at all: leave it blank, and every part gets −7.",
        ),
        (
            TextExample(
                Wording("kryss i «inget av detta»", "cross in “none of these”"),
                BOXES,
                "0",
                (0, 0, 0),
            ),
            TextExample(Wording("inga kryss alls", "no crosses at all"), BOXES, "", (-7, -7, -7)),
        ),
    ),
    CodingRule(
        "none-and-others",
        Wording(
            "Kryss både i «inget av detta» och i en annan ruta",
            "Crosses both in “none of these” and in another box",
        ),
        Wording(
            "Skriv alla. De andra kryssen räknas och svaret flaggas som motsägande.",
            "Key all. The other crosses count and the answer is flagged as contradictory.",
        ),
        (
            TextExample(
                Wording("kryss i ruta 2 och i «inget av detta»", "crosses in box 2 and in “none”"),
                BOXES,
                "2 0",
                (0, 1, 0),
                frozenset({Ruling.CONTRADICTION}),
            ),
        ),
    ),
    CodingRule(
        "too-many",
        Wording("Fler kryss än frågan tillåter", "More crosses than the question allows"),
        Wording("Skriv alla. Alla behålls och flaggas.", "Key all. All are kept and flagged."),
        (
            TextExample(
                Wording("tre kryss där högst två får finnas", "three crosses where two are most"),
                BOXES,
                "1 2 3",
                (1, 1, 1),
                frozenset({Ruling.TOO_MANY}),
            ),
        ),
    ),
)
