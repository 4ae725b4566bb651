"""Tell a clinic what its next package would hold, what is agreed on, and what it has sent."""

from dataclasses import dataclass
from datetime import datetime

from kast_eval.actions.steps.asked_packages import Waiting, asked_packages
from kast_eval.actions.steps.materials import Materials
from kast_eval.actions.steps.package import PlannedPackage, planned_package
from kast_eval.dataset.package.asked import AskedPackage
from kast_eval.store.packages import NotedPackage, register_of_made
from kast_eval.store.session import Session
from kast_eval.store.sites import find_site
from kast_eval.study.border import OutsideStudyError
from kast_eval.study.roles import NotFoundError, Permission, User, require
from kast_eval.study.site import Site


@dataclass(frozen=True)
class OwnPackages:
    """A clinic's packages: the next one as it would be, what is asked about it, those before.

    A clinic outside the study has no next one.
    """

    site: Site
    planned: PlannedPackage | None
    asked: tuple[Waiting[AskedPackage], ...]
    made: tuple[NotedPackage, ...]

    @property
    def recipients(self) -> tuple[str, ...]:
        """Return what the clinic has sealed to last, or asked to, () where it never did."""
        if self.asked:
            return self.asked[0].what.recipients
        return tuple(self.made[-1].mark.key.split()) if self.made else ()


def list_own_packages(
    session: Session, user: User, now: datetime, materials: Materials, *, site_code: str
) -> OwnPackages:
    """Return it; of what was asked, only what is about the next one."""
    require(user, Permission.EXPORT, site_code)
    site = find_site(session, site_code)
    if site is None:
        raise NotFoundError
    made = register_of_made(session, site_code)
    try:
        planned = planned_package(session, user, now, materials, site_code=site_code)
    except OutsideStudyError:
        return OwnPackages(site, None, (), made)
    asked = tuple(
        Waiting(one.shown, one.what, one.may_do)
        for one in asked_packages(session, user, now)
        if isinstance(one.what, AskedPackage)
        and one.shown.approval.site_codes == {site_code}
        and one.what.sequence == planned.package.sequence
    )
    return OwnPackages(site, planned, asked, made)
