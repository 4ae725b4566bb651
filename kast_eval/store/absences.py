"""Queries about why expected forms do not come; each takes the clinic."""

from datetime import datetime

from sqlalchemy import bindparam, insert, select

from kast_eval.store.clients import ID_BY_CODE
from kast_eval.store.session import Session
from kast_eval.store.tables import AbsenceRow, ClientRow
from kast_eval.store.users import user_id
from kast_eval.study.expected import Absence

_ADD = insert(AbsenceRow).values(client_id=ID_BY_CODE)
_OF_SITE = (
    select(
        ClientRow.code,
        AbsenceRow.episode_no,
        AbsenceRow.form,
        AbsenceRow.timepoint,
        AbsenceRow.state,
        AbsenceRow.reason,
    )
    .outerjoin(ClientRow, ClientRow.id == AbsenceRow.client_id)
    .where(AbsenceRow.site_code == bindparam("site_code"))
    .order_by(AbsenceRow.id)
)


def add_absence(
    session: Session,
    site_code: str,
    absence: Absence,
    *,
    said_by: str,
    said_at: datetime,
) -> None:
    """Keep what was said of a form; what was said before stays as history."""
    code, episode_no, form, timepoint = absence.place
    values = {
        "of_site": site_code,
        "of_code": code,
        "site_code": site_code,
        "episode_no": episode_no,
        "form": form,
        "timepoint": timepoint,
        "state": absence.state,
        "reason": absence.reason,
        "said_by": user_id(session, said_by),
        "said_at": said_at,
    }
    session.connection.execute(_ADD, values)


def site_absences(session: Session, site_code: str) -> tuple[Absence, ...]:
    """Return all that was said at a clinic, in the order in which it was."""
    rows = session.connection.execute(_OF_SITE, {"site_code": site_code})
    return tuple(
        Absence((row.code, row.episode_no, row.form, row.timepoint), row.state, row.reason)
        for row in rows
    )
