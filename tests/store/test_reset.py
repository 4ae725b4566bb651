from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from kast_eval.store.clients import taken_codes
from kast_eval.store.database import Database, open_database
from kast_eval.store.entries import Correction
from kast_eval.store.events import events, note_event
from kast_eval.store.faults import WrongDatabaseError
from kast_eval.store.reset import empty_training
from kast_eval.store.sheets import newest_sheets
from kast_eval.store.sites import all_sites
from kast_eval.store.users import find_user
from tests.store.made import HERE, NOW, make_entry, make_sheet


def test_emptying_keeps_clinics_and_people_only(database: Database) -> None:
    with database.begin() as session:
        sheet = make_sheet(session)
        first = make_entry(session, sheet, submission="a")
        make_entry(session, sheet, submission="b", correction=Correction(first.id, "fel"))
        note_event(session, NOW, "anna", "entered", sheet.public_id)
        empty_training(session)
    with database.read() as session:
        assert newest_sheets(session, (HERE,), limit=9) == ()
        assert list(events(session)) == []
        assert taken_codes(session, HERE) == frozenset()
        assert len(all_sites(session)) == 2
        assert find_user(session, "anna") is not None


def test_triggers_hold_after_emptying(database: Database) -> None:
    with database.begin() as session:
        empty_training(session)
        note_event(session, NOW, "anna", "emptied", "training")
    with pytest.raises(IntegrityError, match="never"), database.begin() as session:
        session.connection.execute(text("DELETE FROM event"))


def test_a_real_database_is_never_emptied(folder: Path) -> None:
    real = open_database(folder, training=False)
    with pytest.raises(WrongDatabaseError), real.begin() as session:
        empty_training(session)
    real.close()
