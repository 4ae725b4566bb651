"""Lock a screen that was left, and unlock it by the passphrase."""

from datetime import datetime, timedelta

from kast_eval.actions.sign_in import LINK, browser_of
from kast_eval.actions.step_up import WrongProofError
from kast_eval.actions.steps.hashing import is_passphrase
from kast_eval.actions.steps.tries import begin_try, end_tries, signed_in_guesser
from kast_eval.errors import KastEvalError
from kast_eval.store.accounts import password_hash
from kast_eval.store.database import Database
from kast_eval.store.events import note_event
from kast_eval.store.session import Session
from kast_eval.store.sign_ins import BrowserRecord, mark_locked, mark_unlocked

IDLE = timedelta(minutes=15)
"""How long a screen may be left before it locks itself."""


class LockedError(KastEvalError):
    """A page that was asked for while the screen is locked."""

    def __init__(self) -> None:
        super().__init__("Skärmen är låst. Lås upp den med din lösenfras.")


def is_locked(browser: BrowserRecord, now: datetime) -> bool:
    """Tell whether the screen is locked: by hand, or because it was left.

    That of a training clinic never is: it shows nobody, and its link has no passphrase.
    """
    if browser.method == LINK:
        return False
    # A clock that was set back must not keep a screen open.
    return browser.locked is not None or abs(now - browser.last_seen) > IDLE


def lock_screen(session: Session, cookie_token: str, now: datetime) -> None:
    """Lock the screen by hand."""
    browser = browser_of(session, cookie_token, now)
    if browser is None or browser.method == LINK or browser.locked is not None:
        return
    mark_locked(session, cookie_token, at=now)
    note_event(session, now, browser.user.name, "locked", "browser")


def unlock_screen(
    database: Database, cookie_token: str, now: datetime, *, password: str, client: str
) -> None:
    """Unlock the screen, or raise WrongProofError or WaitError."""
    with database.begin() as session:
        browser = browser_of(session, cookie_token, now)
        if browser is None:
            raise WrongProofError
        user_name = browser.user.name
        guesser = signed_in_guesser(user_name, client)
        begin_try(session, now, guesser)
        kept = password_hash(session, user_name)
    right = is_passphrase(kept, password)
    with database.begin() as session:
        if right:
            end_tries(session, guesser)
            mark_unlocked(session, cookie_token, at=now)
        note_event(session, now, user_name, "unlocked" if right else "unlock failed", "browser")
    if not right:
        raise WrongProofError
