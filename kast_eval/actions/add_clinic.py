"""Add a clinic to a database that has others: a server that several municipalities share."""

from datetime import datetime

from kast_eval.actions.open_clinic import FIRST_ROLES, note_opening
from kast_eval.actions.steps.invited import invite_to_site
from kast_eval.errors import KastEvalError
from kast_eval.store.events import PROGRAM
from kast_eval.store.session import Session
from kast_eval.store.sites import add_site, all_sites
from kast_eval.study.site import Site
from kast_eval.wording import marked


class SiteTakenError(KastEvalError):
    """A clinic whose code or letters another has."""


def add_clinic(session: Session, now: datetime, site: Site, *, lead: str) -> str:
    """Add the clinic, and return the code by which its lead is invited.

    The lead is somebody new: the same name at another clinic may be another person's.
    """
    _require_free(session, site)
    add_site(session, site)
    note_opening(session, now, site, by=PROGRAM)
    return invite_to_site(session, now, lead, site.code, roles=FIRST_ROLES, invited_by=PROGRAM)


def _require_free(session: Session, site: Site) -> None:
    """Refuse a code or letters of a clinic that is there: a client's code tells whose it is."""
    for other in all_sites(session):
        if other.code == site.code:
            raise SiteTakenError(
                marked("Kommunkoden {code} har {name} redan."), code=site.code, name=other.name
            )
        if other.letters == site.letters:
            raise SiteTakenError(
                marked("Klienternas koder börjar med {letters} hos {name}. Välj andra bokstäver."),
                letters=site.letters,
                name=other.name,
            )
        if other.relative_letters == site.relative_letters:
            raise SiteTakenError(
                marked("Anhörigas koder börjar med {letters} hos {name}. Välj andra bokstäver."),
                letters=site.relative_letters,
                name=other.name,
            )
