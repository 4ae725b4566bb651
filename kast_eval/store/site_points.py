"""Queries about which optional time points a clinic follows; each takes the clinic."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, insert, select

from kast_eval.store.session import Session
from kast_eval.store.tables import SitePointsRow
from kast_eval.store.users import user_id

_ADD = insert(SitePointsRow)
_NEWEST = (
    select(SitePointsRow.points)
    .where(SitePointsRow.site_code == bindparam("site_code"))
    .order_by(SitePointsRow.id.desc())
    .limit(1)
)


def add_site_points(
    session: Session,
    site_code: str,
    points: Collection[str],
    *,
    chosen_by: str,
    chosen_at: datetime,
) -> None:
    """Keep which optional points the clinic follows from now on; earlier choices stay."""
    values = {
        "site_code": site_code,
        "points": frozenset(points),
        "chosen_by": user_id(session, chosen_by),
        "chosen_at": chosen_at,
    }
    session.connection.execute(_ADD, values)


def find_site_points(session: Session, site_code: str) -> frozenset[str]:
    """Return the optional points that the clinic follows; none unless it has chosen."""
    found = session.connection.execute(_NEWEST, {"site_code": site_code}).scalar_one_or_none()
    return frozenset() if found is None else found
