"""How a test runs a command, and where the command may write."""

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest

from kast_eval import clock
from kast_eval.actions.reset_training import reset_training
from kast_eval.cli import main
from kast_eval.store.database import open_database
from kast_eval.study.plan import read_plan
from tests.cli.clinics import make_clinic
from tests.definition.example import REAL_FORMS, real_library

Run = Callable[..., "Ran"]


@dataclass(frozen=True)
class Ran:
    """What came of a command."""

    code: object
    out: str
    err: str


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in an empty folder, with an instance of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KAST_EVAL_INSTANCE", str(tmp_path / "instance"))
    # Keys of this machine are sought where the test is, and nowhere else.
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))

    def run_command(*arguments: str) -> Ran:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        told = capsys.readouterr()
        return Ran(ended.value.code, told.out, told.err)

    return run_command


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Give what types lines into the next command, as another program does."""

    def type_lines(*lines: str) -> None:
        monkeypatch.setattr(sys, "stdin", StringIO("".join(f"{line}\n" for line in lines)))

    return type_lines


@pytest.fixture(scope="session")
def made_clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a clinic that is no training, made once."""
    folder = tmp_path_factory.mktemp("clinic") / "instance"
    make_clinic(folder)
    return folder


@pytest.fixture
def clinic(made_clinic: Path, tmp_path: Path) -> Path:
    """Return a copy of the clinic's folder where `run` looks for one."""
    return shutil.copytree(made_clinic, tmp_path / "instance")


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an instance with filled training clinics, made once."""
    folder = tmp_path_factory.mktemp("filled") / "instance"
    database = open_database(folder, training=True)
    with database.begin() as session:
        reset_training(session, clock.now(), read_plan(REAL_FORMS, real_library()))
    database.close()
    return folder


@pytest.fixture
def instance(filled: Path, tmp_path: Path) -> Path:
    """Return a copy of the filled instance where `run` looks for one."""
    return shutil.copytree(filled, tmp_path / "instance")
