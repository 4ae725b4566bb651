"""The words that every sheet prints of its own; what is asked stands in the definitions."""

from collections.abc import Sequence

from kast_eval.definition.form import Filler, Subject, Timing
from kast_eval.kinds.answer import MISSING_LABELS, Missing
from kast_eval.wording import Language, Wording

REFUSAL = MISSING_LABELS[Missing.REFUSED]
FILLED_BY = {
    Filler.CLIENT: Wording("fylls i av klienten", "filled in by the client"),
    Filler.RELATIVE: Wording("fylls i av den anhöriga", "filled in by the relative"),
    Filler.STAFF: Wording("fylls i av behandlaren", "filled in by the counsellor"),
    Filler.MANAGER: Wording("fylls i av chefen", "filled in by the manager"),
    Filler.RESEARCHER: Wording("fylls i av forskaren", "filled in by the researcher"),
}
GIVEN_OUT = frozenset({Filler.CLIENT, Filler.RELATIVE})
"""Who is handed a form that the clinic has its own rows on."""
FILLED_BY_CLINIC = Wording("Fylls i av mottagningen", "Filled in by the clinic")
_CODES = {
    Subject.CLIENT: Wording("Klientkod", "Client code"),
    Subject.RELATIVE: Wording("Kod", "Code"),
    Subject.CLINIC: Wording("Kommunkod", "Municipality"),
}
NUMBERS = {
    Timing.SESSION: Wording("Samtal nummer", "Session number"),
    Timing.FOLLOW_UP: Wording("Månader: 3, 6 eller 12", "Months: 3, 6 or 12"),
    Timing.YEAR: Wording("Avser året", "For the year"),
    Timing.OCCASION: Wording("Löpnummer", "Running number"),
    Timing.ROW: Wording("Ark", "Sheet"),
}
"""What the number beside a form is called."""
EXTRA = Wording("Tilläggsfrågor", "Additional questions")
EXTRA_INTRO = Wording(
    "Mottagningen har valt till de här frågorna.", "The clinic has added these questions."
)
REFERENCE = Wording("Rutorna lämnas tomma", "Leave these boxes empty")
YEAR_MONTH_DAY = Wording("år, månad, dag", "year, month, day")
LABELS = Wording("Etiketter med klientkoder", "Labels with client codes")
RELATIVE = Wording("Anhörig", "Relative")
TRAINING = Wording("ÖVNING", "ÖVNING · TRAINING")

FOLLOWING = Wording("Följeblad", "Following-sheet")
FOLLOWING_UNDER = Wording(
    "Tio samtal på ett blad. Ligger i mappen och skrivs inte in.",
    "Ten sessions on one sheet. Kept in the folder and never keyed.",
)
FOLLOWING_HOW = Wording(
    "Fyll i tillsammans efter avstämningens övre del: en prick på samtalets linje i varje rutnät, "
    "och en linje från förra samtalets prick. Saknas svaret: ett streck under rutnätet.",
    "Fill in together after the upper part of the check-in: a dot on the session's line in each "
    "grid, and a line from the dot of the session before. No answer: a stroke under the grid.",
)
SESSION = Wording("Samtal", "Session")
DAY_AND_MONTH = Wording("dag/månad", "day/month")
POSTER = Wording("Vilket formulär när?", "Which form when?")
POSTER_UNDER = Wording(
    "Formulär och tider är ett förslag som studien kan ersätta.",
    "Forms and times are a proposal that the study can replace.",
)


def under_title(letter: str, filler: Filler) -> Wording:
    """Return the line under the title: the letter that staff know the form by, and who fills it."""
    by = FILLED_BY[filler]
    return Wording(f"Formulär {letter} · {by.sv}", f"Form {letter} · {by.en}")


def code(subject: Subject, page: int) -> Wording:
    """Return what stands above the place for the code; the first page says how to fill it in."""
    name = _CODES[subject]
    if page > 1 or subject is Subject.CLINIC:
        return name
    return Wording(f"{name.sv}: etikett eller skriv", f"{name.en}: label or write")


def foot(title: Wording, letter: str, version: int, page: int, pages: int) -> Wording:
    """Return the line at the foot that names form, version and page."""
    return Wording(
        f"{title.sv} ({letter}) · version {version} · sida {page} av {pages}",
        f"{title.en} ({letter}) · version {version} · page {page} of {pages}",
    )


def with_arrow(choice: Wording, number: str | None) -> Wording:
    """Return a choice with the arrow to the question that is asked after it."""
    if number is None:
        return Wording(f"{choice.sv} → du är klar", f"{choice.en} → you are done")
    return Wording(
        f"{choice.sv} → gå till fråga {number}", f"{choice.en} → go to question {number}"
    )


def left_out(labels: Sequence[Wording], number: str) -> Wording:
    """Return whom a question is not for: who ticked one of the choices of an earlier question."""
    sv, en = (
        [f"”{label.sv}”" for label in labels],
        [f"“{label.en}”" for label in labels],
    )
    return Wording(
        f"Gäller inte dig som kryssade {' eller '.join(sv)} i fråga {number}.",
        f"Not for you who crossed {' or '.join(en)} in question {number}.",
    )


def joined(first: Wording, second: Wording | None) -> Wording:
    """Return two wordings one after the other."""
    return Wording(f"{first.sv} {second.sv}", f"{first.en} {second.en}") if second else first


CHAIN = Wording("Händelsekedjan", "Chain of events")


def chain_foot(anchor: str, language: Language) -> str:
    """Return what stands at the foot of a report: the newest link of the chain, in short."""
    return f"{CHAIN.in_language(language)} {anchor}"


WALL_LIST = Wording("Ark att samla in", "Sheets to collect")
WALL_HOW = Wording(
    "Kryssa när arket ligger i mappen. Strimla listan när nästa kommer.",
    "Cross when the sheet is in the folder. Shred the list when the next one comes.",
)
WALL_CODE = Wording("Kod", "Code")
WALL_FORM = Wording("Formulär", "Form")
WALL_LAST_DAY = Wording("Senast", "By")
WALL_LATE = Wording("försenat", "late")
WALL_EMPTY = Wording("Inget ark väntas.", "No sheet is expected.")


def wall_more(sheets: int) -> Wording:
    """Return how many sheets did not find room on the wall list."""
    return Wording(
        f"och {sheets} ark till: se dagens sida i programmet",
        f"and {sheets} more: see today's page in the program",
    )
