from pathlib import Path

import pytest

from kast_eval.store.database import Database
from kast_eval.store.events import note_event
from tests.store.engines import SQLCIPHER
from tests.store.made import NOW, make_entry, make_sheet


@pytest.fixture
def engine() -> str:
    """Return the one database that these tests copy: a file."""
    return SQLCIPHER


@pytest.fixture
def place(tmp_path: Path) -> Path:
    made = tmp_path / "copies"
    made.mkdir()
    return made


@pytest.fixture
def worked_in(database: Database) -> Database:
    with database.begin() as session:
        make_entry(session, make_sheet(session), text="kanariefågel")
        note_event(session, NOW, "anna", "entered", "sheet")
    return database
