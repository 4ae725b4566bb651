"""Nothing that leaves can reach the code key: the contract holds it, and is seen to."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
CONTRACT = "Nothing that leaves can reach the code key"


def linted(folder: Path) -> str:
    """Return what import-linter says of a copy of the package."""
    ran = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()",
         "--no-cache"],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return ran.stdout + ran.stderr


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copied")
    shutil.copytree(
        PROJECT / "kast_eval", folder / "kast_eval", ignore=shutil.ignore_patterns("*.pyc")
    )
    shutil.copy(PROJECT / "pyproject.toml", folder)
    return folder


def test_the_contract_is_kept(copied: Path) -> None:
    assert f"{CONTRACT} KEPT" in linted(copied)


@pytest.mark.parametrize(
    "module",
    ["dataset/export.py", "store/sheets.py", "actions/export_site.py", "actions/print_sheet.py"],
)
def test_one_import_breaks_it(copied: Path, module: str) -> None:
    file = copied / "kast_eval" / module
    kept = file.read_text("utf-8")
    file.write_text(f"{kept}\nfrom kast_eval.code_key import code_key\n", "utf-8")
    told = linted(copied)
    file.write_text(kept, "utf-8")
    assert f"{CONTRACT} BROKEN" in told
