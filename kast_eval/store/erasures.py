"""Queries about clients whose answers were erased; each takes the clinics."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Executable, bindparam, inspect, select

from kast_eval.store.session import Session
from kast_eval.store.tables import (
    ApprovalDecisionRow,
    ApprovalRow,
    ClientRow,
    ErasedSheetRow,
    ErasureRow,
    UserRow,
)


@dataclass(frozen=True)
class Erasure:
    """That a client's answers were erased: whose, when, by whom, by which decision of two.

    `removed` counts the rows of each table; nothing of what they held is left. `again` tells that
    it was carried out anew in a copy from before.
    """

    public_id: str
    site_code: str
    client_code: str
    approval: str | None
    again: bool
    withdrawn_on: date | None
    sheets: int
    removed: Mapping[str, int]
    erased_by: str | None
    erased_at: datetime


@dataclass(frozen=True)
class WhatWasErased:
    """A client and the public ids of the sheets, as another copy of the database knows them."""

    public_id: str
    at: datetime
    site_code: str
    code: str
    sheets: tuple[str, ...]


_ERASURES = (
    select(
        ErasureRow.public_id,
        ErasureRow.site_code,
        ClientRow.code,
        ApprovalRow.public_id.label("approval"),
        ErasureRow.again,
        ErasureRow.withdrawn_on,
        ErasureRow.sheets,
        ErasureRow.removed,
        UserRow.name,
        ErasureRow.erased_at,
    )
    .join(ClientRow, ClientRow.id == ErasureRow.client_id)
    .outerjoin(ApprovalDecisionRow, ApprovalDecisionRow.id == ErasureRow.decision_id)
    .outerjoin(ApprovalRow, ApprovalRow.id == ApprovalDecisionRow.approval_id)
    .outerjoin(UserRow, UserRow.id == ErasureRow.erased_by)
    .where(ErasureRow.site_code.in_(bindparam("site_codes", expanding=True)))
    .order_by(ErasureRow.id.desc())
)
_OF_CLIENT = _ERASURES.where(ClientRow.code == bindparam("code"))
_BY_PUBLIC_ID = _ERASURES.where(ErasureRow.public_id == bindparam("public_id"))
_OF_SHEET = _ERASURES.join(ErasedSheetRow, ErasedSheetRow.erasure_id == ErasureRow.id).where(
    ErasedSheetRow.public_id == bindparam("sheet")
)
_ERASED_CODES = (
    select(ClientRow.code)
    .join(ErasureRow, ErasureRow.client_id == ClientRow.id)
    .where(ErasureRow.site_code.in_(bindparam("site_codes", expanding=True)))
)
_ERASED_SHEETS = (
    select(ErasedSheetRow.public_id)
    .join(ErasureRow, ErasureRow.id == ErasedSheetRow.erasure_id)
    .where(ErasureRow.site_code.in_(bindparam("site_codes", expanding=True)))
)
_EVERY = (
    select(
        ErasureRow.public_id,
        ErasureRow.erased_at,
        ClientRow.site_code,
        ClientRow.code,
        ErasedSheetRow.public_id.label("sheet"),
    )
    .join(ClientRow, ClientRow.id == ErasureRow.client_id)
    .outerjoin(ErasedSheetRow, ErasedSheetRow.erasure_id == ErasureRow.id)
    .order_by(ErasureRow.id)
)


def erasures(session: Session, site_codes: Collection[str]) -> tuple[Erasure, ...]:
    """Return every erasure at the clinics, the newest first."""
    return _found(session, _ERASURES, site_codes=list(site_codes))


def erasure_of(session: Session, site_code: str, code: str) -> Erasure | None:
    """Return the erasure of the clinic's client with a code, if there was one."""
    return next(iter(_found(session, _OF_CLIENT, site_codes=[site_code], code=code)), None)


def find_erasure(session: Session, site_codes: Collection[str], public_id: str) -> Erasure | None:
    """Return the erasure with the public id at one of the clinics."""
    found = _found(session, _BY_PUBLIC_ID, site_codes=list(site_codes), public_id=public_id)
    return next(iter(found), None)


def erasure_of_sheet(
    session: Session, site_codes: Collection[str], public_id: str
) -> Erasure | None:
    """Return the erasure that a sheet went with."""
    found = _found(session, _OF_SHEET, site_codes=list(site_codes), sheet=public_id)
    return next(iter(found), None)


def erased_names(session: Session, site_codes: Collection[str]) -> frozenset[str]:
    """Return what an erased client is known by: the codes, and the public ids of the sheets."""
    wanted = {"site_codes": list(site_codes)}
    return frozenset(
        name
        for statement in (_ERASED_CODES, _ERASED_SHEETS)
        for name in session.connection.execute(statement, wanted).scalars()
    )


def every_erasure(session: Session) -> tuple[WhatWasErased, ...]:
    """Return every erasure with its sheets, for the list outside the file.

    A database of an earlier version, copied before it is brought up to this one, has none.
    """
    if not inspect(session.connection).has_table(ErasureRow.__tablename__):
        return ()
    found: dict[str, WhatWasErased] = {}
    for row in session.connection.execute(_EVERY):
        new = WhatWasErased(row.public_id, row.erased_at, row.site_code, row.code, ())
        one = found.get(row.public_id, new)
        sheets = one.sheets if row.sheet is None else (*one.sheets, row.sheet)
        found[row.public_id] = replace(one, sheets=sheets)
    return tuple(found.values())


def _found(session: Session, statement: Executable, **wanted: object) -> tuple[Erasure, ...]:
    rows = session.connection.execute(statement, wanted)
    return tuple(Erasure(*row) for row in rows)
