"""Tell what has left, to whom and when."""

from datetime import datetime

from kast_eval.store.events import note_event
from kast_eval.store.releases import ReleaseRecord, all_releases
from kast_eval.store.session import Session
from kast_eval.study.roles import Permission, User, require_somewhere


def list_releases(session: Session, user: User, now: datetime) -> tuple[ReleaseRecord, ...]:
    """Return every release in the order in which they were made."""
    require_somewhere(user, Permission.EXPORT_STUDY)
    note_event(session, now, user.name, "read the list of releases", "releases")
    return all_releases(session)
