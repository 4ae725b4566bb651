import hashlib
import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from kast_eval.store.backups.checking import check_copy, count_all
from kast_eval.store.backups.copies import copies, find_copy
from kast_eval.store.backups.label import LABEL_FILE, Reason, read_label
from kast_eval.store.backups.take import back_up, is_same_disk, require_same
from kast_eval.store.backups.trouble import BackupError, Trouble
from kast_eval.store.database import Database
from kast_eval.store.events import chain_head, note_event
from kast_eval.store.folder import DATABASE_FILE
from tests.store.made import NOW


def test_a_copy_is_a_folder_with_database_key_and_label(worked_in: Database, place: Path) -> None:
    made = back_up(worked_in, place, NOW)
    assert [one.name for one in place.iterdir()] == ["2026-03-09T12-30-00Z"]
    assert sorted(one.name for one in made.copy.folder.iterdir()) == [
        "database.key", DATABASE_FILE, LABEL_FILE,
    ]  # fmt: skip
    assert find_copy(made.copy.folder) == made.copy


def test_a_copy_holds_what_the_database_held(worked_in: Database, place: Path) -> None:
    copy = back_up(worked_in, place, NOW).copy
    with worked_in.read() as session:
        assert copy.label.head == chain_head(session)
    found = check_copy(copy.database, worked_in.key)
    assert (found.rows, found.events) == (copy.label.rows, copy.label.events) == (found.rows, 1)
    assert found.lasting["entry"] == 1


def test_the_label_is_for_people_too(worked_in: Database, place: Path) -> None:
    copy = back_up(worked_in, place, NOW, reason=Reason.UPGRADE).copy
    written = (copy.folder / LABEL_FILE).read_text("utf-8")
    assert "kast-eval restore DEN-HÄR-MAPPEN" in written
    assert read_label(written) == copy.label
    contents = copy.database.read_bytes()
    assert (copy.label.size, copy.label.sha256) == (
        len(contents), hashlib.sha256(contents).hexdigest(),
    )  # fmt: skip
    assert (copy.label.reason, copy.label.training) == (Reason.UPGRADE, True)


def test_nothing_in_a_copy_can_be_read(worked_in: Database, place: Path) -> None:
    folder = back_up(worked_in, place, NOW).copy.folder
    for file in folder.iterdir():
        assert "kanariefågel".encode() not in file.read_bytes()
        assert b"anna" not in file.read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_copy_is_for_the_account_alone(worked_in: Database, place: Path) -> None:
    folder = back_up(worked_in, place, NOW).copy.folder
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}


def test_copies_of_one_second_stay_beside_each_other(worked_in: Database, place: Path) -> None:
    names = {back_up(worked_in, place, NOW).copy.folder.name for _ in range(3)}
    assert names == {f"2026-03-09T12-30-00Z{end}" for end in ("", "-2", "-3")}


def test_work_goes_on_in_the_database_after_a_copy(worked_in: Database, place: Path) -> None:
    back_up(worked_in, place, NOW)
    with worked_in.begin() as session:
        note_event(session, NOW, "anna", "entered", "another")
    back_up(worked_in, place, NOW)
    with worked_in.read() as session:
        store = str(session.connection.execute(text("SELECT created FROM store_info")).scalar())
    assert sorted(copy.label.events for copy in copies(place, store)) == [1, 2]


def test_a_place_that_is_gone_is_not_made(worked_in: Database, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="finns inte") as caught:
        back_up(worked_in, tmp_path / "unplugged" / "copies", NOW)
    assert caught.value.trouble is Trouble.GONE
    assert not (tmp_path / "unplugged").exists()


def test_a_place_that_is_a_file_is_refused(worked_in: Database, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BackupError) as caught:
        back_up(worked_in, tmp_path / "file", NOW)
    assert caught.value.trouble is Trouble.GONE


def test_one_disk_for_both_is_told(worked_in: Database, place: Path) -> None:
    assert back_up(worked_in, place, NOW).same_disk
    # Another file system than that of the tests, on every Linux.
    other = Path("/proc")
    assert not other.exists() or not is_same_disk(worked_in.file, other)


def test_a_chain_that_was_broken_in_the_database_is_told(worked_in: Database, place: Path) -> None:
    with worked_in.begin() as session:
        session.connection.execute(text("DROP TRIGGER event_kept"))
        session.connection.execute(text("UPDATE event SET user = 'berit'"))
    with pytest.raises(BackupError, match="Kedjan") as caught:
        back_up(worked_in, place, NOW)
    assert caught.value.trouble is Trouble.CHAIN
    assert not list(place.iterdir())


def test_a_copy_of_what_the_database_never_was_is_refused(worked_in: Database, place: Path) -> None:
    with worked_in.read() as session:
        held = count_all(session)
    require_same(worked_in, place, held, held)
    fewer = {**held.lasting, "entry": 0}
    for other in (
        replace(held, head="f" * 64),
        replace(held, events=0, lasting={**held.lasting, "event": 0}),
        replace(held, lasting=fewer),
        replace(held, store="2020-01-01"),
        replace(held, schema="0001"),
        replace(held, events=2, lasting={**held.lasting, "event": 2}),
    ):
        with pytest.raises(BackupError, match="kastad") as caught:
            require_same(worked_in, place, held, other)
        assert caught.value.trouble is Trouble.DIFFERS


def test_a_database_without_events_can_be_copied(database: Database, place: Path) -> None:
    assert back_up(database, place, NOW).copy.label.events == 0


def test_a_database_that_cannot_be_read_leaves_no_copy(worked_in: Database, place: Path) -> None:
    worked_in.close()
    damaged = bytearray(worked_in.file.read_bytes())
    # Every page but the first, for a page that nothing stands in is not read.
    for byte in range(4096 + 2000, len(damaged), 4096):
        damaged[byte] ^= 1
    worked_in.file.write_bytes(damaged)
    with pytest.raises(BackupError, match="kunde inte läsas") as caught:
        back_up(worked_in, place, NOW)
    assert caught.value.trouble is Trouble.SOURCE
    assert not list(place.iterdir())
