"""Secrets that are typed to open a database: read, and bounded in how often they may be wrong."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock

from flask import current_app

from kast_eval.errors import KastEvalError
from kast_eval.store.faults import WrongSecretError
from kast_eval.store.keys.recovery_code import read_recovery_code
from kast_eval.store.keys.secret import Passphrase, Secret
from kast_eval.wording import marked

TRIES = "kast_eval_tries"
FREE_TRIES = 5
LONGEST_WAIT = 300.0


class WaitError(KastEvalError):
    """A secret that is given too soon after wrong ones."""


@dataclass
class Tries:
    """The wrong secrets since the start; there is no database open yet to count them in."""

    clock: Callable[[], float] = time.monotonic
    wrong: int = 0
    last: float = 0.0
    _lock: Lock = field(default_factory=Lock)

    @contextmanager
    def one(self) -> Iterator[None]:
        """Let one secret be tried, after the wait that wrong ones before it have earned.

        A guess costs 256 MiB and half a second, so they are taken one at a time.
        """
        with self._lock:
            self._require_patience()
            try:
                yield
            except WrongSecretError:
                self.wrong += 1
                self.last = self.clock()
                raise

    def _require_patience(self) -> None:
        over = self.wrong - FREE_TRIES
        wait = min(2.0 ** min(over, 10), LONGEST_WAIT) if over >= 0 else 0.0
        left = self.last + wait - self.clock()
        if left > 0:
            raise WaitError(
                marked("För många försök. Vänta {seconds} sekunder och försök igen."),
                seconds=int(left) + 1,
            )


def tries() -> Tries:
    """Return the tries of the application that answers."""
    held: Tries = current_app.extensions[TRIES]
    return held


def typed_secret(texts: Mapping[str, str]) -> Secret:
    """Return the secret of the two fields: the code on paper if there is one, else the phrase."""
    on_paper = texts.get("recovery_code", "")
    if on_paper.strip():
        return read_recovery_code(on_paper)
    return Passphrase(texts.get("passphrase", ""))
