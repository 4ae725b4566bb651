from pathlib import Path

import pytest

from kast_eval.store.database import open_database
from kast_eval.store.faults import DamagedDatabaseError, KeyFileError, WrongDatabaseError
from kast_eval.store.folder import FolderSort, sort_of
from kast_eval.store.keys.database_key import new_database_key
from kast_eval.store.keys.key_box import open_key_box
from tests.store.keys.boxes import PAPER, WORDS, made_box


def test_an_empty_folder_and_one_that_is_not_there_hold_nothing(tmp_path: Path) -> None:
    (tmp_path / "README.md").touch()
    assert sort_of(tmp_path) is FolderSort.EMPTY
    assert sort_of(tmp_path / "none") is FolderSort.EMPTY


def test_practice_is_told_by_its_plain_key(tmp_path: Path) -> None:
    open_database(tmp_path, training=True).close()
    assert sort_of(tmp_path) is FolderSort.TRAINING


def test_a_clinic_is_told_by_its_key_box_and_opens_with_any_secret(tmp_path: Path) -> None:
    made_box(tmp_path)
    open_database(tmp_path, training=False, key=open_key_box(tmp_path, WORDS)).close()
    assert sort_of(tmp_path) is FolderSort.CLINIC
    open_database(tmp_path, training=False, key=open_key_box(tmp_path, PAPER)).close()
    assert not (tmp_path / "database.key").exists()


def test_a_clinic_is_never_opened_as_practice(tmp_path: Path) -> None:
    made_box(tmp_path)
    with pytest.raises(WrongDatabaseError, match="riktiga uppgifter"):
        open_database(tmp_path, training=True)
    assert [file.name for file in tmp_path.iterdir()] == ["keys.json"]


def test_another_key_opens_nothing(tmp_path: Path) -> None:
    made_box(tmp_path)
    open_database(tmp_path, training=False, key=open_key_box(tmp_path, WORDS)).close()
    with pytest.raises(DamagedDatabaseError):
        open_database(tmp_path, training=False, key=new_database_key())


def test_a_database_without_its_key_is_no_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "kast_eval.db").touch()
    with pytest.raises(KeyFileError, match="ingen nyckelfil"):
        sort_of(tmp_path)


def test_keys_of_both_sorts_are_refused(tmp_path: Path) -> None:
    made_box(tmp_path)
    (tmp_path / "database.key").touch()
    with pytest.raises(KeyFileError, match="både"):
        sort_of(tmp_path)
