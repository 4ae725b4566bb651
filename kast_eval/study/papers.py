"""The register of papers: what a clinic keeps, until when, and what may end it."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kast_eval.wording import marked

QUALITY_MONTHS = 6
"""How long forms are kept once they are keyed, for the checks of quality (manual, 19)."""


class PaperKind(StrEnum):
    """What papers are; each kind has its own rule."""

    FORMS = "forms"
    CODE_KEY = "code key"
    CONSENTS = "consents"
    RESEARCH = "research"


KIND_WORDS: Mapping[PaperKind, str] = {
    PaperKind.FORMS: marked("Ifyllda formulär"),
    PaperKind.CODE_KEY: marked("Kodnyckel"),
    PaperKind.CONSENTS: marked("Samtycken"),
    PaperKind.RESEARCH: marked("Forskningsmaterial"),
}

RULE_WORDS: Mapping[PaperKind, str] = {
    PaperKind.FORMS: marked(
        "Sparas tills allt är inskrivet, jämfört och besvarat, och sex månader till."
    ),
    PaperKind.CODE_KEY: marked(
        "Förstörs när den sista uppföljningen är gjord, på den dag som klienterna har fått veta."
    ),
    PaperKind.CONSENTS: marked("Sparas till den dag som beslutet anger."),
    PaperKind.RESEARCH: marked("Sparas minst tio år efter slutrapporten."),
}


class Outcome(StrEnum):
    """How papers leave the register."""

    DISPOSED = "disposed"
    ARCHIVED = "archived"
    STRUCK = "struck"


OUTCOME_WORDS: Mapping[Outcome, str] = {
    Outcome.DISPOSED: marked("gallrade"),
    Outcome.ARCHIVED: marked("överlämnade till arkivet"),
    Outcome.STRUCK: marked("strukna ur registret, fel införda"),
}


class Standing(StrEnum):
    """How it stands with papers today."""

    WAITS = "waits"
    KEPT = "kept"
    UNDECIDED = "undecided"
    DUE = "due"
    ENDED = "ended"


STANDING_WORDS: Mapping[Standing, str] = {
    Standing.WAITS: marked("sparas: allt är inte klart"),
    Standing.KEPT: marked("sparas"),
    Standing.UNDECIDED: marked("tiden är ute, men inget beslut om gallring är noterat"),
    Standing.DUE: marked("får gallras enligt beslut"),
    Standing.ENDED: marked("avslutade"),
}


@dataclass(frozen=True)
class Decision:
    """A decision that a kind of papers may be disposed of: its reference, and from when it is."""

    public_id: str
    kind: PaperKind
    reference: str
    decided_on: date
    noted_by: str
    noted_at: datetime


@dataclass(frozen=True)
class Ending:
    """How papers left the register, and who saw it."""

    outcome: Outcome
    decision: str | None
    ended_on: date
    amount: int | None
    note: str
    witness: str
    noted_by: str
    noted_at: datetime


@dataclass(frozen=True)
class Paper:
    """Papers that are kept together. `amount` counts sheets, None where nobody has counted."""

    public_id: str
    site_code: str
    kind: PaperKind
    what: str
    period_from: date
    period_to: date
    amount: int | None
    keep_until: date | None
    location: str
    added_by: str
    added_at: datetime
    ending: Ending | None = None


@dataclass(frozen=True)
class Readiness:
    """What the program knows of how ready papers are: how much is open, and the last keying."""

    open: int
    last_keyed: date | None = None


@dataclass(frozen=True)
class Kept:
    """How it stands with papers: since when they are due, or from when."""

    standing: Standing
    due: date | None


def standing_of(paper: Paper, ready: Readiness, *, decided: bool, today: date) -> Kept:
    """Return how it stands today; nothing is ever ended by that alone."""
    due = due_day(paper, ready)
    if paper.ending is not None:
        return Kept(Standing.ENDED, due)
    if due is None:
        return Kept(Standing.WAITS, None)
    if today < due:
        return Kept(Standing.KEPT, due)
    return Kept(Standing.DUE if decided else Standing.UNDECIDED, due)


def due_day(paper: Paper, ready: Readiness) -> date | None:
    """Return the day from which papers may be disposed of; None while something is open."""
    if ready.open:
        return None
    if paper.kind is not PaperKind.FORMS:
        return paper.keep_until
    if ready.last_keyed is None:
        return None
    return months_later(max(ready.last_keyed, paper.period_to), QUALITY_MONTHS)


def months_later(day: date, months: int) -> date:
    """Return the same day some months later, or the last of that month."""
    year, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + year, month + 1)[1]
    return date(day.year + year, month + 1, min(day.day, last))
