"""Open a clinic: its place in the database, and the first who works there."""

from datetime import datetime

from kast_eval.actions.add_first_user import add_first_user
from kast_eval.store.events import note_event
from kast_eval.store.session import Session
from kast_eval.store.sites import add_site
from kast_eval.study.roles import Role, User
from kast_eval.study.site import Site

FIRST_ROLES = frozenset({Role.LEAD, Role.ADMINISTRATOR})
"""The first user leads the clinic and invites everybody else; both can be given away later."""


def open_clinic(
    session: Session, now: datetime, site: Site, *, user_name: str, password: str
) -> User:
    """Add the clinic and its first user, who sets up a second factor at the first sign-in."""
    add_site(session, site)
    user = add_first_user(
        session, now, name=user_name, password=password, roles={site.code: FIRST_ROLES}
    )
    note_opening(session, now, site, by=user.name)
    return user


def note_opening(session: Session, now: datetime, site: Site, *, by: str) -> None:
    """Note that the clinic is there from now on, and on which side of the study's border."""
    mode = "in the study" if site.in_study else "own follow-up"
    note_event(session, now, by, "opened the clinic", mode, site_code=site.code)
