"""Finish an erasure outside the database: its log, and the list beside the copies."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from kast_eval import clock
from kast_eval.store.backups.copies import copies
from kast_eval.store.backups.erased import add_to_lists, erased_lines
from kast_eval.store.backups.keeping import gone_by
from kast_eval.store.backups.label import Reason
from kast_eval.store.backups.place import place_of, store_of
from kast_eval.store.backups.trouble import BackupError
from kast_eval.store.database import Database
from kast_eval.store.emptied_log import empty_log
from kast_eval.store.folder import DATABASE_FILE
from kast_eval.store.visible_sites import see_every_site


@dataclass(frozen=True)
class Remains:
    """Where what was erased is still: copies from before, and when the last of them is gone.

    `upgrades` counts those that stay until the next upgrade, `others` names other files of the
    database in the instance folder.
    """

    place: Path
    copies: int
    gone_by: date
    upgrades: int
    others: tuple[str, ...]
    on_server: bool


def finish_erasure(database: Database) -> bool:
    """Empty the log and write the lists; tell whether both were done, else it is done later.

    Every copy that is taken does the same, so that a stop in between is made good.
    """
    with database.read() as session:
        # On a server nobody's rows are there until they are asked for.
        see_every_site(session)
        lines = erased_lines(session, database.key)
    listed = add_to_lists(lines, [database.file.parent])
    try:
        if database.address is None:
            listed &= add_to_lists(lines, [place_of(database)[0]])
    except BackupError:
        listed = False
    return empty_log(database) and listed


def remains_of(database: Database, erased_at: datetime) -> Remains:
    """Return which copies hold what was erased then."""
    place, _chosen = place_of(database)
    before = [
        one.label
        for one in copies(place, "" if database.address else store_of(database))
        if one.label.taken <= erased_at
    ]
    return Remains(
        place,
        len(before),
        gone_by(clock.clinic_day(erased_at)),
        sum(one.reason is Reason.UPGRADE for one in before),
        _others(database.file.parent),
        database.address is not None,
    )


def _others(folder: Path) -> tuple[str, ...]:
    """Return other files of a database: moved to a server, or kept when one was damaged."""
    found = {*folder.glob("*.db"), *folder.glob("kept-*/*.db")} - {folder / DATABASE_FILE}
    return tuple(sorted(one.relative_to(folder).as_posix() for one in found))
