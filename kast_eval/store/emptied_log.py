"""The log beside the database file: what was removed stands there until it is emptied."""

from contextlib import closing

from kast_eval.store.connection import connect
from kast_eval.store.database import Database
from kast_eval.store.faults import named_faults

_PATIENCE = 500
"""Milliseconds; somebody waits for the page, and whoever reads is done at the next call."""


def empty_log(database: Database) -> bool:
    """Write the log into the file and empty it; tell whether nothing is left there.

    Somebody who reads just then keeps the log; the next call empties it, or the next start. What
    is removed in the file itself is overwritten at once (`secure_delete`). A server keeps removed
    rows until it is told to let them go, by those who keep it.
    """
    if database.address is not None:
        return False
    with named_faults(), closing(connect(database.file, database.key)) as connection:
        connection.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
        ((busy, _pages, _moved),) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return not busy
