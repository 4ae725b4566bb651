"""Keep how somebody who is signed in keyed a practice sheet."""

from datetime import datetime

from kast_eval.quality.certification import PracticeResult
from kast_eval.store.certificates import add_practice_result
from kast_eval.store.events import note_event
from kast_eval.store.session import Session
from kast_eval.study.roles import Permission, User


def record_practice(session: Session, user: User, now: datetime, result: PracticeResult) -> bool:
    """Keep the result if the user keys anywhere; tell whether it was kept."""
    if not user.sites_with(Permission.ENTER):
        return False
    add_practice_result(session, user.name, result, keyed_at=now)
    note_event(session, now, user.name, "practised", result.sheet)
    return True
