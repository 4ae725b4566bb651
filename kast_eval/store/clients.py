"""Queries about clients and the codes that they are known by; each takes the clinic."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, insert, select, update

from kast_eval.store.records import ClientRecord
from kast_eval.store.session import Session
from kast_eval.store.tables import ClientRow, IssuedCodeRow, LabelBatchRow
from kast_eval.store.users import user_id

_ADD = insert(ClientRow).returning(ClientRow.id)
_FIND = select(
    ClientRow.id, ClientRow.site_code, ClientRow.code, ClientRow.person_type, ClientRow.first_seen
).where(
    ClientRow.code == bindparam("code"),
    ClientRow.site_code.in_(bindparam("site_codes", expanding=True)),
)
ID_BY_CODE = (
    select(ClientRow.id)
    .where(ClientRow.code == bindparam("of_code"), ClientRow.site_code == bindparam("of_site"))
    .scalar_subquery()
)
"""The number of the clinic's client with a code, to be put in where rows refer to it."""

_ISSUED = (
    select(IssuedCodeRow.code)
    .join(LabelBatchRow, LabelBatchRow.id == IssuedCodeRow.batch_id)
    .where(LabelBatchRow.site_code == bindparam("site_code"))
)
_BATCHES = (
    select(IssuedCodeRow.code, IssuedCodeRow.batch_id)
    .join(LabelBatchRow, LabelBatchRow.id == IssuedCodeRow.batch_id)
    .where(LabelBatchRow.site_code == bindparam("site_code"))
)
_USED = select(ClientRow.code).where(ClientRow.site_code == bindparam("site_code"))
_TAKEN = _ISSUED.union(_USED)
_RECLASSIFY = (
    update(ClientRow)
    .where(ClientRow.id == bindparam("client_id"))
    .values(person_type=bindparam("to_type"))
)
_ADD_BATCH = insert(LabelBatchRow).returning(LabelBatchRow.id)
_ADD_CODES = insert(IssuedCodeRow)


def find_client(session: Session, site_codes: Collection[str], code: str) -> ClientRecord | None:
    """Return the client with the code at one of the clinics."""
    wanted = {"code": code, "site_codes": list(site_codes)}
    row = session.connection.execute(_FIND, wanted).one_or_none()
    return None if row is None else ClientRecord(*row)


def add_client(
    session: Session, site_code: str, code: str, *, person_type: int, first_seen: datetime
) -> ClientRecord:
    """Add a client and return the record."""
    values = {
        "site_code": site_code,
        "code": code,
        "person_type": person_type,
        "first_seen": first_seen,
    }
    number = session.connection.execute(_ADD, values).scalar_one()
    return ClientRecord(number, site_code, code, person_type, first_seen)


def reclassify(session: Session, client: ClientRecord, person_type: int) -> ClientRecord:
    """Let the client be known as another sort of person from now on; return the new record."""
    values = {"client_id": client.id, "to_type": person_type}
    session.connection.execute(_RECLASSIFY, values)
    return replace(client, person_type=person_type)


def taken_codes(session: Session, site_code: str) -> frozenset[str]:
    """Return the codes that the clinic has labels or clients with."""
    return frozenset(session.connection.execute(_TAKEN, {"site_code": site_code}).scalars())


def issued_batches(session: Session, site_code: str) -> Mapping[str, int]:
    """Return the codes on the clinic's labels, each with the number of its batch."""
    rows = session.connection.execute(_BATCHES, {"site_code": site_code})
    return {row.code: row.batch_id for row in rows}


def add_label_batch(
    session: Session, site_code: str, codes: Sequence[str], *, issued_by: str, issued_at: datetime
) -> None:
    """Keep the codes of a batch of labels, so that they are never issued again."""
    batch = {
        "site_code": site_code,
        "issued_by": user_id(session, issued_by),
        "issued_at": issued_at,
    }
    batch_id = session.connection.execute(_ADD_BATCH, batch).scalar_one()
    rows = [{"code": code, "batch_id": batch_id} for code in codes]
    session.connection.execute(_ADD_CODES, rows)
