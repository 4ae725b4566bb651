import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from kast_eval.files import OutputError
from kast_eval.store.backups.copies import Copy
from kast_eval.store.backups.give_back import restore, try_copy
from kast_eval.store.backups.label import LABEL_FILE
from kast_eval.store.backups.take import back_up
from kast_eval.store.backups.trouble import BackupError, Trouble
from kast_eval.store.connection import migrating_engine
from kast_eval.store.database import Database, open_database
from kast_eval.store.entries import entry_history
from kast_eval.store.events import PROGRAM, events, first_broken_event, note_event
from kast_eval.store.faults import KeyFileError, WrongSecretError
from kast_eval.store.invitations import add_invitation, find_invited
from kast_eval.store.keys.database_key import new_database_key
from kast_eval.store.keys.key_box import make_key_box, open_key_box
from kast_eval.store.keys.recovery_code import new_recovery_code, read_recovery_code
from kast_eval.store.keys.secret import MachineKey, Passphrase, Secret
from kast_eval.store.keys.slot import Cost
from kast_eval.store.sign_ins import add_pending, add_sign_in, find_browser, find_pending
from kast_eval.store.users import find_user_of_link, replace_link
from tests.store.made import NOW, make_clinics

HOUR = timedelta(hours=1)
PAPER = new_recovery_code()
SECRETS: tuple[Secret, ...] = (Passphrase("fyra ord på rad"), MachineKey(b"x" * 32), PAPER)


@pytest.fixture
def copy(worked_in: Database, place: Path) -> Copy:
    with worked_in.begin() as session:
        add_sign_in(session, "anna", "cookie", created=NOW, method="link")
        add_pending(session, "anna", "half", created=NOW)
        add_invitation(session, "anna", "code", created_by="anna", created=NOW, expires=NOW + HOUR)
        replace_link(session, "anna", "link", created=NOW)
    return back_up(worked_in, place, NOW).copy


def test_a_restored_folder_holds_everything(copy: Copy, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "instance"
    assert restore(copy.folder, folder, NOW, None) == copy
    with closing(open_database(folder, training=True)) as database, database.read() as session:
        (entry,) = entry_history(session, 1)
        assert entry.texts == {"since_buy": "kanariefågel"}
        *_, newest = events(session)
        assert (newest.user, newest.action, newest.subject) == (
            PROGRAM, "restored", copy.folder.name,
        )  # fmt: skip
        assert first_broken_event(session) is None


def test_nobody_is_signed_in_to_a_restored_folder(copy: Copy, tmp_path: Path) -> None:
    folder = tmp_path / "instance2"
    restore(copy.folder, folder, NOW, None)
    with closing(open_database(folder, training=True)) as database, database.read() as session:
        assert find_browser(session, "cookie", created_after=NOW - HOUR) is None
        assert find_pending(session, "half", created_after=NOW - HOUR) is None
        assert find_invited(session, "code", NOW) is None
        assert find_user_of_link(session, "link") is None


def test_a_folder_with_something_in_it_is_never_restored_into(copy: Copy, folder: Path) -> None:
    before = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
    with pytest.raises(OutputError, match="är inte tom"):
        restore(copy.folder, folder, NOW, None)
    assert before == {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def test_a_drill_does_the_same_and_leaves_nothing(copy: Copy, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    assert try_copy(copy.folder, tmp_path, None) == copy
    assert sorted(tmp_path.rglob("*")) == before


def damaged_file(copy: Copy) -> None:
    contents = bytearray(copy.database.read_bytes())
    contents[5000] ^= 4
    copy.database.write_bytes(contents)


def other_head(copy: Copy) -> None:
    label = copy.folder / LABEL_FILE
    label.write_text(label.read_text("utf-8").replace(copy.label.head, "f" * 64), "utf-8")


def fewer_rows(copy: Copy) -> None:
    label = copy.folder / LABEL_FILE
    written = label.read_text("utf-8")
    label.write_text(written.replace(f"rows: {copy.label.rows}", "rows: 1"), "utf-8")


def other_checksum(copy: Copy) -> None:
    label = copy.folder / LABEL_FILE
    label.write_text(label.read_text("utf-8").replace(copy.label.sha256, "0" * 64), "utf-8")


@pytest.mark.parametrize("harm", [damaged_file, other_head, fewer_rows, other_checksum])
def test_a_copy_that_is_not_what_its_label_says_is_refused(
    copy: Copy, tmp_path: Path, harm: Callable[[Copy], None]
) -> None:
    harm(copy)
    with pytest.raises(BackupError) as restoring:
        restore(copy.folder, tmp_path / "instance2", NOW, None)
    with pytest.raises(BackupError) as trying:
        try_copy(copy.folder, tmp_path, None)
    assert restoring.value.trouble is trying.value.trouble is Trouble.DAMAGED
    assert not (tmp_path / "instance2").exists()
    assert not list(tmp_path.glob(".*"))


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Database]:
    """Return a database with a box of keys, as a clinic has it."""
    folder, key = tmp_path / "clinic", new_database_key()
    folder.mkdir()
    make_key_box(folder, key, SECRETS, cost=Cost(8, 1, 1))
    opened = open_database(folder, training=False, key=key)
    with opened.begin() as session:
        make_clinics(session)
        note_event(session, NOW, "anna", "began", "clinic")
    yield opened
    opened.close()


@pytest.mark.parametrize("secret", SECRETS)
def test_any_secret_alone_restores_a_clinic(
    clinic: Database, place: Path, tmp_path: Path, secret: Secret
) -> None:
    copy = back_up(clinic, place, NOW).copy
    clinic.close()
    shutil.rmtree(clinic.file.parent)
    folder = tmp_path / "new"
    restore(copy.folder, folder, NOW, secret)
    key = open_key_box(folder, secret)
    opened = open_database(folder, training=False, key=key)
    with closing(opened) as database, database.read() as session:
        assert [event.action for event in events(session)] == ["began", "restored"]


def test_the_code_on_paper_is_enough_and_is_typed_as_it_stands_there(
    clinic: Database, place: Path, tmp_path: Path
) -> None:
    copy = back_up(clinic, place, NOW).copy
    restore(copy.folder, tmp_path / "new", NOW, read_recovery_code(PAPER.printed.lower()))


@pytest.mark.parametrize("secret", [new_recovery_code(), Passphrase("något helt annat")])
def test_another_secret_restores_nothing(
    clinic: Database, place: Path, tmp_path: Path, secret: Secret
) -> None:
    copy = back_up(clinic, place, NOW).copy
    with pytest.raises(WrongSecretError):
        restore(copy.folder, tmp_path / "new", NOW, secret)
    assert not (tmp_path / "new").exists()


def test_a_clinic_is_never_restored_without_a_secret(
    clinic: Database, place: Path, tmp_path: Path
) -> None:
    copy = back_up(clinic, place, NOW).copy
    with pytest.raises(KeyFileError):
        restore(copy.folder, tmp_path / "new", NOW, None)
    assert not (tmp_path / "new").exists()


def test_a_copy_from_a_newer_program_is_refused(copy: Copy, tmp_path: Path) -> None:
    label = copy.folder / LABEL_FILE
    newer = label.read_text("utf-8").replace(f"schema: {copy.label.schema}", "schema: 9999")
    label.write_text(newer, "utf-8")
    with pytest.raises(BackupError) as caught:
        restore(copy.folder, tmp_path / "instance2", NOW, None)
    assert caught.value.trouble is Trouble.NEWER


def test_a_copy_of_a_copy_restores(copy: Copy, tmp_path: Path) -> None:
    elsewhere = shutil.copytree(copy.folder, tmp_path / "stick")
    restore(elsewhere, tmp_path / "instance2", NOW, None)


def test_a_place_with_no_room_for_a_drill_is_told(copy: Copy, tmp_path: Path) -> None:
    with pytest.raises(BackupError) as caught:
        try_copy(copy.folder, tmp_path / "gone", None)
    assert caught.value.trouble is Trouble.GONE


def test_rows_that_refer_to_nothing_are_found_in_a_copy(worked_in: Database, place: Path) -> None:
    # The one engine that lets such a row in.
    engine = migrating_engine(worked_in.file, worked_in.key)
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO role_at_site VALUES (77, '0000', 'lead')")
    engine.dispose()
    with pytest.raises(BackupError) as caught:
        back_up(worked_in, place, NOW)
    assert caught.value.trouble is Trouble.DIFFERS
