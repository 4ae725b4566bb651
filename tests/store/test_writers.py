"""Programs on one file: killed in the middle, and several at once."""

import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

from kast_eval.store.database import open_database
from kast_eval.store.events import events, first_broken_event

ROOT = Path(__file__).parents[2]


def _start(folder: Path, name: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.store.writer", str(folder), name, str(count)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def _saved(folder: Path) -> list[str]:
    database = open_database(folder, training=True)
    with database.read() as session:
        assert first_broken_event(session) is None
        saved = [event.subject for event in events(session)]
    database.close()
    return saved


@pytest.mark.parametrize("acknowledged", [1, 37, 170])
def test_a_killed_program_has_lost_nothing_that_it_said_was_saved(
    folder: Path, acknowledged: int
) -> None:
    with _start(folder, "writer", 1_000_000) as writer:
        assert writer.stdout is not None
        told = list(islice(writer.stdout, acknowledged))
        writer.kill()
        told += writer.stdout.readlines()
    # The last line may have been cut by the kill; the save before it was not.
    told = [line.strip() for line in told if line.endswith("\n")]
    saved = _saved(folder)
    assert len(told) >= acknowledged
    assert saved[: len(told)] == told
    # At most the save that it had not yet told of.
    assert len(saved) <= len(told) + 1


def test_programs_that_start_and_write_at_once_lose_nothing(folder: Path) -> None:
    names = ("first", "second", "third", "fourth")
    writers = [_start(folder, name, 20) for name in names]
    for writer in writers:
        writer.communicate()
        assert writer.returncode == 0
    assert sorted(_saved(folder)) == sorted(
        f"{name} {number}" for name in names for number in range(20)
    )
