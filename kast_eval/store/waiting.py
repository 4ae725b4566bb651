"""How much waits at clinics beside sheets: questions to answer, second keyings, differences."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import BindParameter, String, bindparam, cast, exists, func, select
from sqlalchemy.orm import aliased

from kast_eval.store.session import Session
from kast_eval.store.tables import (
    ComparisonRow,
    EntryRow,
    QueryAnswerRow,
    QueryRow,
    ResolutionRow,
    SecondKeyingRow,
    SheetRow,
)

_SECOND = 2
_SITES: BindParameter[str] = bindparam("site_codes", expanding=True)
_QUERIES = (
    select(func.count())
    .select_from(QueryRow)
    .outerjoin(QueryAnswerRow, QueryAnswerRow.query_id == QueryRow.id)
    .where(QueryRow.site_code.in_(_SITES), QueryAnswerRow.id.is_(None))
)
_AWAITED = (
    select(func.count(SheetRow.id.distinct()))
    .join(SecondKeyingRow, SecondKeyingRow.sheet_id == SheetRow.id)
    .where(
        SheetRow.site_code.in_(_SITES),
        SecondKeyingRow.wanted,
        ~exists().where(EntryRow.sheet_id == SheetRow.id, EntryRow.keying == _SECOND),
    )
)
_LATER = aliased(ComparisonRow)
_DIFFERING = (
    select(func.count())
    .select_from(ComparisonRow)
    .join(SheetRow, SheetRow.id == ComparisonRow.sheet_id)
    .outerjoin(ResolutionRow, ResolutionRow.comparison_id == ComparisonRow.id)
    .where(
        SheetRow.site_code.in_(_SITES),
        ~exists().where(_LATER.sheet_id == ComparisonRow.sheet_id, _LATER.id > ComparisonRow.id),
        cast(ComparisonRow.differing, String) != "[]",
        ResolutionRow.id.is_(None),
    )
)


@dataclass(frozen=True)
class Waiting:
    """How many questions wait, how many sheets for a second keying, how many for a decision."""

    queries: int
    awaited: int
    differing: int


def count_waiting(session: Session, site_codes: Collection[str]) -> Waiting:
    """Return what waits at the clinics."""
    wanted = {"site_codes": list(site_codes)}
    return Waiting(
        *(
            session.connection.execute(statement, wanted).scalar_one()
            for statement in (_QUERIES, _AWAITED, _DIFFERING)
        )
    )
