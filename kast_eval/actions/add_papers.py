"""Add papers to the register of a clinic."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from kast_eval.actions.steps.registered import (
    RegisterError,
    typed_amount,
    typed_day,
    typed_words,
)
from kast_eval.store.events import note_event
from kast_eval.store.papers import add_paper, new_public_id
from kast_eval.store.session import Session
from kast_eval.study.papers import Paper, PaperKind
from kast_eval.study.roles import Permission, User, require
from kast_eval.wording import marked

Choice = TypeVar("Choice", bound=StrEnum)


def add_papers(
    session: Session, user: User, now: datetime, typed: Mapping[str, str], *, site_code: str
) -> str:
    """Keep what was typed, and return the public id of the papers; raises RegisterError."""
    require(user, Permission.KEEP_PAPERS, site_code)
    kind = chosen("kind", typed.get("kind", ""), PaperKind)
    first = typed_day("period_from", typed.get("period_from", ""))
    last = typed_day("period_to", typed.get("period_to", ""))
    if last < first:
        raise RegisterError("period_to", marked("Den sista dagen är före den första."))
    paper = Paper(
        new_public_id(),
        site_code,
        kind,
        typed_words(
            "what", typed.get("what", ""), marked("Skriv vad det är, till exempel pärm 3.")
        ),
        first,
        last,
        typed_amount("amount", typed.get("amount", "")),
        _keep_until(kind, typed.get("keep_until", "")),
        typed_words("location", typed.get("location", ""), marked("Skriv var papperen står.")),
        user.name,
        now,
    )
    add_paper(session, paper)
    note_event(session, now, user.name, "added papers", paper.public_id, site_code=site_code)
    return paper.public_id


def chosen(field: str, typed: str, kinds: type[Choice]) -> Choice:
    """Return which of the choices was made."""
    if typed not in set(kinds):
        raise RegisterError(field, marked("Välj ett av alternativen."))
    return kinds(typed)


def _keep_until(kind: PaperKind, typed: str) -> date | None:
    """Return the day that was set; that of forms follows from what is keyed."""
    return None if kind is PaperKind.FORMS else typed_day("keep_until", typed)
