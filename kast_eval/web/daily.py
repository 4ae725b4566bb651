"""What the running program does by itself: the copy of the day."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

from kast_eval import clock
from kast_eval.actions.take_due_backup import take_due_backup
from kast_eval.errors import KastEvalError
from kast_eval.store.database import Database

LOOKING_EVERY = 600.0
"""Seconds between two looks at whether the copy of the day is taken."""


@contextmanager
def daily_backups(database: Database, *, every: float = LOOKING_EVERY) -> Iterator[None]:
    """Take the copy of each day in the meantime; of a database on a server it is taken there."""
    if database.address is not None:
        yield
        return
    ended = Event()
    keeper = Thread(target=_keep, args=(database, ended, every), name="daily backups", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        ended.set()
        keeper.join()


def _keep(database: Database, ended: Event, every: float) -> None:
    while True:
        # What goes wrong is noted where the banner finds it, and tried again.
        with suppress(KastEvalError):
            take_due_backup(database, clock.now())
        if ended.wait(every):
            return
