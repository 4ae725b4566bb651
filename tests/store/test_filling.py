import subprocess
import sys
from pathlib import Path

import pytest

from kast_eval.store.faults import FolderError
from kast_eval.store.filling import DRAFT, fill_folder, finish_filling

ROOT = Path(__file__).parents[2]


def test_killed_at_any_step_a_folder_has_its_old_contents_or_its_new_ones(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.store.killed_filling", str(tmp_path)],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    found = [line.split(maxsplit=1)[1] for line in ran.stdout.splitlines()]
    assert set(found) == {"old", "new"}
    # There is one moment before which it is the old ones and after which the new ones.
    assert found == sorted(found, reverse=True)
    assert len(found) > 20


def test_what_fails_while_contents_are_made_leaves_nothing(tmp_path: Path) -> None:
    def fill(draft: Path) -> None:
        (draft / "kast_eval.db").touch()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fill_folder(tmp_path, fill)
    assert list(tmp_path.iterdir()) == []


def test_new_contents_go_into_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    finish_filling(folder)
    assert fill_folder(folder, lambda draft: (draft / "keys.json").write_text("keys")) == 4
    assert [file.name for file in folder.iterdir()] == ["keys.json"]
    assert folder.stat().st_mode & 0o077 == 0


def test_a_restore_that_was_interrupted_in_its_draft_is_forgotten(tmp_path: Path) -> None:
    (tmp_path / f".{DRAFT}.0123").mkdir()
    (tmp_path / "README.md").touch()
    finish_filling(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["README.md"]


def test_a_place_that_cannot_be_written_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FolderError, match="går inte att skriva i"):
        fill_folder(tmp_path / "file" / "instance", lambda _draft: None)
