"""Make a clinic's next package for the study's centre, signed and sealed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from kast_eval.actions.require_approved import require_approved
from kast_eval.actions.steps.materials import Materials
from kast_eval.actions.steps.package import planned_package
from kast_eval.dataset.package.asked import read_recipients
from kast_eval.dataset.package.package import package_bytes, package_checksum
from kast_eval.dataset.package.seal import seal
from kast_eval.store.events import note_event
from kast_eval.store.packages import PackageMark, add_package_made
from kast_eval.store.session import Session
from kast_eval.study.approval import ApprovalSubject
from kast_eval.study.roles import User


@dataclass(frozen=True)
class MadePackage:
    """A sealed package, its number, and how many rows it holds."""

    sealed: bytes = field(repr=False)
    sequence: int
    rows: int


def make_package(
    session: Session,
    user: User,
    now: datetime,
    materials: Materials,
    *,
    site_code: str,
    signing_key: bytes,
    recipients: Sequence[str],
) -> MadePackage:
    """Return the package once two people have agreed on it; it is remembered before it leaves."""
    planned = planned_package(session, user, now, materials, site_code=site_code)
    require_approved(
        session,
        user,
        now,
        subject=ApprovalSubject.RELEASE_A,
        target=planned.target(recipients),
        site_codes=[site_code],
    )
    package = planned.package
    contents = package_bytes(package)
    keys = read_recipients(recipients)
    sealed = seal(contents, signing_key, keys)
    mark = PackageMark(site_code, package.sequence, package_checksum(contents), " ".join(keys))
    add_package_made(session, mark, made_by=user.name, made_at=now)
    subject = f"package {package.sequence}"
    note_event(session, now, user.name, "made a package", subject, site_code=site_code)
    return MadePackage(sealed, package.sequence, planned.rows)
