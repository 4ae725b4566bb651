"""Copies while others save, when the disk runs full, and when the program is killed."""

import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path
from threading import Event, Thread

import pytest

from kast_eval.store.backups.copies import copies
from kast_eval.store.backups.give_back import restore
from kast_eval.store.backups.take import back_up
from kast_eval.store.backups.trouble import BackupError, Trouble
from kast_eval.store.database import Database, open_database
from kast_eval.store.events import events, first_broken_event, note_event
from tests.store.made import NOW

WRITERS = 4
ROOT = Path(__file__).parents[3]


@contextmanager
def writers(database: Database) -> Iterator[list[str]]:
    """Let four people save as fast as they can; what they were told is saved is in the list."""
    told: list[str] = []
    ended = Event()

    def save(name: str) -> None:
        for number in count():
            if ended.is_set():
                return
            with database.begin() as session:
                note_event(session, NOW, name, "saved", f"{name} {number}")
            told.append(f"{name} {number}")

    threads = [Thread(target=save, args=(f"writer {number}",)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    try:
        yield told
    finally:
        ended.set()
        for thread in threads:
            thread.join()


def subjects(folder: Path) -> list[str]:
    with closing(open_database(folder, training=True)) as database, database.read() as session:
        assert first_broken_event(session) is None
        return [event.subject for event in events(session)]


def test_a_copy_that_is_taken_while_four_people_save_restores_with_all_that_was_saved(
    worked_in: Database, place: Path, tmp_path: Path
) -> None:
    with writers(worked_in) as told:
        for run in range(6):
            before = list(told)
            copy = back_up(worked_in, place, NOW + timedelta(seconds=run)).copy
            folder = tmp_path / f"restored {run}"
            restore(copy.folder, folder, NOW, None)
            restored = subjects(folder)
            assert set(before) <= set(restored)
    # The restored folder's own event, and those of before.
    assert set(told) <= set(subjects(worked_in.file.parent))
    assert len(told) > WRITERS


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """Let no file grow past a size, as on a disk that is nearly full."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@pytest.mark.parametrize("size", [0, 1, 4096, 5000, 40_960, 100_000])
def test_a_disk_that_is_full_takes_no_half_copy_and_the_next_try_works(
    worked_in: Database, place: Path, size: int
) -> None:
    with room_for(size), pytest.raises(BackupError) as caught:
        back_up(worked_in, place, NOW)
    assert caught.value.trouble in {Trouble.FULL, Trouble.DISK}
    assert not list(place.iterdir())
    assert back_up(worked_in, place, NOW).copy.label.events == 1


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="Linux has a folder that takes nothing")
def test_a_place_that_takes_nothing_is_told(worked_in: Database) -> None:
    with pytest.raises(BackupError):
        back_up(worked_in, Path("/proc"), NOW)


@pytest.mark.prove
@pytest.mark.parametrize("milliseconds", [0, 20, 60, 120, 250])
def test_a_program_that_is_killed_leaves_a_whole_copy_or_none(
    worked_in: Database, place: Path, tmp_path: Path, milliseconds: int
) -> None:
    with subprocess.Popen(
        [
            sys.executable, "-m", "tests.store.backups.copier",
            str(worked_in.file.parent), str(place),
        ],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    ) as copier:  # fmt: skip
        assert copier.stdout is not None
        assert copier.stdout.readline() == "ready\n"
        Event().wait(milliseconds / 1000)
        copier.kill()
    label = back_up(worked_in, place, NOW).copy.label
    for number, copy in enumerate(copies(place, label.store)):
        restore(copy.folder, tmp_path / f"restored {number}", NOW, None)
    assert any(place.iterdir())
