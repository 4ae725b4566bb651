"""The words that every sheet prints of its own; what is asked stands in the definitions."""

from kast_eval.definition.form import Filler
from kast_eval.kinds.answer import MISSING_LABELS, Missing
from kast_eval.wording import Wording

REFUSAL = MISSING_LABELS[Missing.REFUSED]
_FILLED_BY = {
    Filler.CLIENT: Wording("fylls i av klienten", "filled in by the client"),
    Filler.STAFF: Wording("fylls i av behandlaren", "filled in by the counsellor"),
}
CLIENT_CODE = Wording("Klientkod: etikett eller skriv", "Client code: label or write")
CLIENT_CODE_SHORT = Wording("Klientkod", "Client code")
SESSION_NUMBER = Wording("Samtal nummer", "Session number")
REFERENCE = Wording("Rutorna lämnas tomma", "Leave these boxes empty")
YEAR_MONTH_DAY = Wording("år, månad, dag", "year, month, day")
LABELS = Wording("Etiketter med klientkoder", "Labels with client codes")
TRAINING = Wording("ÖVNING", "ÖVNING · TRAINING")


def under_title(letter: str, filler: Filler) -> Wording:
    """Return the line under the title: the letter that staff know the form by, and who fills it."""
    by = _FILLED_BY[filler]
    return Wording(f"Formulär {letter} · {by.sv}", f"Form {letter} · {by.en}")


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
