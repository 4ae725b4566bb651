"""Say that the machine's clock is right again, after it was not."""

from datetime import datetime

from kast_eval.errors import KastEvalError
from kast_eval.store.events import CLOCK, CLOCK_CONFIRMED, ClockTrouble, clock_trouble, note_event
from kast_eval.store.session import Session
from kast_eval.study.roles import Permission, User, require_somewhere


class ClockError(KastEvalError):
    """A clock that cannot be right, whatever is said of it."""

    def __init__(self) -> None:
        super().__init__("Klockan visar en omöjlig tid. Ställ datorns klocka rätt först.")


def confirm_clock(session: Session, user: User, now: datetime) -> None:
    """Keep that the user has compared the clock with another, so that nobody is warned any more."""
    require_somewhere(user, Permission.CONFIRM_CLOCK)
    trouble = clock_trouble(session, now)
    if trouble is ClockTrouble.ABSURD:
        raise ClockError
    if trouble is not None:
        note_event(session, now, user.name, CLOCK_CONFIRMED, CLOCK)
