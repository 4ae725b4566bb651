"""Nothing that was keyed can be read from the disk."""

import sqlite3
from contextlib import closing
from pathlib import Path

from kast_eval.store.clients import find_client
from kast_eval.store.database import Database
from kast_eval.store.entries import Correction, add_entry
from kast_eval.store.events import note_event
from kast_eval.store.users import add_user, replace_link
from tests.store.engines import all_in_a_file
from tests.store.made import HERE, NOW, make_entry, make_sheet

pytestmark = all_in_a_file

CANARIES = ("kanariefågel-text", "kanariefågel-namn", "XX7777K", "kanariefågel-länk")


def _readable(folder: Path) -> set[str]:
    """Return the canaries that some file of the folder holds."""
    contents = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    encodings = ("utf-8", "utf-16-le", "utf-16-be")
    return {
        canary
        for canary in CANARIES
        if any(canary.encode(encoding) in contents for encoding in encodings)
    }


def _fill(database: Database) -> None:
    with database.begin() as session:
        add_user(session, "kanariefågel-namn", {}, created=NOW)
        replace_link(session, "kanariefågel-namn", "kanariefågel-länk", created=NOW)
        sheet = make_sheet(session, code="XX7777K")
        newest = make_entry(session, sheet).id
        for number in range(50):
            newest = add_entry(
                session,
                sheet.id,
                {"talk_today_txt": "kanariefågel-text" * 100},
                {"since_buy": "kanariefågel-text"},
                entered_by="kanariefågel-namn",
                entered_at=NOW,
                submission=f"number {number}",
                correction=Correction(newest, "kanariefågel-text"),
            )
        note_event(session, NOW, "kanariefågel-namn", "entered", sheet.public_id)


def test_no_file_holds_anything_readable(database: Database) -> None:
    _fill(database)
    folder = database.file.parent
    assert (folder / "kast_eval.db-wal").stat().st_size > 0
    assert _readable(folder) == set()
    database.close()
    assert _readable(folder) == set()
    assert b"SQLite format 3" not in database.file.read_bytes()


def test_the_search_finds_what_a_plain_database_holds(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "plain.db")) as plain:
        plain.execute("CREATE TABLE entry (text)")
        plain.executemany("INSERT INTO entry VALUES (?)", [(canary,) for canary in CANARIES])
        plain.commit()
    assert _readable(tmp_path) == set(CANARIES)


def test_what_was_kept_can_be_read_with_the_key(database: Database) -> None:
    _fill(database)
    with database.read() as session:
        assert find_client(session, (HERE,), "XX7777K") is not None
