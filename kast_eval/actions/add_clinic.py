"""Add a clinic to a database that has others: a server that several municipalities share."""

from datetime import datetime

from kast_eval.actions.open_clinic import FIRST_ROLES, note_opening
from kast_eval.actions.steps.free_site import require_free
from kast_eval.actions.steps.invited import invite_to_site
from kast_eval.store.events import PROGRAM
from kast_eval.store.session import Session
from kast_eval.store.sites import add_site
from kast_eval.study.site import Site


def add_clinic(session: Session, now: datetime, site: Site, *, lead: str) -> str:
    """Add the clinic, and return the code by which its lead is invited.

    The lead is somebody new: the same name at another clinic may be another person's.
    """
    require_free(session, site)
    add_site(session, site)
    note_opening(session, now, site, by=PROGRAM)
    return invite_to_site(session, now, lead, site.code, roles=FIRST_ROLES, invited_by=PROGRAM)
