"""Where a package that was just made waits a while, for whoever presses twice or loses the file."""

import time
from collections.abc import Callable
from threading import Lock

from kast_eval.actions.make_package import MadePackage
from kast_eval.errors import KastEvalError
from kast_eval.wording import marked

LASTS = 15 * 60.0
"""Seconds that it can be fetched again by who made it; the centre alone can open it."""


class PackageGoneError(KastEvalError):
    """A package that was made before, or that nobody has agreed on any more."""

    def __init__(self) -> None:
        super().__init__(
            marked("Det paketet är redan gjort, eller så gäller beslutet om det inte längre. Se "
                   "listan över paket som är gjorda. Kom filen inte fram: gör nästa paket.")
        )  # fmt: skip


class PackageDesk:
    """The packages of one process; each question of two people gives one file, however often."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._held: dict[tuple[str, str, str], tuple[float, MadePackage]] = {}
        self._lock = Lock()

    def once(
        self, user_name: str, site_code: str, question: str, make: Callable[[], MadePackage]
    ) -> MadePackage:
        """Return what the user has made of the question already, or make it."""
        place = user_name, site_code, question
        # Whoever presses twice waits here for the first press, which has it all.
        with self._lock:
            self._forget_old()
            if place not in self._held:
                made = make()
                self._held[place] = self._now(), made
            return self._held[place][1]

    def held(self, user_name: str, site_code: str) -> tuple[str, MadePackage] | None:
        """Return the newest of the user's with its question, None once it is gone."""
        with self._lock:
            self._forget_old()
            found = [
                (question, made)
                for (name, site, question), (_, made) in self._held.items()
                if (name, site) == (user_name, site_code)
            ]
        return found[-1] if found else None

    def _forget_old(self) -> None:
        oldest = self._now() - LASTS
        self._held = {place: one for place, one in self._held.items() if one[0] > oldest}
