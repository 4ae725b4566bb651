"""Programs that start and write at once lose nothing of each other's."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.promises.clinic import ROOT
from tests.promises.saver import saved_numbers

pytestmark = pytest.mark.prove

PROGRAMS, SAVES = 4, 20


def test_programs_that_start_and_write_at_once_lose_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.promises.saver", str(tmp_path), str(SAVES), "after"]
    writers = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) for _ in range(PROGRAMS)]
    for writer in writers:
        writer.communicate()
        assert writer.returncode == 0
    assert Counter(saved_numbers(tmp_path)) == dict.fromkeys(range(SAVES), PROGRAMS)
