"""Count what waits beside the sheets that are to come."""

from kast_eval.store.session import Session
from kast_eval.store.waiting import Waiting
from kast_eval.store.waiting import count_waiting as count
from kast_eval.study.roles import Permission, User, require_somewhere


def count_waiting(session: Session, user: User) -> Waiting:
    """Return how many questions and second keyings wait at the user's clinics."""
    return count(session, require_somewhere(user, Permission.READ))
