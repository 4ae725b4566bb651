"""Tell which clinics send packages, and which came last."""

from dataclasses import dataclass
from datetime import datetime

from kast_eval.store.events import note_event
from kast_eval.store.packages import package_senders, packages_taken
from kast_eval.store.session import Session
from kast_eval.store.sites import all_sites
from kast_eval.study.roles import Permission, User, require_somewhere
from kast_eval.study.site import Site


@dataclass(frozen=True)
class SendingClinic:
    """A clinic that sends packages; `sequence` is the number of the newest, 0 before the first."""

    site: Site
    public_key: str
    sequence: int


def list_packages(session: Session, user: User, now: datetime) -> tuple[SendingClinic, ...]:
    """Return the clinics in the order of their codes."""
    may = require_somewhere(user, Permission.EXPORT_STUDY)
    keys = package_senders(session, may)
    newest = {one.site_code: one.sequence for one in packages_taken(session, list(keys))}
    note_event(session, now, user.name, "read the list of packages", "packages")
    return tuple(
        SendingClinic(site, keys[site.code], newest.get(site.code, 0))
        for site in all_sites(session)
        if site.code in keys
    )
