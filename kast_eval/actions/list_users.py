"""Who works at the clinics that the user is to keep in order."""

from dataclasses import dataclass
from datetime import datetime

from kast_eval.actions.steps.managed import roles_given_by
from kast_eval.actions.steps.second_factor import has_second_factor
from kast_eval.store.external_identities import issuer_of
from kast_eval.store.invitations import invited_until
from kast_eval.store.session import Session
from kast_eval.store.sites import find_site
from kast_eval.store.users import former_users, last_seen, users_at
from kast_eval.study.roles import Permission, Role, User, require_somewhere
from kast_eval.study.site import Site


@dataclass(frozen=True)
class Colleague:
    """Somebody at the clinic: the roles there, when last seen, until when invited.

    `managed` tells whether the one who looks may change something about the person.
    """

    name: str
    roles: frozenset[Role]
    seen: datetime | None
    invited_until: datetime | None
    signs_in: bool
    managed: bool


@dataclass(frozen=True)
class SiteUsers:
    """The people of one clinic, those who were there before, and the roles that can be given."""

    site: Site
    present: tuple[Colleague, ...]
    former: tuple[str, ...]
    giveable: tuple[Role, ...]


def list_users(session: Session, user: User, now: datetime) -> tuple[SiteUsers, ...]:
    """Return the people of every clinic where the user manages them."""
    codes = sorted(require_somewhere(user, Permission.MANAGE_USERS))
    sites = (find_site(session, code) for code in codes)
    return tuple(_site_users(session, user, now, site) for site in sites if site is not None)


def _site_users(session: Session, user: User, now: datetime, site: Site) -> SiteUsers:
    site_code, giveable = site.code, roles_given_by(user, site.code)
    present = tuple(
        Colleague(
            one.name,
            one.roles[site_code],
            last_seen(session, one.name),
            invited_until(session, one.name, now),
            has_second_factor(session, one.name) or issuer_of(session, one.name) is not None,
            one.name != user.name and one.roles[site_code] <= giveable,
        )
        for one in users_at(session, site_code)
    )
    ordered = tuple(role for role in Role if role in giveable)
    return SiteUsers(site, present, former_users(session, site_code), ordered)
