"""Tell which clinics send packages, what has come of them, and what was asked about them."""

from dataclasses import dataclass
from datetime import datetime

from kast_eval.actions.steps.asked_packages import Waiting, asked_packages
from kast_eval.dataset.package.asked import AskedKey, AskedSender
from kast_eval.store.events import note_event
from kast_eval.store.packages import NotedPackage, package_senders, register_of_taken
from kast_eval.store.session import Session
from kast_eval.store.sites import all_sites
from kast_eval.study.roles import Permission, User, require_somewhere
from kast_eval.study.site import Site


@dataclass(frozen=True)
class SendingClinic:
    """A clinic that sends packages: its key, "" where none is trusted, and those that have come."""

    site: Site
    public_key: str
    taken: tuple[NotedPackage, ...]

    @property
    def sequence(self) -> int:
        """Return the number of the newest package, 0 before the first."""
        return self.taken[-1].mark.sequence if self.taken else 0

    @property
    def missing(self) -> tuple[int, ...]:
        """Return the numbers of those that never came."""
        came = {one.mark.sequence for one in self.taken}
        return tuple(one for one in range(1, self.sequence) if one not in came)


@dataclass(frozen=True)
class Senders:
    """All of them in the order of their codes, and the keys that wait to be trusted."""

    clinics: tuple[SendingClinic, ...]
    asked: tuple[Waiting[AskedSender | AskedKey], ...]


def list_packages(session: Session, user: User, now: datetime) -> Senders:
    """Return what there is of the user's clinics."""
    may = require_somewhere(user, Permission.EXPORT_STUDY)
    keys = package_senders(session, may)
    taken = register_of_taken(session, list(keys))
    note_event(session, now, user.name, "read the list of packages", "packages")
    clinics = tuple(
        SendingClinic(
            site, keys[site.code], tuple(one for one in taken if one.mark.site_code == site.code)
        )
        for site in all_sites(session)
        if site.code in keys
    )
    asked = tuple(
        Waiting(one.shown, one.what, one.may_do)
        for one in asked_packages(session, user, now)
        if isinstance(one.what, AskedSender | AskedKey)
    )
    return Senders(clinics, asked)
