import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from kast_eval.store.database import Database
from kast_eval.store.entries import entry_history
from kast_eval.store.events import events, note_event
from kast_eval.store.records import EntryRecord, EventRecord
from tests.store.engines import in_a_file
from tests.store.made import NOW, make_entry, make_sheet

Kept = tuple[tuple[EntryRecord, ...], tuple[EventRecord, ...]]


@pytest.fixture
def filled(database: Database) -> Database:
    with database.begin() as session:
        make_entry(session, make_sheet(session))
        note_event(session, NOW, "anna", "entered", "sheet")
    return database


def _kept(database: Database) -> Kept:
    with database.read() as session:
        return entry_history(session, 1), tuple(events(session))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET notes = '{}'",
        "DELETE FROM entry",
        "UPDATE entry SET id = 2",
        (
            "INSERT INTO entry SELECT * FROM entry WHERE true "
            "ON CONFLICT (id) DO UPDATE SET notes = '{}'"
        ),
        "UPDATE event SET action = 'read'",
        "DELETE FROM event",
        (
            "INSERT INTO event SELECT * FROM event WHERE true "
            "ON CONFLICT (sequence) DO UPDATE SET action = 'read'"
        ),
    ],
)
def test_entries_and_events_are_never_changed_nor_removed(filled: Database, statement: str) -> None:
    before = _kept(filled)
    with pytest.raises(IntegrityError, match="never"), filled.begin() as session:
        session.connection.execute(text(statement))
    assert _kept(filled) == before
    assert all(before)


@in_a_file
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE OR REPLACE entry SET id = 2",
        # A replaced row is removed first.
        "INSERT OR REPLACE INTO entry SELECT * FROM entry",
        "REPLACE INTO entry SELECT * FROM entry",
        "INSERT OR REPLACE INTO event SELECT * FROM event",
    ],
)
def test_nor_are_they_replaced(filled: Database, statement: str) -> None:
    before = _kept(filled)
    with pytest.raises(IntegrityError, match="never"), filled.begin() as session:
        session.connection.execute(text(statement))
    assert _kept(filled) == before
