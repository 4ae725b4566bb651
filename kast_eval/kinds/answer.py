"""What every kind speaks of: columns, answers, missing reasons, rulings and problems."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, IntEnum, StrEnum
from functools import cached_property

from kast_eval.wording import Wording, marked


class Missing(IntEnum):
    """Why there is no value (manual, chapter 11); every valid value is 0 or more."""

    SKIPPED = -1
    NOT_APPLICABLE = -2
    DONT_KNOW = -3
    REFUSED = -4
    SEVERAL_MARKS = -5
    UNREADABLE = -6
    UNANSWERED = -7
    FORM_MISSING = -8
    NOT_ASKED = -9
    REMOVED = -10


UNCLEAR = (Missing.SEVERAL_MARKS, Missing.UNREADABLE)
"""Something was written, and no rule could read it."""

NEVER_ASKED = frozenset({Missing.SKIPPED, Missing.NOT_ASKED, Missing.FORM_MISSING})
"""Nobody was led to the question."""

MISSING_LABELS: Mapping[int, Wording] = {
    Missing.SKIPPED: Wording("Ej aktuell (hoppfråga)", "Not applicable (skipped)"),
    Missing.NOT_APPLICABLE: Wording("Ej tillämpligt", "Does not apply"),
    Missing.DONT_KNOW: Wording("Vet ej / minns inte", "Don't know / don't remember"),
    Missing.REFUSED: Wording("Vill inte svara", "Prefer not to answer"),
    Missing.SEVERAL_MARKS: Wording("Ogiltigt – flera kryss", "Invalid – several ticks"),
    Missing.UNREADABLE: Wording("Orimligt eller oläsligt", "Implausible or illegible"),
    Missing.UNANSWERED: Wording("Obesvarad", "Unanswered"),
    Missing.FORM_MISSING: Wording("Formulär saknas", "Form missing"),
    Missing.NOT_ASKED: Wording("Frågan finns inte i versionen", "Not asked in this version"),
    Missing.REMOVED: Wording("Borttaget för skydd", "Removed for disclosure control"),
}


class Ruling(StrEnum):
    """A coding rule that was needed to read a text; the dataset carries each as a flag."""

    AMBIGUOUS = "ambiguous"
    """A range, an unsure number or two marks (manual, 10)."""
    TOO_MANY = "too_many"
    """More ticks than the question allows: all are kept."""
    CONTRADICTION = "contradiction"
    """The answer contradicts itself or another answer: kept as written."""
    SKIP_ANSWERED = "skip_answered"
    """A question that should have been skipped was answered: kept."""
    DAY_IMPUTED = "day_imputed"
    """The day of the month was missing: the 15th is used."""


RULING_LABELS: Mapping[Ruling, Wording] = {
    Ruling.AMBIGUOUS: Wording(
        "Oklart märke eller tal, kodat enligt manualen",
        "Ambiguous mark or number, coded by the manual",
    ),
    Ruling.TOO_MANY: Wording("Fler kryss än frågan tillåter", "More ticks than allowed"),
    Ruling.CONTRADICTION: Wording("Svar som motsäger varandra", "Contradictory answers"),
    Ruling.SKIP_ANSWERED: Wording(
        "Besvarad trots att frågan skulle hoppas över", "Answered although it was to be skipped"
    ),
    Ruling.DAY_IMPUTED: Wording(
        "Dag i månaden saknades, den 15:e används", "Day of the month missing, the 15th is used"
    ),
}

Value = int | date


@dataclass(frozen=True)
class Answer:
    """What a text means: one value for each column of its item, a negative one is a reason."""

    values: tuple[Value, ...]
    rulings: frozenset[Ruling] = field(default_factory=frozenset)

    @cached_property
    def missing(self) -> Missing | None:
        """Return the reason if the answer as a whole is missing."""
        first = next(iter(self.values), None)
        return Missing(first) if isinstance(first, int) and first < 0 else None


class Problem(Enum):
    """Why a text cannot be read; the value is a marked text of the program."""

    NO_SUCH_CHOICE = marked("{choice} finns inte bland rutorna. Skriv något av {choices}.")
    SAME_TWICE = marked("Samma ruta står två gånger. Skriv varje kryssad ruta en gång.")
    NOT_A_NUMBER = marked(
        "Det här går inte att läsa som ett antal. Skriv siffror, till exempel 4, "
        "eller det som står på papperet: 2-3, minst 4, aldrig."
    )
    NO_WINDOW = marked("Frågan gäller ingen tidsperiod. Räkna om till ett antal.")
    TOO_LARGE = marked(
        "Talet är större än {largest}. Jämför med papperet. Står det så där: skriv o (orimligt)."
    )
    TOO_SMALL = marked(
        "Talet är mindre än {smallest}. Jämför med papperet. Står det så där: skriv o (orimligt)."
    )
    NOT_A_DAY = marked(
        "Datumet går inte att läsa. Skriv år, månad och dag, till exempel 2026-03-09. "
        "Saknas dagen: 2026-03."
    )
    NO_SUCH_DAY = marked("Den dagen finns inte i kalendern. Jämför med papperet.")
    TOO_EARLY = marked("Datumet ligger före {earliest}. Jämför med papperet.")
    IN_THE_FUTURE = marked("Datumet har inte varit än. Jämför med papperet.")
    TOO_LONG = marked("Texten är längre än {largest} tecken. Korta den.")
    TWO_TEXTS = marked("Frågan kom in två gånger med olika svar. Skriv svaret en gång.")


class AnswerError(Exception):
    """A text that its kind cannot read; never carries the text itself."""

    def __init__(self, problem: Problem, **details: object) -> None:
        """Keep what is wrong and the details that help to mend it."""
        super().__init__(problem.name)
        self.problem = problem
        self.details = details


class Measure(StrEnum):
    """The measure level of a column, in the words of SPSS."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    SCALE = "scale"


@dataclass(frozen=True)
class Column:
    """One column of the dataset: its name, codes with labels, level and unit.

    `label` is what the column adds to the question's wording, as the box of a several-tick item.
    A `day` column holds dates until the dataset turns them into study days.
    """

    name: str
    measure: Measure
    labels: Mapping[int, Wording] = field(default_factory=dict)
    label: Wording | None = None
    unit: Wording | None = None
    smallest: int | None = None
    largest: int | None = None
    is_day: bool = False
