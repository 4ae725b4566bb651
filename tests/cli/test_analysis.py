from pathlib import Path

import pytest

from tests.cli.conftest import Run

ARGUMENTS = ("analysis", "--site", "0000", "--out", "analys.pdf")


@pytest.mark.usefixtures("instance")
def test_analysis_writes_that_of_a_clinic(run: Run, tmp_path: Path) -> None:
    ran = run(*ARGUMENTS)
    assert (ran.code, ran.out) == (0, "analys.pdf är skriven.\n")
    assert (tmp_path / "analys.pdf").read_bytes().startswith(b"%PDF")
    # A file that is there is not written over unless that is asked for.
    assert run(*ARGUMENTS).code == 1
    assert run(*ARGUMENTS, "--overwrite").code == 0
