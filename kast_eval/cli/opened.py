"""The database of an instance, opened for a command, and the clinics in it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from kast_eval.errors import KastEvalError
from kast_eval.settings import Settings
from kast_eval.wording import marked

if TYPE_CHECKING:
    from kast_eval.store.database import Database
    from kast_eval.store.session import Session
    from kast_eval.study.roles import User


class UnknownSiteError(KastEvalError):
    """A clinic that there is none of, or that the user does not work at."""


class NoDatabaseError(KastEvalError):
    """An instance folder that the program has never been started with."""


def require_site(session: "Session", user: "User", site: str) -> None:
    """Refuse a clinic that the user does not work at, and tell those that there are."""
    from kast_eval.store.sites import all_sites

    own = [f"{one.code} ({one.name})" for one in all_sites(session) if one.code in user.sites]
    if site not in user.sites:
        raise UnknownSiteError(
            marked("Mottagningen finns inte. Välj någon av: {sites}."), sites=", ".join(own)
        )


@contextmanager
def opened(settings: Settings) -> Iterator["Database"]:
    """Give the database of the folder; before the first start there is none."""
    from kast_eval.store.database import open_database
    from kast_eval.store.folder import DATABASE_FILE

    if not (settings.instance / DATABASE_FILE).exists():
        raise NoDatabaseError(
            marked("I {folder} finns ingen databas. Kör «kast-eval training» först."),
            folder=settings.instance,
        )
    with closing(open_database(settings.instance, training=True)) as database:
        yield database
