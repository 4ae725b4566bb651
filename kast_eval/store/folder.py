"""An instance folder: what its files are called, and what they tell of it without being opened."""

from enum import StrEnum
from pathlib import Path

from kast_eval.store.faults import KeyFileError
from kast_eval.store.keys.box_file import KEYS_FILE
from kast_eval.wording import marked

DATABASE_FILE = "kast_eval.db"
KEY_FILE = "database.key"
"""The plain key of a training database."""


class FolderSort(StrEnum):
    """What a folder holds."""

    EMPTY = "empty"
    TRAINING = "training"
    CLINIC = "clinic"


def sort_of(folder: Path) -> FolderSort:
    """Return what the folder holds, told from its files; a database without a key is refused."""
    locked, plain = (folder / KEYS_FILE).exists(), (folder / KEY_FILE).exists()
    if locked and plain:
        raise KeyFileError(
            marked(
                "I {folder} finns nycklar både till en övning och till en mottagning. Flytta "
                "bort dem som inte hör dit."
            ),
            folder=folder,
        )
    if locked:
        return FolderSort.CLINIC
    if plain:
        return FolderSort.TRAINING
    if (folder / DATABASE_FILE).exists():
        raise KeyFileError(
            marked(
                "I {folder} finns en databas men ingen nyckelfil. Lägg tillbaka {keys} från den "
                "senaste säkerhetskopian; utan den kan ingen läsa databasen."
            ),
            folder=folder,
            keys=KEYS_FILE,
        )
    return FolderSort.EMPTY
