"""Whose rows there are for a transaction: the third net under the clinics of every statement."""

from collections.abc import Collection

from sqlalchemy import text

from kast_eval.store.postgresql.guards import EVERY_SITE, SITES
from kast_eval.store.session import Session

_SEE = text("SELECT set_config(:setting, :sites, true)")


def see_sites(session: Session, site_codes: Collection[str]) -> None:
    """Let there be only these clinics' rows from now on, where the database itself sees to it.

    A transaction that has not said whose rows it wants sees none.
    """
    _see(session, ",".join(sorted(site_codes)))


def see_every_site(session: Session) -> None:
    """Let there be every clinic's rows: for the machine's own work, never for a person's."""
    _see(session, EVERY_SITE)


def _see(session: Session, sites: str) -> None:
    if session.connection.dialect.name == "postgresql":
        session.connection.execute(_SEE, {"setting": SITES, "sites": sites})
