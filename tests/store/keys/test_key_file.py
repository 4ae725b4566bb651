import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kast_eval.store.faults import KeyFileError
from kast_eval.store.keys.database_key import DatabaseKey
from kast_eval.store.keys.key_file import read_or_make_key


def _key(folder: Path) -> DatabaseKey:
    return read_or_make_key(folder / "database.key", folder / "kast_eval.db")


def test_a_first_start_makes_a_key_that_stays(tmp_path: Path) -> None:
    assert _key(tmp_path) == _key(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["database.key"]


def test_two_folders_have_two_keys(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    assert _key(tmp_path) != _key(tmp_path / "other")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_the_key_file_is_for_the_account_alone(tmp_path: Path) -> None:
    _key(tmp_path)
    assert stat.S_IMODE((tmp_path / "database.key").stat().st_mode) == 0o600


def test_programs_that_start_at_once_have_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(_key, [tmp_path] * 64))
    assert len(keys) == 1


def test_a_database_without_its_key_file_is_not_given_another(tmp_path: Path) -> None:
    (tmp_path / "kast_eval.db").touch()
    with pytest.raises(KeyFileError, match="nyckelfilen"):
        _key(tmp_path)
    assert not (tmp_path / "database.key").exists()


@pytest.mark.parametrize("text", ["", "abc", "0" * 95, "0" * 97, "g" * 96, "å" * 96])
def test_a_damaged_key_file_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "database.key").write_text(text, encoding="utf-8")
    with pytest.raises(KeyFileError, match="skadad"):
        _key(tmp_path)


def test_a_key_does_not_show_itself(tmp_path: Path) -> None:
    key = _key(tmp_path)
    assert key.key_and_salt not in repr(key)


def test_events_are_chained_with_a_key_of_their_own(tmp_path: Path) -> None:
    key = _key(tmp_path)
    assert key.for_events.hex() not in key.key_and_salt
