from pathlib import Path

import pytest

from kast_eval.store.folder import DATABASE_FILE
from kast_eval.store.postgresql.address import read_address
from kast_eval.store.whereabouts import (
    ADDRESS_FILE,
    WhereaboutsError,
    address_of,
    forget_address,
    remember_address,
    remembered_address,
)

ADDRESS = "postgresql+psycopg://kast_eval@/kast_eval"
OTHER = "postgresql+psycopg://kast_eval@/another"


def test_a_folder_has_its_own_file_unless_a_server_is_asked_for(tmp_path: Path) -> None:
    assert address_of(tmp_path, None) is None
    assert address_of(tmp_path, ADDRESS) == read_address(ADDRESS)


def test_a_start_that_was_not_told_of_the_server_finds_it(tmp_path: Path) -> None:
    remember_address(tmp_path, read_address(ADDRESS))
    assert address_of(tmp_path, None) == address_of(tmp_path, ADDRESS) == read_address(ADDRESS)
    forget_address(tmp_path)
    assert remembered_address(tmp_path) is None


def test_another_server_than_the_one_that_is_remembered_is_refused(tmp_path: Path) -> None:
    remember_address(tmp_path, read_address(ADDRESS))
    with pytest.raises(WhereaboutsError, match=ADDRESS_FILE):
        address_of(tmp_path, OTHER)


def test_a_file_is_not_left_behind_in_silence(tmp_path: Path) -> None:
    (tmp_path / DATABASE_FILE).touch()
    with pytest.raises(WhereaboutsError, match="move-database"):
        address_of(tmp_path, ADDRESS)
