import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from kast_eval.actions.choose_backup_folder import FolderChoiceError, choose_backup_folder
from kast_eval.actions.read_backups import (
    LONGEST_WITHOUT_DRILL,
    OLDEST,
    BackupState,
    Worry,
    read_backup_place,
    read_backup_state,
)
from kast_eval.actions.take_backup import take_backup
from kast_eval.actions.try_backup import try_backup
from kast_eval.store.backup_runs import BackupRun, RunSort, add_backup_run
from kast_eval.store.backups.known_place import known_place
from kast_eval.store.backups.label import Reason
from kast_eval.store.backups.trouble import BackupError, Trouble
from kast_eval.store.database import Database
from kast_eval.store.events import PROGRAM
from kast_eval.study.roles import NotAllowedError, Role, User
from tests.actions.at_the_clinic import ANNA, HERE, LEAD, NOW, RESEARCHER, entered, noted

KEEPER = User("lead", {HERE: frozenset({Role.ADMINISTRATOR})})
DAY = timedelta(days=1)


@pytest.fixture
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("copies")


@pytest.fixture
def chosen(database: Database, place: Path) -> Database:
    choose_backup_folder(database, KEEPER, NOW, str(place))
    return database


def state(database: Database, *, days: float = 0) -> BackupState:
    with database.read() as session:
        return read_backup_state(session, LEAD, NOW + days * DAY)


def test_a_copy_that_is_asked_for_is_taken_and_noted(chosen: Database, place: Path) -> None:
    entered(chosen)
    run = take_backup(chosen, LEAD, NOW, reason=Reason.ASKED)
    assert (run.name, run.trouble, run.noted_by) == ("2026-03-09T12-30-00Z", None, "lead")
    assert [one.name for one in place.iterdir()] == [run.name]
    assert noted(chosen)[-1] == ("lead", "backed up", run.name, None)
    assert state(chosen).newest == state(chosen).newest_good == run


def test_the_program_takes_copies_by_itself(chosen: Database) -> None:
    run = take_backup(chosen, None, NOW, reason=Reason.DAILY)
    assert run.noted_by is None
    assert noted(chosen)[-1][:2] == (PROGRAM, "backed up")


@pytest.mark.parametrize("user", [ANNA, RESEARCHER])
def test_who_neither_leads_nor_keeps_the_machine_does_nothing_with_copies(
    chosen: Database, user: User, place: Path
) -> None:
    with pytest.raises(NotAllowedError):
        take_backup(chosen, user, NOW, reason=Reason.ASKED)
    with pytest.raises(NotAllowedError):
        try_backup(chosen, user, NOW, None)
    with pytest.raises(NotAllowedError):
        read_backup_place(chosen, user)
    with pytest.raises(NotAllowedError), chosen.read() as session:
        read_backup_state(session, user, NOW)
    with pytest.raises(NotAllowedError):
        choose_backup_folder(chosen, user, NOW, str(place))


def test_a_lead_does_not_choose_the_folder(chosen: Database, place: Path) -> None:
    with pytest.raises(NotAllowedError):
        choose_backup_folder(chosen, LEAD, NOW, str(place))


def test_a_disk_that_is_gone_is_noted_and_told(chosen: Database, place: Path) -> None:
    take_backup(chosen, None, NOW, reason=Reason.DAILY)
    shutil.rmtree(place)
    with pytest.raises(BackupError, match="finns inte"):
        take_backup(chosen, None, NOW + DAY, reason=Reason.DAILY)
    told = state(chosen, days=1)
    assert told.newest is not None
    assert told.newest.trouble is Trouble.GONE
    assert told.newest_good is not None
    assert told.newest_good.ended_at == NOW
    assert told.worries[0] is Worry.FAILED
    assert noted(chosen)[-1][1:3] == ("backed up", "failed: gone")


def test_old_copies_go_as_new_ones_come(chosen: Database, place: Path) -> None:
    for day in range(10):
        take_backup(chosen, None, NOW + day * DAY, reason=Reason.DAILY)
    # The ninth of March is a Monday: the last seven days, and the Sunday before is among them.
    assert sorted(one.name[8:10] for one in place.iterdir()) == [
        "12", "13", "14", "15", "16", "17", "18",
    ]  # fmt: skip


def cut_events(database: Database) -> None:
    with database.begin() as session:
        session.connection.execute(text("DROP TRIGGER event_stays"))
        session.connection.execute(text("DELETE FROM event WHERE sequence > 1"))


def test_a_cut_tail_of_events_shows_against_the_label_of_a_copy(chosen: Database) -> None:
    entered(chosen)
    take_backup(chosen, None, NOW, reason=Reason.DAILY)
    assert not read_backup_place(chosen, LEAD).strange
    cut_events(chosen)
    found = read_backup_place(chosen, LEAD)
    assert (found.strange, len(found.there), found.agreeing) == (True, 1, 0)


def test_no_copy_is_removed_while_one_of_them_tells_another_story(
    chosen: Database, place: Path
) -> None:
    entered(chosen)
    take_backup(chosen, None, NOW, reason=Reason.DAILY)
    cut_events(chosen)
    for day in range(1, 10):
        take_backup(chosen, None, NOW + day * DAY, reason=Reason.DAILY)
    assert len(list(place.iterdir())) == 10


def test_a_drill_restores_the_newest_copy_and_is_noted(chosen: Database) -> None:
    for day in range(2):
        take_backup(chosen, None, NOW + day * DAY, reason=Reason.DAILY)
    run = try_backup(chosen, LEAD, NOW + DAY, None)
    assert run.name == "2026-03-10T12-30-00Z"
    assert noted(chosen)[-1][:3] == ("lead", "tried a copy", run.name)
    assert state(chosen, days=1).drill == run


def test_a_drill_without_any_copy_is_told(chosen: Database) -> None:
    with pytest.raises(BackupError, match="ingen kopia"):
        try_backup(chosen, LEAD, NOW, None)
    assert noted(chosen)[-1][:3] == ("lead", "tried a copy", "failed: none yet")
    assert state(chosen).drill is None


def test_a_drill_of_a_damaged_copy_is_told(chosen: Database, place: Path) -> None:
    run = take_backup(chosen, None, NOW, reason=Reason.DAILY)
    file = place / (run.name or "") / "kast_eval.db"
    damaged = bytearray(file.read_bytes())
    damaged[9000] ^= 1
    file.write_bytes(damaged)
    with pytest.raises(BackupError, match="skadad"):
        try_backup(chosen, LEAD, NOW, None)


# --- What is worth a worry ---------------------------------------------------------------------


def kept(database: Database, *runs: BackupRun) -> None:
    with database.begin() as session:
        for run in runs:
            add_backup_run(session, run)


GOOD = BackupRun(RunSort.BACKUP, "daily", NOW, "a copy")
DRILL = BackupRun(RunSort.DRILL, "asked", NOW, "a copy")
SAME_DISK = BackupRun(RunSort.BACKUP, "daily", NOW, "a copy", same_disk=True)
FAILED = BackupRun(RunSort.BACKUP, "daily", NOW, trouble=Trouble.FULL)


@pytest.mark.parametrize(
    ("runs", "worries"),
    [
        ((), (Worry.NONE_YET,)),
        ((FAILED,), (Worry.FAILED, Worry.NONE_YET)),
        ((GOOD, DRILL), ()),
        ((GOOD,), (Worry.NO_DRILL,)),
        ((SAME_DISK, DRILL), (Worry.SAME_DISK,)),
        ((GOOD, DRILL, FAILED), (Worry.FAILED,)),
        ((GOOD, DRILL, FAILED, GOOD), ()),
    ],
)
def test_what_is_wrong_is_told_the_worst_first(
    database: Database, runs: tuple[BackupRun, ...], worries: tuple[Worry, ...]
) -> None:
    kept(database, *runs)
    assert state(database).worries == worries


def test_a_copy_is_old_after_26_hours_and_a_drill_after_half_a_year(database: Database) -> None:
    kept(database, GOOD, DRILL)
    for age, worries in (
        (OLDEST, ()),
        (OLDEST + timedelta(seconds=1), (Worry.OLD,)),
        (LONGEST_WITHOUT_DRILL, (Worry.OLD,)),
        (LONGEST_WITHOUT_DRILL + DAY, (Worry.OLD, Worry.NO_DRILL)),
    ):
        assert state(database, days=age / DAY).worries == worries


# --- Where copies go ---------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["", "   ", "x" * 2000, "copies", "./copies", "../copies"])
def test_a_folder_is_written_in_full(database: Database, typed: str) -> None:
    with pytest.raises(FolderChoiceError, match="hela sökväg"):
        choose_backup_folder(database, KEEPER, NOW, typed)


def test_a_folder_that_is_not_there_is_not_chosen(database: Database, place: Path) -> None:
    with pytest.raises(BackupError, match="finns inte"):
        choose_backup_folder(database, KEEPER, NOW, str(place / "unplugged"))
    assert not read_backup_place(database, LEAD).chosen


def test_a_folder_inside_the_instance_is_not_chosen(database: Database, tmp_path: Path) -> None:
    for inside in (tmp_path, tmp_path / "deep"):
        inside.mkdir(exist_ok=True)
        with pytest.raises(FolderChoiceError, match="utanför"):
            choose_backup_folder(database, KEEPER, NOW, str(inside))


def test_a_choice_is_noted_without_the_path(chosen: Database, place: Path) -> None:
    assert noted(chosen)[-1] == ("lead", "chose", "backup folder", None)
    found = read_backup_place(chosen, LEAD)
    assert (found.folder, found.chosen) == (place, True)
    assert known_place(chosen.file.parent) == place
    assert not list(place.iterdir())
