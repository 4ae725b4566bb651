"""Take a clinic's package: open it, look at all that it says, and keep it or nothing."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from kast_eval.dataset.package.package import (
    Package,
    PackageError,
    package_checksum,
    read_package,
)
from kast_eval.dataset.package.seal import open_sealed
from kast_eval.dataset.package.taking import Place, Sender, require_known, require_takeable
from kast_eval.store.events import note_event
from kast_eval.store.packages import (
    PackageMark,
    add_package_taken,
    package_identity,
    package_senders,
    packages_taken,
)
from kast_eval.store.releases import ReleaseRecord, releases_of_pooled
from kast_eval.store.session import Session
from kast_eval.store.sites import find_site
from kast_eval.study.roles import Permission, User, require_somewhere
from kast_eval.wording import marked


@dataclass(frozen=True)
class TakenPackage:
    """A package that was taken, and the releases that hold somebody who has withdrawn since."""

    package: Package
    to_tell: tuple[ReleaseRecord, ...]


def take_package(
    session: Session,
    user: User,
    now: datetime,
    sealed: bytes,
    *,
    identity: str = "",
    broken: bool = False,
) -> TakenPackage:
    """Keep the package; `identity` is the key from the safe, where this machine's own is lost.

    `broken` takes it although one before it is missing, which the clinic has said is lost.
    """
    may = require_somewhere(user, Permission.EXPORT_STUDY)
    known = package_identity(session)
    if known is None and not identity:
        raise PackageError(marked("Det finns ingen nyckel att öppna paket med. Gör en först."))
    opened = open_sealed(sealed, identity or (known.identity if known else ""))
    signers = require_known(opened.signed_by, _senders(session, may))
    package = read_package(opened.contents)
    taken = packages_taken(session, [package.site_code])
    last = Place(taken[-1].sequence, taken[-1].checksum) if taken else None
    require_takeable(package, signers, last, broken=broken)
    checksum = package_checksum(opened.contents)
    mark = PackageMark(package.site_code, package.sequence, checksum, opened.signed_by)
    add_package_taken(session, mark, opened.contents, taken_by=user.name, taken_at=now)
    subject = f"package {package.sequence}"
    action = "took a package of a broken series" if broken else "took a package"
    note_event(session, now, user.name, action, subject, site_code=package.site_code)
    to_tell = releases_of_pooled(session, package.site_code, package.withdrawn)
    return TakenPackage(package, to_tell)


def _senders(session: Session, site_codes: Collection[str]) -> Iterator[Sender]:
    for code, key in package_senders(session, site_codes).items():
        site = find_site(session, code)
        if key and site is not None:
            yield Sender(code, key, site.approval_number or "")
