"""Queries about clinics."""

from collections.abc import Collection

from sqlalchemy import select

from kast_eval.store.faults import WrongDatabaseError
from kast_eval.store.session import Session
from kast_eval.store.tables import SiteRow, StoreInfoRow
from kast_eval.study.site import Site


def add_site(session: Session, site: Site) -> None:
    """Add a clinic."""
    session.add(
        SiteRow(
            code=site.code,
            name=site.name,
            letters=site.letters,
            in_study=site.in_study,
            training=site.training,
        )
    )
    session.flush()


def find_site(session: Session, site_code: str) -> Site | None:
    """Return the clinic with the code."""
    row = session.get(SiteRow, site_code)
    return None if row is None else _site(row)


def find_site_by_letters(
    session: Session, site_codes: Collection[str], letters: str
) -> Site | None:
    """Return the one of the clinics whose client codes begin with the letters."""
    statement = select(SiteRow).where(SiteRow.letters == letters, SiteRow.code.in_(site_codes))
    row = session.scalars(statement).one_or_none()
    return None if row is None else _site(row)


def all_sites(session: Session) -> tuple[Site, ...]:
    """Return every clinic, in the order of their codes."""
    rows = session.scalars(select(SiteRow).order_by(SiteRow.code))
    return tuple(_site(row) for row in rows)


def is_training(session: Session) -> bool:
    """Tell whether everything in the database is for practice."""
    return session.scalars(select(StoreInfoRow.training)).one()


def require_training(session: Session) -> None:
    """Refuse what must never be done to real data."""
    if not is_training(session):
        raise WrongDatabaseError("Det här går bara i en övningsdatabas.")


def _site(row: SiteRow) -> Site:
    return Site(
        code=row.code,
        name=row.name,
        letters=row.letters,
        in_study=row.in_study,
        training=row.training,
    )
