"""Take no packages of a clinic any more: its key is another's, or it was a mistake."""

from datetime import datetime

from kast_eval.actions.trust_sender import SenderError, require_sender
from kast_eval.store.events import note_event
from kast_eval.store.packages import add_package_sender
from kast_eval.store.session import Session
from kast_eval.study.roles import Permission, User, require
from kast_eval.wording import marked


def distrust_sender(session: Session, user: User, now: datetime, site_code: str) -> None:
    """Keep that no key of the clinic is trusted.

    Nothing is erased. Of what was taken no row is in any file from now on, until two people trust
    a key of the clinic again. One person is enough: nothing leaves by it, and it cannot wait.
    """
    require(user, Permission.EXPORT_STUDY, site_code)
    key = require_sender(session, site_code)
    if not key:
        raise SenderError(marked("Ingen nyckel för mottagningen är godtagen längre."))
    add_package_sender(session, site_code, "", trusted_by=user.name, trusted_at=now)
    note_event(session, now, user.name, "distrusted a sender", key, site_code=site_code)
