from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kast_eval.actions.choose_backup_folder import choose_backup_folder
from kast_eval.actions.take_due_backup import take_due_backup
from kast_eval.store.backups.trouble import BackupError
from kast_eval.store.database import Database
from tests.actions.at_the_clinic import NOW
from tests.actions.test_backups import KEEPER

HOUR = timedelta(hours=1)


@pytest.fixture
def place(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("copies")
    choose_backup_folder(database, KEEPER, NOW, str(made))
    return made


def taken(database: Database, *moments: datetime) -> list[bool]:
    return [take_due_backup(database, moment) is not None for moment in moments]


@pytest.mark.usefixtures("place")
def test_one_copy_a_day_is_taken_at_the_first_chance(database: Database) -> None:
    # It is 13:30 at the clinic; the day ends eleven hours later.
    assert taken(database, NOW, NOW + HOUR, NOW + 10 * HOUR) == [True, False, False]
    assert taken(database, NOW + 11 * HOUR, NOW + 24 * HOUR) == [True, False]


@pytest.mark.usefixtures("place")
def test_a_clock_that_is_set_back_does_not_stop_copies(database: Database) -> None:
    assert taken(database, NOW + 9000 * HOUR, NOW) == [True, True]


def test_a_disk_that_is_not_there_is_tried_again_after_an_hour(
    database: Database, place: Path
) -> None:
    place.rmdir()
    with pytest.raises(BackupError):
        take_due_backup(database, NOW)
    place.mkdir()
    assert taken(database, NOW + HOUR / 2, NOW + HOUR, NOW + 2 * HOUR) == [False, True, False]
