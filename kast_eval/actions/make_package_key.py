"""Make the keys that packages to this database are opened with."""

from datetime import datetime

from kast_eval.dataset.package.seal import new_identity, recipient_of
from kast_eval.store.events import note_event
from kast_eval.store.packages import PackageIdentity, add_package_identity, package_identity
from kast_eval.store.session import Session
from kast_eval.study.roles import Permission, User, require_somewhere


def package_recipients(session: Session, user: User) -> tuple[str, ...]:
    """Return what clinics seal packages to, () before there are keys."""
    require_somewhere(user, Permission.EXPORT_STUDY)
    known = package_identity(session)
    return () if known is None else (recipient_of(known.identity), known.recovery)


def make_package_key(session: Session, user: User, now: datetime) -> str:
    """Keep a new key, and return the secret of a second one that is for the safe alone.

    The second opens packages too, should this machine be lost; it is kept nowhere here.
    """
    require_somewhere(user, Permission.EXPORT_STUDY)
    on_paper = new_identity()
    made = PackageIdentity(new_identity(), recipient_of(on_paper))
    add_package_identity(session, made, made_by=user.name, made_at=now)
    note_event(session, now, user.name, "made a package key", made.recovery)
    return on_paper
