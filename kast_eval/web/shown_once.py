"""What is shown once: a token that was sent before shows nothing again, nor does a paper."""

import secrets
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

MOST = 5000
"""So many tokens are remembered; the pages of older ones have long been too old to be sent."""


class UsedTokens:
    """The tokens of one process that were used, each for one user."""

    def __init__(self) -> None:
        self._used: OrderedDict[tuple[str, str], None] = OrderedDict()
        self._lock = Lock()

    def is_new(self, user_name: str, token: str) -> bool:
        """Tell whether the token was not used yet; none at all is never new."""
        with self._lock:
            return bool(token) and (user_name, token) not in self._used

    def use(self, user_name: str, token: str) -> None:
        """Use the token up."""
        with self._lock:
            self._used[user_name, token] = None
            if len(self._used) > MOST:
                self._used.popitem(last=False)


MOST_HELD = 50
LONGEST_HELD = timedelta(minutes=1)
"""A page asks for its paper at once; what nobody has asked for since then is let go."""


@dataclass(frozen=True)
class _Held:
    browser: str
    paper: bytes
    since: datetime


class HeldPapers:
    """Papers that wait for the page that shows them: each for one sign-in, and given once."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, _Held] = OrderedDict()
        self._lock = Lock()

    def hold(self, browser: str, paper: bytes, now: datetime) -> str:
        """Keep a paper, and return the ticket by which this sign-in gets it."""
        ticket = secrets.token_urlsafe(16)
        with self._lock:
            self._let_go(now)
            self._held[ticket] = _Held(browser, paper, now)
            if len(self._held) > MOST_HELD:
                self._held.popitem(last=False)
        return ticket

    def give(self, browser: str, ticket: str, now: datetime) -> bytes | None:
        """Return the paper and keep it no longer; None if there is none for this sign-in."""
        with self._lock:
            self._let_go(now)
            held = self._held.get(ticket)
            if held is None or held.browser != browser:
                return None
            return self._held.pop(ticket).paper

    def _let_go(self, now: datetime) -> None:
        old = [name for name, one in self._held.items() if now - one.since > LONGEST_HELD]
        for name in old:
            del self._held[name]
