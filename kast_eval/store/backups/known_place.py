"""Where the copies of a database are, told beside it: a damaged one cannot say it itself."""

from pathlib import Path

from kast_eval.files import write_file
from kast_eval.store.backups.place import USUAL_FOLDER

PLACE_FILE = "backups.txt"


def remember_place(folder: Path, place: Path) -> None:
    """Write beside the database of the folder where its copies are."""
    if _told(folder) != place:
        write_file(folder / PLACE_FILE, f"{place}\n".encode())


def known_place(folder: Path) -> Path:
    """Return where the copies were when the database was last opened."""
    return _told(folder) or folder / USUAL_FOLDER


def _told(folder: Path) -> Path | None:
    try:
        written = (folder / PLACE_FILE).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return Path(written) if written and "\0" not in written else None
