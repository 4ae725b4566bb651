"""What is shown once: signed tokens of a sign-in, each taken once and for a short time only."""

import hmac
import secrets
from datetime import datetime, timedelta
from threading import Lock

_DAY = 24 * 60 * 60
"""What has ended is refused by its time; it is remembered longer, if a clock is set back."""


class ShownOnce:
    """The tokens of one process: nothing that another has signed is taken, nor after a restart."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._used: dict[str, int] = {}
        self._lock = Lock()

    def token(self, sign_in: str, now: datetime, lasts: timedelta) -> str:
        """Return a token by which this sign-in may ask once, for so long."""
        return self._signed(sign_in, f"{int((now + lasts).timestamp())}.{secrets.token_hex(12)}")

    def take(self, sign_in: str, now: datetime, token: str) -> bool:
        """Use a token up; tell whether it was good. Of many at once one alone gets it."""
        what = token.rpartition(".")[0]
        if not hmac.compare_digest(token.encode(), self._signed(sign_in, what).encode()):
            return False
        ends, second = int(what.partition(".")[0]), int(now.timestamp())
        with self._lock:
            self._used = {one: end for one, end in self._used.items() if end + _DAY >= second}
            if ends < second or token in self._used:
                return False
            self._used[token] = ends
        return True

    def _signed(self, sign_in: str, what: str) -> str:
        return f"{what}.{hmac.digest(self._key, f'{sign_in} {what}'.encode(), 'sha256').hex()}"
