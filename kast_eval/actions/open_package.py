"""Open a clinic's package: unseal it, see who has signed it, read it. Nothing is kept.

It takes seconds of work where a file is large or hostile, and is done while others save.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from kast_eval.dataset.package.package import (
    Package,
    PackageError,
    package_checksum,
    read_package,
)
from kast_eval.dataset.package.seal import open_sealed
from kast_eval.dataset.package.taking import Sender, require_known
from kast_eval.store.packages import package_identity, package_senders
from kast_eval.store.session import Session
from kast_eval.store.sites import find_site
from kast_eval.study.roles import Permission, User, require_somewhere
from kast_eval.wording import marked


@dataclass(frozen=True)
class OpenedPackage:
    """A package that can be read, the key that signed it, and what it was read out of."""

    package: Package
    signed_by: str
    contents: bytes = field(repr=False)

    @property
    def checksum(self) -> str:
        """Return what the next package calls this one."""
        return package_checksum(self.contents)


def open_package(
    session: Session, user: User, sealed: bytes, *, identity: str = ""
) -> OpenedPackage:
    """Return the package; `identity` is the key from the safe, where this machine's own is lost."""
    may = require_somewhere(user, Permission.EXPORT_STUDY)
    known = package_identity(session)
    if known is None and not identity:
        raise PackageError(marked("Det finns ingen nyckel att öppna paket med. Gör en först."))
    opened = open_sealed(sealed, identity or (known.identity if known else ""))
    require_known(opened.signed_by, senders_known(session, may))
    return OpenedPackage(read_package(opened.contents), opened.signed_by, opened.contents)


def senders_known(session: Session, site_codes: Collection[str]) -> Iterator[Sender]:
    """Give the clinics whose packages are taken, each with its key and its approval."""
    for code, key in package_senders(session, site_codes).items():
        site = find_site(session, code)
        if key and site is not None:
            yield Sender(code, key, site.approval_number or "")
