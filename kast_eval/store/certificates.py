"""Queries about who keys alone: practice results and the decisions of leads."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, insert, select

from kast_eval.quality.certification import PracticeResult
from kast_eval.store.session import Session
from kast_eval.store.tables import CertificateRow, PracticeResultRow, UserRow
from kast_eval.store.users import user_id

_ADD_RESULT = insert(PracticeResultRow)
_RESULTS = (
    select(PracticeResultRow.sheet, PracticeResultRow.fields, PracticeResultRow.correct)
    .join(UserRow, UserRow.id == PracticeResultRow.user_id)
    .where(UserRow.name == bindparam("name"))
    .order_by(PracticeResultRow.id)
)
_ADD_DECISION = insert(CertificateRow)
_LEAD = UserRow.__table__.alias("lead")
_NEWEST = (
    select(CertificateRow.alone, CertificateRow.reason, _LEAD.c.name, CertificateRow.decided_at)
    .join(UserRow, UserRow.id == CertificateRow.user_id)
    .join(_LEAD, _LEAD.c.id == CertificateRow.decided_by)
    .where(UserRow.name == bindparam("name"), CertificateRow.site_code == bindparam("site_code"))
    .order_by(CertificateRow.id.desc())
    .limit(1)
)


@dataclass(frozen=True)
class Certificate:
    """A lead's decision that a person keys alone at a clinic, or does not."""

    alone: bool
    reason: str
    decided_by: str
    decided_at: datetime


def add_practice_result(
    session: Session, user_name: str, result: PracticeResult, *, keyed_at: datetime
) -> None:
    """Keep how a person keyed a practice sheet; earlier results stay."""
    values = {
        "user_id": user_id(session, user_name),
        "sheet": result.sheet,
        "fields": result.fields,
        "correct": result.correct,
        "keyed_at": keyed_at,
    }
    session.connection.execute(_ADD_RESULT, values)


def practice_results(session: Session, user_name: str) -> tuple[PracticeResult, ...]:
    """Return the results of a person, the oldest first."""
    rows = session.connection.execute(_RESULTS, {"name": user_name})
    return tuple(PracticeResult(*row) for row in rows)


def add_certificate(
    session: Session, user_name: str, site_code: str, certificate: Certificate
) -> None:
    """Keep what the lead of a clinic has decided; earlier decisions stay as history."""
    values = {
        "user_id": user_id(session, user_name),
        "site_code": site_code,
        "alone": certificate.alone,
        "reason": certificate.reason,
        "decided_by": user_id(session, certificate.decided_by),
        "decided_at": certificate.decided_at,
    }
    session.connection.execute(_ADD_DECISION, values)


def find_certificate(session: Session, user_name: str, site_code: str) -> Certificate | None:
    """Return the newest decision about a person at a clinic."""
    wanted = {"name": user_name, "site_code": site_code}
    row = session.connection.execute(_NEWEST, wanted).one_or_none()
    return None if row is None else Certificate(*row)
