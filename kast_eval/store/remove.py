"""Remove a training database, so that practice can begin anew."""

from pathlib import Path

from kast_eval.store.database import DATABASE_FILE, open_database
from kast_eval.store.faults import FolderError

_BESIDE = ("", "-wal", "-shm")
"""What SQLite adds to the name of a file for the files beside it."""


def remove_training_database(folder: Path) -> None:
    """Remove the database of the folder if there is one; a real one is refused and stays."""
    file = folder / DATABASE_FILE
    if not file.exists():
        return
    open_database(folder, training=True).close()
    try:
        for ending in _BESIDE:
            file.with_name(file.name + ending).unlink(missing_ok=True)
    except OSError as error:
        raise FolderError(
            "Övningsdatabasen i {folder} går inte att ta bort ({reason}). Stäng programmet om "
            "det är igång och försök igen.",
            folder=folder, reason=error.strerror,
        ) from error  # fmt: skip
