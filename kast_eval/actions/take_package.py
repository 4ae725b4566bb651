"""Take a clinic's package: look at all that it says, and keep it or nothing."""

from dataclasses import dataclass
from datetime import datetime

from kast_eval.actions.open_package import OpenedPackage, senders_known
from kast_eval.dataset.package.package import Package
from kast_eval.dataset.package.taking import Place, require_known, require_takeable
from kast_eval.store.events import note_event
from kast_eval.store.packages import PackageMark, add_package_taken, packages_taken
from kast_eval.store.releases import ReleaseRecord, releases_of_pooled
from kast_eval.store.session import Session
from kast_eval.study.roles import Permission, User, require_somewhere


@dataclass(frozen=True)
class TakenPackage:
    """A package that was taken, and the releases that hold somebody who has withdrawn since."""

    package: Package
    to_tell: tuple[ReleaseRecord, ...]


def take_package(
    session: Session, user: User, now: datetime, opened: OpenedPackage, *, broken: bool = False
) -> TakenPackage:
    """Keep the package, if it is the next one of a clinic that is trusted now.

    `broken` takes it although one before it is missing, which the clinic has said is lost.
    """
    may = require_somewhere(user, Permission.EXPORT_STUDY)
    signers = require_known(opened.signed_by, senders_known(session, may))
    package = opened.package
    taken = packages_taken(session, [package.site_code])
    last = Place(taken[-1].sequence, taken[-1].checksum) if taken else None
    require_takeable(package, signers, last, broken=broken)
    mark = PackageMark(package.site_code, package.sequence, opened.checksum, opened.signed_by)
    add_package_taken(session, mark, opened.contents, taken_by=user.name, taken_at=now)
    subject = f"package {package.sequence}"
    action = "took a package of a broken series" if broken else "took a package"
    note_event(session, now, user.name, action, subject, site_code=package.site_code)
    to_tell = releases_of_pooled(session, package.site_code, package.withdrawn)
    return TakenPackage(package, to_tell)
