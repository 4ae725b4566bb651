"""What is shown once: a token that was sent before shows nothing again."""

from collections import OrderedDict
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
