"""Queries about clients and the codes that they are known by; each takes the clinic."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import insert, select

from kast_eval.store.records import ClientRecord
from kast_eval.store.session import Session
from kast_eval.store.tables import ClientRow, IssuedCodeRow, LabelBatchRow
from kast_eval.store.users import user_id


def find_client(session: Session, site_codes: Collection[str], code: str) -> ClientRecord | None:
    """Return the client with the code at one of the clinics."""
    statement = select(ClientRow).where(ClientRow.code == code, ClientRow.site_code.in_(site_codes))
    row = session.scalars(statement).one_or_none()
    return None if row is None else _client(row)


def add_client(
    session: Session, site_code: str, code: str, *, person_type: int, first_seen: datetime
) -> ClientRecord:
    """Add a client and return the record."""
    row = ClientRow(site_code=site_code, code=code, person_type=person_type, first_seen=first_seen)
    session.add(row)
    session.flush()
    return _client(row)


def taken_codes(session: Session, site_code: str) -> frozenset[str]:
    """Return the codes that the clinic has labels or clients with."""
    issued = (
        select(IssuedCodeRow.code)
        .join(LabelBatchRow, LabelBatchRow.id == IssuedCodeRow.batch_id)
        .where(LabelBatchRow.site_code == site_code)
    )
    used = select(ClientRow.code).where(ClientRow.site_code == site_code)
    return frozenset(session.scalars(issued.union(used)))


def add_label_batch(
    session: Session, site_code: str, codes: Sequence[str], *, issued_by: str, issued_at: datetime
) -> None:
    """Keep the codes of a batch of labels, so that they are never issued again."""
    batch = LabelBatchRow(
        site_code=site_code, issued_by=user_id(session, issued_by), issued_at=issued_at
    )
    session.add(batch)
    session.flush()
    rows = [{"code": code, "batch_id": batch.id} for code in codes]
    session.execute(insert(IssuedCodeRow), rows)


def _client(row: ClientRow) -> ClientRecord:
    return ClientRecord(
        id=row.id,
        site_code=row.site_code,
        code=row.code,
        person_type=row.person_type,
        first_seen=row.first_seen,
    )
