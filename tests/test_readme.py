"""What the README says is tried: its commands, its map, its length."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
# A command stands in a block of its own; what comes after two blanks and # explains it.
COMMANDS = re.findall(r"^kast-eval (.+?)(?:  +#.*)?$", README, re.MULTILINE)
MAP = re.findall(r"^([\w./-]+/?)  +\S", README, re.MULTILINE)


def run(folder: Path, command: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "kast_eval", *shlex.split(command)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "KAST_EVAL_INSTANCE": str(folder / "instance")},
        check=True,
    )


def test_it_is_read_in_one_sitting() -> None:
    assert len(README.splitlines()) <= 150


def test_it_shows_the_commands_of_all_three_users() -> None:
    assert {command.split()[0] for command in COMMANDS} >= {"print", "labels", "export", "codebook"}


@pytest.mark.prove
def test_its_commands_work_as_they_stand_in_their_order(tmp_path: Path) -> None:
    # The readers have started the program by then, so there is a training clinic.
    for command in ("training", *COMMANDS):
        run(tmp_path, command)


def test_its_map_names_only_what_is_there() -> None:
    assert [name for name in MAP if not (ROOT / name).exists()] == []


def test_its_map_names_every_part_of_the_program() -> None:
    parts = {
        f"kast_eval/{part.name}{'/' if part.is_dir() else ''}"
        for part in (ROOT / "kast_eval").iterdir()
        if not part.name.startswith("__")
    }
    assert parts - set(MAP) == set()


def test_every_make_target_it_names_is_there() -> None:
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"\bmake (?!is\b|were\b)(\w+)(?=[`) ]| +#|$)", README)) <= targets
