from pathlib import Path

import pytest

from kast_eval.store.faults import FolderError
from kast_eval.store.folder_lock import LOCK_FILE, FolderTakenError, held_alone


def test_a_second_program_on_the_folder_is_told_so(tmp_path: Path) -> None:
    with (
        held_alone(tmp_path),
        pytest.raises(FolderTakenError, match="använder redan mappen"),
        held_alone(tmp_path),
    ):
        pass


def test_a_folder_is_free_again_when_its_program_has_ended(tmp_path: Path) -> None:
    for _program in range(2):
        with held_alone(tmp_path / "instance"):
            assert (tmp_path / "instance" / LOCK_FILE).stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_made_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FolderError, match="går inte att skriva i"), held_alone(tmp_path / "file"):
        pass
