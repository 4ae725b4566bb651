"""Where copies go: the folder that was chosen, and the one beside the database until then."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from kast_eval.store.backup_runs import chosen_backup_folder
from kast_eval.store.backups.checking import store_name
from kast_eval.store.backups.label import Reason
from kast_eval.store.backups.take import BackupMade, back_up
from kast_eval.store.backups.trouble import BackupError, named_trouble
from kast_eval.store.database import Database

USUAL_FOLDER = "backups"


def usual_place(database: Database) -> Path:
    """Return the folder beside the database, made if need be."""
    place = database.file.with_name(USUAL_FOLDER)
    with named_trouble(place):
        place.mkdir(mode=0o700, exist_ok=True)
    return place


def place_of(database: Database) -> tuple[Path, bool]:
    """Return where copies go, and whether somebody has chosen so."""
    with database.read() as session:
        chosen = chosen_backup_folder(session)
    return (usual_place(database), False) if chosen is None else (chosen, True)


def store_of(database: Database) -> str:
    """Return what tells the database from others on the labels of copies."""
    with database.read() as session:
        return store_name(session)


def require_usable(place: Path, name: str) -> None:
    """Refuse a folder that is not there or that nothing can be written in; `name` is a new one."""
    with named_trouble(place):
        probe = place / f".{name}"
        probe.mkdir(mode=0o700)
        probe.rmdir()


def back_up_before_upgrade(database: Database, now: datetime) -> BackupMade:
    """Copy the database as the earlier version of the program left it.

    A disk that is not plugged in does not keep the clinic from working: the copy then goes beside
    the database. Without any copy nothing is upgraded. No older copy is removed.
    """
    place, chosen = place_of(database)
    if chosen:
        with suppress(BackupError):
            return back_up(database, place, now, reason=Reason.UPGRADE)
    return back_up(database, usual_place(database), now, reason=Reason.UPGRADE)
