from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize("edition", ["study", "new"])
def test_manual_writes_an_edition(run: Run, tmp_path: Path, edition: str) -> None:
    ran = run("manual", "--edition", edition, "--out", "manual.pdf")
    assert (ran.code, ran.out) == (0, "manual.pdf är skriven.\n")
    assert (tmp_path / "manual.pdf").read_bytes().startswith(b"%PDF")


def test_manual_needs_an_edition_that_exists(run: Run) -> None:
    assert run("manual", "--out", "manual.pdf").code == 2
    assert run("manual", "--edition", "old", "--out", "manual.pdf").code == 2
