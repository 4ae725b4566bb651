from datetime import timedelta
from pathlib import Path

from kast_eval.store.backup_runs import (
    BackupRun,
    RunSort,
    add_backup_run,
    choose_backup_folder,
    chosen_backup_folder,
    newest_good_run,
    newest_run,
)
from kast_eval.store.backups.place import store_of
from kast_eval.store.backups.trouble import Trouble
from kast_eval.store.database import Database
from tests.store.made import NOW

GOOD = BackupRun(
    RunSort.BACKUP, "daily", NOW, "a copy", None, same_disk=True, size=9, row_count=3, head="ab",
    noted_by="anna",
)  # fmt: skip
BAD = BackupRun(RunSort.BACKUP, "daily", NOW + timedelta(days=1), trouble=Trouble.GONE)


def test_the_newest_run_and_the_newest_good_one_are_told_apart(database: Database) -> None:
    with database.begin() as session:
        assert newest_run(session, RunSort.BACKUP) is None
        for run in (GOOD, BAD):
            add_backup_run(session, run)
        assert newest_run(session, RunSort.BACKUP) == BAD
        assert newest_good_run(session, RunSort.BACKUP) == GOOD
        assert newest_run(session, RunSort.DRILL) is None


def test_the_newest_choice_counts(database: Database, tmp_path: Path) -> None:
    with database.begin() as session:
        assert chosen_backup_folder(session) is None
        for name in ("first", "second"):
            choose_backup_folder(session, tmp_path / name, "anna", NOW)
        assert chosen_backup_folder(session) == tmp_path / "second"


def test_a_database_has_a_name_wherever_it_is(database: Database) -> None:
    assert store_of(database) == store_of(database)
