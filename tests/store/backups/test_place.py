from collections.abc import Iterator
from pathlib import Path

import pytest

from kast_eval.store.backup_runs import choose_backup_folder, chosen_backup_folder
from kast_eval.store.backups.label import Reason
from kast_eval.store.backups.place import USUAL_FOLDER, back_up_before_upgrade, place_of
from kast_eval.store.connection import reading_engine
from kast_eval.store.database import Database
from kast_eval.store.session import Session
from tests.store.made import NOW
from tests.store.released import KEY, load_released


def choose(database: Database, folder: Path) -> None:
    with database.begin() as session:
        choose_backup_folder(session, folder, "anna", NOW)


def test_copies_go_beside_the_database_until_somebody_chooses(
    database: Database, place: Path
) -> None:
    assert place_of(database) == (database.file.parent / USUAL_FOLDER, False)
    choose(database, place / "first")
    choose(database, place)
    assert place_of(database) == (place, True)


def test_the_copy_before_an_upgrade_goes_where_copies_go(database: Database, place: Path) -> None:
    choose(database, place)
    made = back_up_before_upgrade(database, NOW)
    assert made.copy.folder.parent == place
    assert made.copy.label.reason is Reason.UPGRADE


def test_without_that_disk_it_goes_beside_the_database(database: Database, place: Path) -> None:
    choose(database, place / "unplugged")
    made = back_up_before_upgrade(database, NOW)
    assert made.copy.folder.parent == database.file.parent / USUAL_FOLDER


@pytest.fixture
def of_before(tmp_path: Path) -> Iterator[Session]:
    """Return a session of a database that knows no such choice."""
    file = load_released("0001", tmp_path / "old")
    engine = reading_engine(file, KEY)
    with engine.begin() as connection:
        yield Session(connection, KEY.for_events)
    engine.dispose()


def test_a_database_from_before_had_no_choice(of_before: Session) -> None:
    assert chosen_backup_folder(of_before) is None
