import subprocess
import sys
from pathlib import Path

import pytest

from kast_eval.store.database import open_database
from kast_eval.store.workshop import clear_workshops, workshop_in

KILLED_AT_WORK = """
import os, sys
from pathlib import Path
from kast_eval.store.workshop import workshop_in
with workshop_in(Path(sys.argv[1])) as made:
    (made / "data.sav").write_bytes(b"1")
    os.kill(os.getpid(), 9)
"""


def leave_one(folder: Path) -> None:
    program = [sys.executable, "-c", KILLED_AT_WORK, str(folder)]
    assert subprocess.run(program, check=False).returncode == -9
    assert len(list(folder.glob("making-*/data.sav"))) == 1


def test_what_is_made_in_a_workshop_is_gone_afterwards(tmp_path: Path) -> None:
    with pytest.raises(FileExistsError), workshop_in(tmp_path) as made:
        made.mkdir()
    with workshop_in(tmp_path) as made:
        assert made.stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == []


def test_the_next_work_throws_away_what_a_killed_one_has_left(tmp_path: Path) -> None:
    leave_one(tmp_path)
    with workshop_in(tmp_path) as made:
        assert list(tmp_path.iterdir()) == [made]


def test_opening_the_database_throws_it_away_too(tmp_path: Path) -> None:
    leave_one(tmp_path)
    open_database(tmp_path, training=True).close()
    assert list(tmp_path.glob("making-*")) == []


def test_a_workshop_at_work_is_left_alone(tmp_path: Path) -> None:
    with workshop_in(tmp_path) as made:
        clear_workshops(tmp_path)
        assert made.exists()
