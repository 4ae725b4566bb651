from pathlib import Path

import pytest

from tests.cli.conftest import Run

ARGUMENTS = ("response", "--site", "0000", "--out", "svar.pdf")


@pytest.mark.usefixtures("instance")
def test_response_writes_the_figures_of_a_clinic(run: Run, tmp_path: Path) -> None:
    ran = run(*ARGUMENTS)
    assert (ran.code, ran.out) == (0, "svar.pdf är skriven.\n")
    assert (tmp_path / "svar.pdf").read_bytes().startswith(b"%PDF")
    # A file that is there is not written over unless that is asked for.
    assert run(*ARGUMENTS).code == 1
    assert run(*ARGUMENTS, "--overwrite").code == 0


@pytest.mark.usefixtures("instance")
def test_response_needs_a_clinic_that_exists(run: Run) -> None:
    assert "0000" in run("response", "--site", "9999", "--out", "svar.pdf").err
