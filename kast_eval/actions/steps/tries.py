"""How often one may guess: a few times at once, then after waits that grow."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from kast_eval.errors import KastEvalError
from kast_eval.store.session import Session
from kast_eval.store.tries import count_try, find_tries, forget_old_tries, forget_tries, take_back
from kast_eval.wording import Wording

FREE = {"name": 5, "address": 20}
"""Tries in a row without a wait; several people share the address of a clinic."""

FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(days=1)


class WaitError(KastEvalError):
    """A try that came too soon after others that failed; it was not looked at."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(
            "Det har blivit fel för många gånger. Vänta {wait} och försök sedan igen.",
            wait=_said(wait),
        )
        self.wait = wait


@dataclass(frozen=True)
class Guesser:
    """Who tries: the name that is typed, if any, and the address of the machine, if it counts."""

    name: str | None
    client: str | None

    @property
    def counted(self) -> tuple[tuple[str, str], ...]:
        """Return what tries are counted for."""
        found = (("name", self.name), ("address", self.client))
        return tuple((sort, what) for sort, what in found if what is not None)


def signed_in_guesser(user_name: str, client: str) -> Guesser:
    """Return who tries in a browser that is signed in.

    It is counted apart from the tries to sign in, so that nobody who only knows a colleague's name
    can keep the colleague out of a locked screen.
    """
    return Guesser(f"signed in: {user_name}", client)


def asking_guesser(user_name: str) -> Guesser:
    """Return who types the codes of clients; colleagues at the same address do not wait for it."""
    return Guesser(f"asks for codes: {user_name}", None)


def begin_try(session: Session, now: datetime, guesser: Guesser) -> None:
    """Count a try before it is looked at, so that many at once are no way around; or refuse it."""
    forget_old_tries(session, before=now - FORGOTTEN_AFTER)
    left = max(_wait_left(session, now, sort, what) for sort, what in guesser.counted)
    if left > timedelta():
        raise WaitError(left)
    for sort, what in guesser.counted:
        count_try(session, sort, what, at=now)


def end_tries(session: Session, guesser: Guesser) -> int:
    """Forget the failures of a name that has succeeded, and return how many they were.

    Its address keeps those of others.
    """
    failures = 0
    for sort, what in guesser.counted:
        if sort == "name":
            tries = find_tries(session, sort, what)
            # The last of them is the try that has succeeded.
            failures = 0 if tries is None else tries.failures - 1
            forget_tries(session, sort, what)
        else:
            take_back(session, sort, what)
    return failures


def take_back_try(session: Session, guesser: Guesser) -> None:
    """Count one failure less: this try was none, and those before it stay."""
    for sort, what in guesser.counted:
        take_back(session, sort, what)


def wait_after(failures: int, sort: str) -> timedelta:
    """Return how long the next try has to wait after the last one."""
    beyond = failures - FREE[sort]
    if beyond < 0:
        return timedelta()
    # Doubled eight times, it is longer than the longest wait already.
    return min(FIRST_WAIT * (1 << min(beyond, 8)), LONGEST_WAIT)


def _wait_left(session: Session, now: datetime, sort: str, what: str) -> timedelta:
    tries = find_tries(session, sort, what)
    if tries is None:
        return timedelta()
    # A clock that was set back must not make the wait longer than it ever is.
    since = max(now - tries.last, timedelta())
    return wait_after(tries.failures, sort) - since


def _said(wait: timedelta) -> Wording:
    seconds = ceil(wait.total_seconds())
    if seconds <= 1:
        return Wording("en sekund", "one second")
    if seconds < 90:  # noqa: PLR2004 - longer waits are said in minutes.
        return Wording(f"{seconds} sekunder", f"{seconds} seconds")
    minutes = -(-seconds // 60)
    return Wording(f"{minutes} minuter", f"{minutes} minutes")
