"""Take packages of a clinic from now on."""

import re
from datetime import datetime

from kast_eval.actions.ask_approval import ask_approval
from kast_eval.actions.require_approved import require_approved
from kast_eval.errors import KastEvalError
from kast_eval.store.events import note_event
from kast_eval.store.packages import add_package_sender, package_senders
from kast_eval.store.session import Session
from kast_eval.store.sites import add_site, find_site
from kast_eval.store.users import add_roles
from kast_eval.store.visible_sites import see_sites
from kast_eval.study.approval import ApprovalSubject
from kast_eval.study.roles import Permission, Role, User, require, require_somewhere
from kast_eval.study.site import Site
from kast_eval.wording import marked

_KEY = re.compile("[0-9a-f]{64}")


class SenderError(KastEvalError):
    """A clinic that cannot send packages here."""


def trust_sender(session: Session, user: User, now: datetime, site: Site, public_key: str) -> None:
    """Keep the clinic with the key that it signs with; a known one gets a new key.

    A clinic that keys in this very database sends no packages to it. The user is a researcher at a
    clinic that is new here: all there is of it comes in packages. Whoever has the key of a known
    one can put others' rows in the place of the clinic's, so that two of its researchers agree.
    """
    require_somewhere(user, Permission.EXPORT_STUDY)
    _require_key(public_key)
    known = find_site(session, site.code)
    if known is not None:
        require(user, Permission.EXPORT_STUDY, site.code)
    see_sites(session, {*user.sites, site.code})
    if known is None:
        add_site(session, site)
        add_roles(session, user.name, site.code, [Role.RESEARCHER])
    elif site.code not in package_senders(session, [site.code]):
        raise SenderError(
            marked("Mottagningen för in i det här programmet och skickar inga paket hit.")
        )
    elif package_senders(session, [site.code])[site.code] != public_key:
        require_approved(
            session,
            user,
            now,
            subject=ApprovalSubject.RELEASE_A,
            target=_target(site.code, public_key),
            site_codes=[site.code],
        )
    add_package_sender(session, site.code, public_key, trusted_by=user.name, trusted_at=now)
    note_event(session, now, user.name, "trusted a sender", public_key, site_code=site.code)


def ask_new_key(
    session: Session, user: User, now: datetime, site_code: str, public_key: str, *, reason: str
) -> str:
    """Ask another person to approve a new key of a clinic that sends packages already."""
    require(user, Permission.EXPORT_STUDY, site_code)
    _require_key(public_key)
    return ask_approval(
        session,
        user,
        now,
        subject=ApprovalSubject.RELEASE_A,
        target=_target(site_code, public_key),
        site_codes=[site_code],
        reason=reason,
    )


def _require_key(public_key: str) -> None:
    if not _KEY.fullmatch(public_key):
        raise SenderError(marked("Nyckeln är 64 siffror och bokstäver, 0–9 och a–f."))


def _target(site_code: str, public_key: str) -> str:
    """Return what two people agree on: this very key of the clinic."""
    return f"sender {site_code} {public_key}"
