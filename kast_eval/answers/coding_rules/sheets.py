"""Rules for missing answers, and for a whole sheet (instrument 3.4)."""

from kast_eval.answers.coding_rules.questions import LINE, TIMES_30_DAYS, UNORDERED
from kast_eval.answers.coding_rules.rule import AMBIGUOUS, CodingRule, SheetExample, TextExample
from kast_eval.kinds.answer import Ruling
from kast_eval.wording import Wording

_CONTRADICTION = frozenset({Ruling.CONTRADICTION})

SHEET_RULES: tuple[CodingRule, ...] = (
    CodingRule(
        "unanswered",
        Wording("Frågan är tom", "The question is blank"),
        Wording(
            "Lämna tomt. Det blir −7. Hittar du en hel tom sida: se efter om två blad har "
            "fastnat i varandra. Lämna sedan alla frågor tomma.",
            "Leave it blank. It becomes −7. If a whole page is blank: see whether two sheets "
            "stuck together. Then leave all its questions blank.",
        ),
        (TextExample(Wording("ingenting", "nothing"), UNORDERED, "", (-7,)),),
    ),
    CodingRule(
        "refused",
        Wording(
            "«Vill inte svara», ett frågetecken eller «gäller inte mig»",
            "“Prefer not to answer”, a question mark or “does not apply to me”",
        ),
        Wording(
            "Skriv v för vill inte svara, ? för vet ej och t för ej tillämpligt. Läs en kommentar "
            "bredvid frågan på samma sätt: skriv det som den betyder.",
            "Key v for prefer not to answer, ? for does not know and t for does not apply. Read a "
            "comment beside the question in the same way: key what it means.",
        ),
        (
            TextExample(
                Wording("kryss i «Vill inte svara»", "cross in “Prefer not to answer”"),
                UNORDERED,
                "v",
                (-4,),
            ),
            TextExample(
                Wording("«?» eller «minns inte»", "“?” or “do not remember”"),
                UNORDERED,
                "?",
                (-3,),
            ),
            TextExample(
                Wording("«gäller inte mig»", "“does not apply to me”"), TIMES_30_DAYS, "t", (-2,)
            ),
        ),
    ),
    CodingRule(
        "refused-row",
        Wording(
            "En ruta «Vill inte svara» för en rad med två tal",
            "One box “Prefer not to answer” for a row of two numbers",
        ),
        Wording(
            "Krysset gäller varje tal i raden som är tomt. Skriv v för de tomma och det som står "
            "för de andra.",
            "The cross holds for every number of the row that is blank. Key v for the blank ones "
            "and what is written for the others.",
        ),
        (
            SheetExample(
                Wording(
                    "tal till vänster, tomt till höger, kryss",
                    "number on the left, blank on the right, cross",
                ),
                {"happened": "1", "times_30d": "4", "times_90d": "v"},
                "times_90d",
                (-4,),
            ),
            SheetExample(
                Wording("talet till vänster på samma rad", "the number on the left of that row"),
                {"happened": "1", "times_30d": "4", "times_90d": "v"},
                "times_30d",
                (4,),
            ),
        ),
    ),
    CodingRule(
        "unreadable",
        Wording("Svaret går inte att läsa", "The answer cannot be read"),
        Wording(
            "Låt en kollega läsa. Kan ingen läsa det: skriv o. Det blir −6.",
            "Let a colleague read it. If nobody can: key o. It becomes −6.",
        ),
        (
            TextExample(
                Wording("en siffra som ingen kan läsa", "a digit that nobody can read"),
                TIMES_30_DAYS,
                "o",
                (-6,),
            ),
        ),
    ),
    CodingRule(
        "implausible",
        Wording("Talet är orimligt", "The number is implausible"),
        Wording(
            "Programmet tar inte emot tal utanför frågans gränser. Jämför med papperet. "
            "Står det så: skriv o. Det blir −6.",
            "The program does not take numbers outside the question's limits. Compare with the "
            "paper. If it says so: key o. It becomes −6.",
        ),
        (
            TextExample(
                Wording("«300» där högst 99 kan stämma", "“300” where 99 is the most"),
                TIMES_30_DAYS,
                "o",
                (-6,),
            ),
        ),
    ),
    CodingRule(
        "other-mark",
        Wording("Ett märke som ingen regel tar upp", "A mark that none of the rules speaks of"),
        Wording(
            "Skriv x och en anteckning om vad som står. Det blir −6 med flagga. "
            "Koordinatorn samlar fallen och prövar om en ny regel behövs.",
            "Key x and a note of what is there. It becomes −6 with a flag. "
            "The coordinator collects the cases and considers whether a new rule is needed.",
        ),
        (
            TextExample(
                Wording("en pil från en ruta till en annan", "an arrow from one box to another"),
                UNORDERED,
                "x",
                (-6,),
                AMBIGUOUS,
            ),
        ),
    ),
    CodingRule(
        "contradiction",
        Wording("Två svar säger emot varandra", "Two answers contradict each other"),
        Wording(
            "Skriv båda som de står. Programmet frågar en gång. Jämför då med papperet, men fråga "
            "aldrig klienten igen. Står det så: bekräfta. Båda svaren behålls och flaggas.",
            "Key both as they stand. The program asks once. Then compare with the paper, but never "
            "ask the client again. If it says so: confirm. Both answers are kept and flagged.",
        ),
        (
            SheetExample(
                Wording("5 på 30 dagar, 3 på 3 månader", "5 in 30 days, 3 in 3 months"),
                {"happened": "1", "times_30d": "5", "times_90d": "3"},
                "times_30d",
                (5,),
                _CONTRADICTION,
            ),
        ),
    ),
    CodingRule(
        "skipped",
        Wording(
            "Frågan skulle hoppas över och är tom", "The question was to be skipped and is blank"
        ),
        Wording(
            "Lämna tomt. Programmet sätter −1 självt.",
            "Leave it blank. The program sets −1 by itself.",
        ),
        (
            SheetExample(
                Wording("nej på fråga 1, tomt på fråga 2", "no to question 1, question 2 blank"),
                {"happened": "0"},
                "times_30d",
                (-1,),
            ),
        ),
    ),
    CodingRule(
        "skip-answered",
        Wording(
            "Frågan skulle hoppas över men är besvarad",
            "The question was to be skipped but is answered",
        ),
        Wording(
            "Skriv svaret. Det behålls och flaggas. Skriv aldrig över det.",
            "Key the answer. It is kept and flagged. Never overwrite it.",
        ),
        (
            SheetExample(
                Wording("nej på fråga 1, 2 på fråga 2", "no to question 1, 2 on question 2"),
                {"happened": "0", "times_30d": "2", "times_90d": ""},
                "times_30d",
                (2,),
                frozenset({Ruling.SKIP_ANSWERED}),
            ),
        ),
    ),
    CodingRule(
        "straight-line",
        Wording("Samma ruta på alla frågor i rad", "The same box on every question in a row"),
        Wording(
            "Skriv som det står. Kvalitetskontrollen räknar fram mönstret i efterhand.",
            "Key it as it stands. The quality check works out the pattern afterwards.",
        ),
        (
            SheetExample(
                Wording("5 på varje skala", "5 on every scale"),
                {"happened": "1", "times_30d": "5", "times_90d": "5", "mood": "5"},
                "mood",
                (5,),
            ),
        ),
    ),
    CodingRule(
        "by-therapist",
        Wording("Behandlaren har skrivit", "The counsellor has written"),
        Wording(
            "Det är tillåtet bara när formuläret är ifyllt tillsammans (ifyllnadssätt 4) eller "
            "uppläst i telefon (5). Skriv då som vanligt. Annars: fråga formuläransvarig.",
            "That is allowed only when the form was filled in together (fill mode 4) or read out "
            "by telephone (5). Then key as usual. Otherwise: ask the person responsible for forms.",
        ),
        (
            TextExample(
                Wording("ifyllt tillsammans, kryss i ruta 1", "filled in together, cross in box 1"),
                UNORDERED,
                "1",
                (1,),
            ),
        ),
    ),
    CodingRule(
        "own-words",
        Wording("Egna ord", "The client's own words"),
        Wording(
            "Bara texten vid «annat» skrivs in, högst 60 tecken och avidentifierad. "
            "All annan fri text stannar på papperet. Ord blir aldrig kod i datafilen.",
            "Only the text beside “other” is keyed, 60 characters at most and de-identified. "
            "All other free text stays on paper. Words never become a code in the dataset.",
        ),
        (
            TextExample(
                Wording("«pratade med min syster [NAMN]»", "“talked with my sister [NAME]”"),
                LINE,
                "pratade med syster",
                (),
            ),
        ),
    ),
)
