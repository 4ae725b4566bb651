import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

ROOT = Path(__file__).parents[2]

LONGEST_SECOND_START = 5.0
"""In seconds of work. The first start, which makes up the clients, takes several times as much."""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {
        **os.environ,
        "KAST_EVAL_INSTANCE": str(tmp_path / "instance"),
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
    }


def program(*arguments: str) -> Sequence[str]:
    return [sys.executable, "-m", "kast_eval", *arguments]


def test_the_program_runs_as_a_module(environment: dict[str, str], tmp_path: Path) -> None:
    ran = subprocess.run(
        program("forms", "check"), env=environment, cwd=tmp_path, check=False,
        capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("A Startformulär, version 1")


def test_an_error_ends_the_program_with_1_and_no_traceback(
    environment: dict[str, str], tmp_path: Path
) -> None:
    ran = subprocess.run(
        program("print", "Q"), env=environment, cwd=tmp_path, check=False,
        capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.startswith("Formuläret finns inte")


def started(environment: dict[str, str], folder: Path) -> tuple[str, float]:
    """Return the link of a start and how much work it was; stop the server as a person does."""
    before = os.times()
    with subprocess.Popen(
        program("serve", "--training", "--port", "0"), env=environment, cwd=folder,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    ) as server:  # fmt: skip
        try:
            assert server.stdout is not None
            link = server.stdout.readline().strip()
            browser = build_opener(HTTPCookieProcessor())
            with browser.open(link, timeout=60) as page:
                assert "Övningsmottagningen" in page.read().decode()
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(60)
    after = os.times()
    return link, sum(after[2:4]) - sum(before[2:4])


@pytest.mark.prove
def test_a_start_prints_one_link_and_the_second_start_is_quick(
    environment: dict[str, str], tmp_path: Path
) -> None:
    first, _ = started(environment, tmp_path)
    second, work = started(environment, tmp_path)
    assert first.startswith("http://127.0.0.1:")
    assert second != first
    assert work < LONGEST_SECOND_START
