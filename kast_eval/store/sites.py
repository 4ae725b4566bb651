"""Queries about clinics."""

from collections.abc import Collection

from sqlalchemy import bindparam, insert, or_, select

from kast_eval.store.faults import WrongDatabaseError
from kast_eval.store.session import Session
from kast_eval.store.tables import SiteRow, StoreInfoRow
from kast_eval.study.site import Site

SITE_COLUMNS = (
    SiteRow.code,
    SiteRow.name,
    SiteRow.letters,
    SiteRow.relative_letters,
    SiteRow.in_study,
    SiteRow.training,
    SiteRow.approval_number,
    SiteRow.information_version,
    SiteRow.left_study,
)
"""What a clinic is made of, in the order of its fields."""

_ALL = select(*SITE_COLUMNS).order_by(SiteRow.code)
_ADD = insert(SiteRow)
_BY_CODE = _ALL.where(SiteRow.code == bindparam("code"))
_BY_LETTERS = _ALL.where(
    or_(SiteRow.letters == bindparam("letters"), SiteRow.relative_letters == bindparam("letters")),
    SiteRow.code.in_(bindparam("site_codes", expanding=True)),
)
_TRAINING = select(StoreInfoRow.training)


def add_site(session: Session, site: Site) -> None:
    """Add a clinic."""
    session.connection.execute(_ADD, vars(site))


def find_site(session: Session, site_code: str) -> Site | None:
    """Return the clinic with the code."""
    row = session.connection.execute(_BY_CODE, {"code": site_code}).one_or_none()
    return None if row is None else Site(*row)


def find_site_by_letters(
    session: Session, site_codes: Collection[str], letters: str
) -> Site | None:
    """Return the one of the clinics whose codes, of clients or relatives, begin so."""
    wanted = {"letters": letters, "site_codes": list(site_codes)}
    row = session.connection.execute(_BY_LETTERS, wanted).one_or_none()
    return None if row is None else Site(*row)


def all_sites(session: Session) -> tuple[Site, ...]:
    """Return every clinic, in the order of their codes."""
    return tuple(Site(*row) for row in session.connection.execute(_ALL))


def is_training(session: Session) -> bool:
    """Tell whether everything in the database is for practice."""
    return session.connection.execute(_TRAINING).scalar_one()


def require_training(session: Session) -> None:
    """Refuse what must never be done to real data."""
    if not is_training(session):
        raise WrongDatabaseError("Det här går bara i en övningsdatabas.")
