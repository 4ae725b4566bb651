"""Queries about the register of papers; each takes the clinics."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, bindparam, exists, func, insert, select
from sqlalchemy.orm import aliased

from kast_eval.store.second_keyings import unfinal_sheets
from kast_eval.store.session import Session
from kast_eval.store.tables import (
    DisposalDecisionRow,
    EntryRow,
    PaperEndRow,
    PaperLocationRow,
    PaperRow,
    QueryAnswerRow,
    QueryRow,
    SheetFactsRow,
    UserRow,
)
from kast_eval.store.users import user_id
from kast_eval.study.papers import Decision, Ending, Outcome, Paper, PaperKind, Readiness

_ADD = insert(PaperRow).returning(PaperRow.id)
_MOVE = insert(PaperLocationRow)
_DECIDE = insert(DisposalDecisionRow)
_END = insert(PaperEndRow)

_LATER = aliased(PaperLocationRow)
_ENDER = UserRow.__table__.alias("ender")
_PAPERS = (
    select(
        PaperRow.public_id,
        PaperRow.site_code,
        PaperRow.kind,
        PaperRow.what,
        PaperRow.period_from,
        PaperRow.period_to,
        PaperRow.amount,
        PaperRow.keep_until,
        PaperLocationRow.location,
        UserRow.name,
        PaperRow.added_at,
        PaperEndRow.outcome,
        DisposalDecisionRow.reference,
        PaperEndRow.ended_on,
        PaperEndRow.amount,
        PaperEndRow.note,
        PaperEndRow.witness,
        _ENDER.c.name,
        PaperEndRow.noted_at,
    )
    .join(UserRow, UserRow.id == PaperRow.added_by)
    .join(PaperLocationRow, PaperLocationRow.paper_id == PaperRow.id)
    .outerjoin(PaperEndRow, PaperEndRow.paper_id == PaperRow.id)
    .outerjoin(DisposalDecisionRow, DisposalDecisionRow.id == PaperEndRow.decision_id)
    .outerjoin(_ENDER, _ENDER.c.id == PaperEndRow.noted_by)
    .where(
        PaperRow.site_code.in_(bindparam("site_codes", expanding=True)),
        ~exists().where(_LATER.paper_id == PaperRow.id, _LATER.id > PaperLocationRow.id),
    )
    .order_by(PaperRow.period_from, PaperRow.id)
)
_ONE = _PAPERS.where(PaperRow.public_id == bindparam("public_id"))
_NUMBER = select(PaperRow.id).where(PaperRow.public_id == bindparam("public_id"))
_DECISIONS = (
    select(
        DisposalDecisionRow.public_id,
        DisposalDecisionRow.kind,
        DisposalDecisionRow.reference,
        DisposalDecisionRow.decided_on,
        UserRow.name,
        DisposalDecisionRow.noted_at,
    )
    .join(UserRow, UserRow.id == DisposalDecisionRow.noted_by)
    .where(DisposalDecisionRow.site_code == bindparam("site_code"))
    .order_by(DisposalDecisionRow.id)
)
_DECISION_NUMBER = select(DisposalDecisionRow.id).where(
    DisposalDecisionRow.public_id == bindparam("public_id")
)
_DAY = func.coalesce(SheetFactsRow.day, SheetFactsRow.saved_on, type_=Date())
_KEYED = (
    select(SheetFactsRow.sheet_id, _DAY, func.max(EntryRow.entered_at))
    .join(EntryRow, EntryRow.sheet_id == SheetFactsRow.sheet_id)
    .where(SheetFactsRow.site_code == bindparam("site_code"))
    .group_by(SheetFactsRow.sheet_id, _DAY)
)
_ASKED = (
    select(QueryRow.sheet_id)
    .outerjoin(QueryAnswerRow, QueryAnswerRow.query_id == QueryRow.id)
    .where(
        QueryRow.site_code == bindparam("site_code"),
        QueryRow.sheet_id.is_not(None),
        QueryAnswerRow.id.is_(None),
    )
)


@dataclass(frozen=True)
class KeyedSheet:
    """A sheet: the day of its paper, when it was last keyed, whether something of it is open."""

    day: date
    keyed_at: datetime
    is_open: bool


def add_paper(session: Session, paper: Paper) -> None:
    """Add papers with the place where they stand."""
    values = {
        "public_id": paper.public_id,
        "site_code": paper.site_code,
        "kind": paper.kind,
        "what": paper.what,
        "period_from": paper.period_from,
        "period_to": paper.period_to,
        "amount": paper.amount,
        "keep_until": paper.keep_until,
        "added_by": user_id(session, paper.added_by),
        "added_at": paper.added_at,
    }
    session.connection.execute(_ADD, values)
    move_paper(session, paper.public_id, paper.location, by=paper.added_by, at=paper.added_at)


def move_paper(session: Session, public_id: str, location: str, *, by: str, at: datetime) -> None:
    """Keep where papers stand from now on; earlier places stay as history."""
    values = {
        "paper_id": _number(session, public_id),
        "location": location,
        "moved_by": user_id(session, by),
        "moved_at": at,
    }
    session.connection.execute(_MOVE, values)


def end_paper(session: Session, public_id: str, ending: Ending, decision: Decision | None) -> None:
    """Keep how papers left the register; they stay in it."""
    values = {
        "paper_id": _number(session, public_id),
        "outcome": ending.outcome,
        "decision_id": None if decision is None else _decision_number(session, decision),
        "ended_on": ending.ended_on,
        "amount": ending.amount,
        "note": ending.note,
        "witness": ending.witness,
        "noted_by": user_id(session, ending.noted_by),
        "noted_at": ending.noted_at,
    }
    session.connection.execute(_END, values)


def add_decision(session: Session, site_code: str, decision: Decision) -> None:
    """Keep a decision on disposal; earlier ones stay."""
    values = {
        "public_id": decision.public_id,
        "site_code": site_code,
        "kind": decision.kind,
        "reference": decision.reference,
        "decided_on": decision.decided_on,
        "noted_by": user_id(session, decision.noted_by),
        "noted_at": decision.noted_at,
    }
    session.connection.execute(_DECIDE, values)


def papers_of(session: Session, site_code: str) -> tuple[Paper, ...]:
    """Return the register of a clinic, the oldest papers first."""
    rows = session.connection.execute(_PAPERS, {"site_codes": [site_code]})
    return tuple(_paper(row) for row in rows)


def find_paper(session: Session, site_codes: Collection[str], public_id: str) -> Paper | None:
    """Return papers of one of the clinics."""
    wanted = {"site_codes": list(site_codes), "public_id": public_id}
    row = session.connection.execute(_ONE, wanted).one_or_none()
    return None if row is None else _paper(row)


def decisions_of(session: Session, site_code: str) -> tuple[Decision, ...]:
    """Return the decisions that are noted at a clinic, the oldest first."""
    rows = session.connection.execute(_DECISIONS, {"site_code": site_code})
    return tuple(_decision(row) for row in rows)


def keyed_sheets(session: Session, site_code: str) -> tuple[KeyedSheet, ...]:
    """Return every keyed sheet of a clinic, so that papers can be told to be ready."""
    unfinal = unfinal_sheets(session, (site_code,))
    asked = set(session.connection.execute(_ASKED, {"site_code": site_code}).scalars())
    rows = session.connection.execute(_KEYED, {"site_code": site_code})
    return tuple(
        KeyedSheet(day, keyed_at, sheet in unfinal or sheet in asked)
        for sheet, day, keyed_at in rows
    )


def readiness(sheets: Collection[KeyedSheet], first: date, last: date) -> Readiness:
    """Return what is open of the sheets of a time, and the day on which one was last keyed."""
    within = [sheet for sheet in sheets if first <= sheet.day <= last]
    keyed = max((sheet.keyed_at for sheet in within), default=None)
    return Readiness(
        sum(sheet.is_open for sheet in within), None if keyed is None else keyed.date()
    )


def new_public_id() -> str:
    """Return an address that nobody guesses."""
    return secrets.token_hex(12)


def _number(session: Session, public_id: str) -> int:
    return session.connection.execute(_NUMBER, {"public_id": public_id}).scalar_one()


def _decision_number(session: Session, decision: Decision) -> int:
    wanted = {"public_id": decision.public_id}
    return session.connection.execute(_DECISION_NUMBER, wanted).scalar_one()


def _paper(row: Sequence[Any]) -> Paper:
    public_id, site_code, kind, *kept = row[:11]
    outcome, *ended = row[11:]
    ending = None if outcome is None else Ending(Outcome(outcome), *ended)
    return replace(Paper(public_id, site_code, PaperKind(kind), *kept), ending=ending)


def _decision(row: Sequence[Any]) -> Decision:
    public_id, kind, *others = row
    return Decision(public_id, PaperKind(kind), *others)
