"""The entry pages that are open: an address has a random token, never a client code."""

import secrets
from collections import OrderedDict
from dataclasses import dataclass, replace
from threading import Lock

from kast_eval.actions.open_sheet import OpenSheet

MOST = 500
"""As many pages are remembered; an older one asks for the client code again."""


@dataclass(frozen=True)
class Opened:
    """One entry page: who opened it, for what, and the sheet that it was saved as."""

    user_name: str
    sheet: OpenSheet
    saved: str | None = None


class OpenedPages:
    """The opened pages of one process, by the token that also makes a save happen once."""

    def __init__(self) -> None:
        self._pages: OrderedDict[str, Opened] = OrderedDict()
        self._lock = Lock()

    def add(self, user_name: str, sheet: OpenSheet) -> str:
        """Return the token of a new page."""
        token = secrets.token_urlsafe(16)
        with self._lock:
            self._pages[token] = Opened(user_name, sheet)
            if len(self._pages) > MOST:
                self._pages.popitem(last=False)
        return token

    def find(self, user_name: str, token: str) -> Opened | None:
        """Return the page if the user has opened it."""
        with self._lock:
            opened = self._pages.get(token)
        return opened if opened is not None and opened.user_name == user_name else None

    def mark_saved(self, token: str, public_id: str) -> None:
        """Remember what the page was saved as."""
        with self._lock:
            if token in self._pages:
                self._pages[token] = replace(self._pages[token], saved=public_id)
