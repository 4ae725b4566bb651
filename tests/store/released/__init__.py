"""Databases as each released version of the program left them, and how one is loaded."""

from contextlib import closing
from pathlib import Path

from kast_eval.store.connection import connect
from kast_eval.store.folder import DATABASE_FILE, KEY_FILE
from kast_eval.store.keys.database_key import DatabaseKey

HERE = Path(__file__).parent
RELEASED = tuple(sorted(file.stem for file in HERE.glob("*.sql")))
"""The schemas; a file is made once, of made-up clients, and never changed."""

KEY = DatabaseKey("0f" * 48)
"""The key that the events in the files are chained with."""


def load_released(schema: str, folder: Path) -> Path:
    """Make the database as it was; return its file."""
    folder.mkdir(parents=True)
    (folder / KEY_FILE).write_text(KEY.key_and_salt, "ascii")
    file = folder / DATABASE_FILE
    with closing(connect(file, KEY)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.executescript((HERE / f"{schema}.sql").read_text("utf-8"))
    return file
