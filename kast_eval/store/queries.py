"""Queries about questions that sheets raised, and their answers; each takes the clinics."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import String, bindparam, cast, func, insert, select
from sqlalchemy.orm import aliased

from kast_eval.store.records import QueryRecord
from kast_eval.store.session import Session
from kast_eval.store.tables import ClientRow, QueryAnswerRow, QueryRow, SheetRow, UserRow
from kast_eval.store.users import user_id

_Whose = aliased(ClientRow)
_COLUMNS = (
    QueryRow.id,
    QueryRow.public_id,
    QueryRow.site_code,
    # A question about one sheet follows the sheet when that is moved.
    func.coalesce(ClientRow.code, _Whose.code).label("client_code"),
    SheetRow.public_id.label("sheet"),
    QueryRow.kind,
    QueryRow.finding,
    QueryRow.items,
    QueryRow.details,
    QueryRow.raised_at,
    QueryRow.due,
    QueryAnswerRow.outcome,
    QueryAnswerRow.reason,
    UserRow.name.label("answered_by"),
    QueryAnswerRow.answered_at,
)
_OWN = (
    select(*_COLUMNS)
    .outerjoin(SheetRow, SheetRow.id == QueryRow.sheet_id)
    .outerjoin(ClientRow, ClientRow.id == SheetRow.client_id)
    .outerjoin(_Whose, _Whose.id == QueryRow.client_id)
    .outerjoin(QueryAnswerRow, QueryAnswerRow.query_id == QueryRow.id)
    .outerjoin(UserRow, UserRow.id == QueryAnswerRow.answered_by)
    .where(QueryRow.site_code.in_(bindparam("site_codes", expanding=True)))
)
_BY_PUBLIC_ID = _OWN.where(QueryRow.public_id == bindparam("public_id"))
_OPEN = _OWN.where(QueryAnswerRow.id.is_(None)).order_by(QueryRow.due, QueryRow.id)
_ANSWERED = (
    _OWN.where(QueryAnswerRow.id.is_not(None))
    .order_by(QueryAnswerRow.id.desc())
    .limit(bindparam("limit"))
)
_OF_CLIENT = _OWN.where(QueryRow.client_id == bindparam("client_id")).order_by(QueryRow.id)
_OF_CLINIC = _OWN.where(
    QueryRow.client_id.is_(None), QueryRow.sheet_id.is_(None), QueryRow.kind == bindparam("kind")
).order_by(QueryRow.id)
_ABOUT_SHEET = _OWN.where(cast(QueryRow.details, String).contains(bindparam("public_id"))).order_by(
    QueryRow.id
)
_FINDINGS = select(QueryRow.finding).where(
    QueryRow.site_code == bindparam("site_code"),
    QueryRow.finding.startswith(bindparam("finding")),
)
_ADD = insert(QueryRow)
_ADD_ANSWER = insert(QueryAnswerRow)


@dataclass(frozen=True)
class NewQuery:
    """A question that is raised: about a client, or a sheet, or the clinic itself."""

    site_code: str
    client_id: int | None
    sheet_id: int | None
    kind: str
    finding: str
    items: frozenset[str]
    details: Mapping[str, str]


def add_query(session: Session, query: NewQuery, *, raised_at: datetime, due: date) -> str:
    """Add a question and return its public id.

    A finding that was gone and is back is asked again, as the next one of its name.
    """
    wanted = {"site_code": query.site_code, "finding": query.finding}
    before = len(session.connection.execute(_FINDINGS, wanted).all())
    public_id = secrets.token_hex(12)
    values = {
        **vars(query),
        "details": dict(query.details),
        "finding": f"{query.finding} {before + 1}" if before else query.finding,
        "public_id": public_id,
        "raised_at": raised_at,
        "due": due,
    }
    session.connection.execute(_ADD, values)
    return public_id


def answer(
    session: Session,
    query: QueryRecord,
    outcome: str,
    reason: str = "",
    *,
    answered_by: str | None,
    answered_at: datetime,
) -> None:
    """Add how a question ended; nobody answered one that closed by itself."""
    values = {
        "query_id": query.id,
        "outcome": outcome,
        "reason": reason,
        "answered_by": None if answered_by is None else user_id(session, answered_by),
        "answered_at": answered_at,
    }
    session.connection.execute(_ADD_ANSWER, values)


def find_query(session: Session, site_codes: Collection[str], public_id: str) -> QueryRecord | None:
    """Return the question with the public id at one of the clinics."""
    wanted = {"site_codes": list(site_codes), "public_id": public_id}
    row = session.connection.execute(_BY_PUBLIC_ID, wanted).one_or_none()
    return None if row is None else _query(row)


def open_queries(session: Session, site_codes: Collection[str]) -> tuple[QueryRecord, ...]:
    """Return the questions that wait for an answer, the first due first."""
    found = session.connection.execute(_OPEN, {"site_codes": list(site_codes)})
    return tuple(_query(row) for row in found)


def answered_queries(
    session: Session, site_codes: Collection[str], *, limit: int
) -> tuple[QueryRecord, ...]:
    """Return the questions that were answered last, the newest answer first."""
    wanted = {"site_codes": list(site_codes), "limit": limit}
    return tuple(_query(row) for row in session.connection.execute(_ANSWERED, wanted))


def queries_of_client(session: Session, site_code: str, client_id: int) -> tuple[QueryRecord, ...]:
    """Return every question that was raised about the client, the first one first."""
    wanted = {"site_codes": [site_code], "client_id": client_id}
    return tuple(_query(row) for row in session.connection.execute(_OF_CLIENT, wanted))


def queries_of_clinic(session: Session, site_code: str, kind: str) -> tuple[QueryRecord, ...]:
    """Return every question of a kind about the clinic itself, the first one first."""
    wanted = {"site_codes": [site_code], "kind": kind}
    return tuple(_query(row) for row in session.connection.execute(_OF_CLINIC, wanted))


def queries_about_sheet(
    session: Session, site_code: str, public_id: str
) -> tuple[QueryRecord, ...]:
    """Return every question that the sheet is a part of, the first one first."""
    wanted = {"site_codes": [site_code], "public_id": public_id}
    return tuple(_query(row) for row in session.connection.execute(_ABOUT_SHEET, wanted))


def _query(row: Sequence[Any]) -> QueryRecord:
    return QueryRecord(*row)
