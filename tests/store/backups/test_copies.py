import os
import shutil
import time
from datetime import timedelta
from pathlib import Path

import pytest

from kast_eval.store.backups.copies import copies, find_copy, newest_backup, prune
from kast_eval.store.backups.label import LABEL_FILE, Reason
from kast_eval.store.backups.take import back_up
from kast_eval.store.backups.trouble import BackupError, Trouble
from kast_eval.store.database import Database, open_database
from kast_eval.store.folder import DATABASE_FILE
from tests.store.made import NOW

DAY = timedelta(days=1)


@pytest.fixture
def store(worked_in: Database, place: Path) -> str:
    """Return which database it is; twelve days of copies of it are there."""
    first = back_up(worked_in, place, NOW, reason=Reason.UPGRADE).copy
    for day in range(1, 12):
        # Copying a proven copy is a hundred times quicker than taking one.
        label = (first.folder / LABEL_FILE).read_text("utf-8")
        other = shutil.copytree(
            first.folder, place / (NOW + day * DAY).strftime("%Y-%m-%dT12-30-00Z")
        )
        moved = label.replace(NOW.isoformat(), (NOW + day * DAY).isoformat())
        (other / LABEL_FILE).write_text(moved.replace("upgrade", "daily"), "utf-8")
    return first.label.store


def test_copies_come_the_newest_first(store: str, place: Path) -> None:
    found = copies(place, store)
    assert len(found) == 12
    assert found[0] == newest_backup(place, store)
    assert [one.label.taken for one in found] == sorted(
        (one.label.taken for one in found), reverse=True
    )


def test_old_copies_are_removed_but_not_the_way_back_from_the_upgrade(
    store: str, place: Path
) -> None:
    removed = prune(place, store)
    left = [copy.label.taken.date().isoformat() for copy in copies(place, store)]
    # The ninth was a Monday; the Sunday after it ends the first week.
    assert left == [
        "2026-03-20", "2026-03-19", "2026-03-18", "2026-03-17", "2026-03-16", "2026-03-15",
        "2026-03-14", "2026-03-09",
    ]  # fmt: skip
    assert [folder.name[:10] for folder in sorted(removed)] == [
        "2026-03-10", "2026-03-11", "2026-03-12", "2026-03-13",
    ]  # fmt: skip
    assert prune(place, store) == ()
    assert len(list(place.iterdir())) == 8


def test_copies_of_another_database_are_neither_seen_nor_removed(
    store: str, place: Path, tmp_path: Path
) -> None:
    other = open_database(tmp_path / "other", training=True)
    theirs = [back_up(other, place, NOW - day * DAY).copy for day in range(9, 60, 10)]
    other.close()
    prune(place, store)
    assert all(find_copy(copy.folder) == copy for copy in theirs)
    assert {copy.label.store for copy in copies(place, store)} == {store}


def test_what_is_no_copy_is_let_be(store: str, place: Path) -> None:
    (place / "holiday.jpg").touch()
    (place / "notes").mkdir()
    (place / "torn").mkdir()
    (place / "torn" / LABEL_FILE).write_text("taken: yesterday", "utf-8")
    (place / "bytes").mkdir()
    (place / "bytes" / LABEL_FILE).write_bytes(b"\xff\xfe")
    prune(place, store)
    assert {"holiday.jpg", "notes", "torn", "bytes"} <= {one.name for one in place.iterdir()}


def test_a_copy_that_is_cut_short_is_not_counted(store: str, place: Path) -> None:
    newest = newest_backup(place, store)
    assert newest is not None
    os.truncate(newest.database, 100)
    assert newest not in copies(place, store)
    with pytest.raises(BackupError) as caught:
        find_copy(newest.folder)
    assert caught.value.trouble is Trouble.DAMAGED


def test_a_copy_without_its_file_or_label_is_none(store: str, place: Path) -> None:
    first, second, *_ = copies(place, store)
    (first.folder / DATABASE_FILE).unlink()
    (second.folder / LABEL_FILE).unlink()
    for one in (first, second):
        with pytest.raises(BackupError, match="ingen säkerhetskopia"):
            find_copy(one.folder)


def test_a_place_that_is_gone_has_no_copies(tmp_path: Path) -> None:
    assert copies(tmp_path / "gone", "some") == ()
    assert newest_backup(tmp_path / "gone", "some") is None


def test_what_an_interrupted_run_left_long_ago_is_removed(store: str, place: Path) -> None:
    old, new, others = (
        place / name
        for name in (".2026-03-01T02-30-00Z.ab12", ".2026-03-02T02-30-00Z.cd34", ".trash")
    )
    for folder in (old, new, others):
        folder.mkdir()
        (folder / DATABASE_FILE).touch()
    long_ago = time.time() - 2 * DAY.total_seconds()
    os.utime(old, (long_ago, long_ago))
    prune(place, store)
    assert (old.exists(), new.exists(), others.exists()) == (False, True, True)
