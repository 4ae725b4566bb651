import errno
import subprocess
import sys
from pathlib import Path

import pytest

from kast_eval.files import (
    InputError,
    OutputError,
    leaving_file,
    read_file,
    read_or_make_key,
    require_free,
    with_draft,
    write_file,
    write_folder,
)
from kast_eval.wording import Language


def test_a_file_is_written_over_an_older_one(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.csv"
    write_file(path, b"1")
    write_file(path, b"2")
    assert path.read_bytes() == b"2"
    assert list(path.parent.iterdir()) == [path]


def test_a_folder_is_written_whole(tmp_path: Path) -> None:
    folder = tmp_path / "export"
    write_folder(folder, {"a.csv": b"1", "ÖVNING_b.csv": b"2"})
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == {
        "a.csv": b"1",
        "ÖVNING_b.csv": b"2",
    }
    assert folder.stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == [folder]


def test_an_empty_folder_may_stand_in_the_place(tmp_path: Path) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    write_folder(folder, {"a.csv": b"1"})
    assert (folder / "a.csv").read_bytes() == b"1"


def test_a_folder_with_something_in_it_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_bytes(b"kept")
    for place in (tmp_path, tmp_path / "kept.txt"):
        with pytest.raises(OutputError, match="inte tom"):
            require_free(place)
        with pytest.raises(OutputError, match="inte tom"):
            write_folder(place, {"a.csv": b"1"})
    assert [file.name for file in tmp_path.iterdir()] == ["kept.txt"]


def test_half_an_export_never_remains(tmp_path: Path) -> None:
    # The second name cannot be written: it points into a folder that is not there.
    with pytest.raises(OutputError, match="går inte att skriva"):
        write_folder(tmp_path / "export", {"a.csv": b"1", "no/such/folder.csv": b"2"})
    assert list(tmp_path.iterdir()) == []


def test_half_a_file_never_remains(tmp_path: Path) -> None:
    def fail(draft: Path) -> None:
        draft.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OutputError, match="disken är full") as refused:
        with_draft(tmp_path / "a.csv", fail)
    assert "the disk is full" in refused.value.in_language(Language.EN)
    assert list(tmp_path.iterdir()) == []


def test_a_place_under_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="går inte att skriva"):
        write_file(tmp_path / "file" / "a.csv", b"1")


def test_a_full_folder_is_never_replaced_by_a_file(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "kept").touch()
    with pytest.raises(OutputError):
        write_file(tmp_path / "full", b"1")
    assert (tmp_path / "full" / "kept").exists()


def test_a_key_is_made_once_and_only_the_account_can_read_it(tmp_path: Path) -> None:
    path = tmp_path / "instance" / "person_id.key"
    key = read_or_make_key(path)
    assert len(key) == 32
    assert read_or_make_key(path) == key
    assert path.stat().st_mode & 0o077 == 0
    assert read_or_make_key(tmp_path / "other.key") != key


@pytest.mark.parametrize("contents", [b"", b"00", b"no hex", "å".encode()])
def test_a_damaged_key_is_never_replaced(tmp_path: Path, contents: bytes) -> None:
    path = tmp_path / "person_id.key"
    path.write_bytes(contents)
    with pytest.raises(OutputError, match="skadad"):
        read_or_make_key(path)
    assert path.read_bytes() == contents


def test_a_file_that_is_not_there_is_told_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"1")
    assert read_file(tmp_path / "a.csv") == b"1"
    with pytest.raises(InputError, match=r"b\.csv går inte att läsa"):
        read_file(tmp_path / "b.csv")


@pytest.mark.parametrize("unnamed", [True, False])
def test_a_file_that_leaves_has_its_name_when_all_is_done(unnamed: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a parameter of the test.
    path = tmp_path / "new" / "a.zip"
    for contents in (b"1", b"2"):
        with leaving_file(path, contents, unnamed=unnamed):
            assert not path.exists() or path.read_bytes() == b"1"
    assert path.read_bytes() == b"2"
    assert path.stat().st_mode & 0o077 == 0
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("unnamed", [True, False])
def test_a_file_does_not_leave_when_what_it_waits_for_fails(unnamed: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a parameter of the test.
    with pytest.raises(KeyError), leaving_file(tmp_path / "a.zip", b"1", unnamed=unnamed):
        raise KeyError
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("unnamed", [True, False])
def test_nothing_waits_for_a_file_that_has_no_place(unnamed: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a parameter of the test.
    (tmp_path / "file").touch()
    path = tmp_path / "file" / "a.zip"
    with pytest.raises(OutputError), leaving_file(path, b"1", unnamed=unnamed):
        raise AssertionError


KILLED_WHILE_LEAVING = """
import os, sys
from pathlib import Path
from kast_eval.files import leaving_file
with leaving_file(Path(sys.argv[1]), b"1" * 100_000):
    os.kill(os.getpid(), 9)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has files without a name")
def test_of_a_file_that_was_leaving_when_the_program_was_killed_nothing_is_left(
    tmp_path: Path,
) -> None:
    program = [sys.executable, "-c", KILLED_WHILE_LEAVING, str(tmp_path / "a.zip")]
    assert subprocess.run(program, check=False).returncode == -9
    assert list(tmp_path.iterdir()) == []
