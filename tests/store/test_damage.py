"""A flipped bit is found, and never shown as data."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from kast_eval.store.database import Database, open_database
from kast_eval.store.events import events, note_event
from kast_eval.store.faults import DamagedDatabaseError
from tests.store.engines import all_in_a_file
from tests.store.made import NOW

pytestmark = all_in_a_file

TEXT = "läsbar " * 30
ROWS = 150
FLIPS = 200


def _changed_in_silence(file: Path, read: Callable[[], list[str] | None], flips: int) -> int:
    """Return how many of the flipped bits gave other data; None from `read` is damage found."""
    whole = file.read_bytes()
    expected = read()
    assert expected is not None
    chooser = random.Random(1)
    changed = 0
    for _ in range(flips):
        damaged = bytearray(whole)
        damaged[chooser.randrange(len(whole))] ^= 1 << chooser.randrange(8)
        file.write_bytes(damaged)
        changed += read() not in (None, expected)
    file.write_bytes(whole)
    return changed


def test_no_flipped_bit_is_shown_as_data(folder: Path, database: Database) -> None:
    with database.begin() as session:
        for _ in range(ROWS):
            note_event(session, NOW, "anna", "read", TEXT)
    database.close()

    def read() -> list[str] | None:
        try:
            with closing(open_database(folder, training=True)) as opened, opened.read() as session:
                return [event.subject for event in events(session)]
        except DamagedDatabaseError:
            return None

    assert _changed_in_silence(database.file, read, FLIPS) == 0


def test_a_plain_database_shows_flipped_bits_as_data(tmp_path: Path) -> None:
    file = tmp_path / "plain.db"
    with closing(sqlite3.connect(file)) as plain:
        plain.execute("CREATE TABLE event (subject TEXT)")
        plain.executemany("INSERT INTO event VALUES (?)", [(TEXT,)] * ROWS)
        plain.commit()

    def read() -> list[str] | None:
        try:
            with closing(sqlite3.connect(file)) as plain:
                plain.text_factory = bytes
                return [str(subject) for (subject,) in plain.execute("SELECT * FROM event")]
        except sqlite3.DatabaseError:
            return None

    assert _changed_in_silence(file, read, FLIPS) > FLIPS / 2
