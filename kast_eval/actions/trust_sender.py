"""Take packages of a clinic from now on."""

import re
from datetime import datetime

from kast_eval.errors import KastEvalError
from kast_eval.store.events import note_event
from kast_eval.store.packages import add_package_sender, package_senders
from kast_eval.store.session import Session
from kast_eval.store.sites import add_site, find_site
from kast_eval.store.users import add_roles
from kast_eval.store.visible_sites import see_sites
from kast_eval.study.roles import Permission, Role, User, require_somewhere
from kast_eval.study.site import Site
from kast_eval.wording import marked

_KEY = re.compile("[0-9a-f]{64}")


class SenderError(KastEvalError):
    """A clinic that cannot send packages here."""


def trust_sender(session: Session, user: User, now: datetime, site: Site, public_key: str) -> None:
    """Keep the clinic with the key that it signs with; a known one gets a new key.

    A clinic that keys in this very database sends no packages to it. The user is a researcher at a
    clinic that is new here: all there is of it comes in packages.
    """
    require_somewhere(user, Permission.EXPORT_STUDY)
    if not _KEY.fullmatch(public_key):
        raise SenderError(marked("Nyckeln är 64 siffror och bokstäver, 0–9 och a–f."))
    known = find_site(session, site.code)
    see_sites(session, {*user.sites, site.code})
    if known is None:
        add_site(session, site)
        add_roles(session, user.name, site.code, [Role.RESEARCHER])
    elif site.code not in package_senders(session, [site.code]):
        raise SenderError(
            marked("Mottagningen för in i det här programmet och skickar inga paket hit.")
        )
    add_package_sender(session, site.code, public_key, trusted_by=user.name, trusted_at=now)
    note_event(session, now, user.name, "trusted a sender", public_key, site_code=site.code)
