"""What was answered as saved survives that the program is killed."""

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count, islice
from pathlib import Path
from random import Random

import pytest
import requests

from tests.actions.at_the_clinic import code
from tests.promises.clinic import ROOT, SEE_OTHER, Program, counsellor, make_clinic, program
from tests.promises.kept import kept_sheets
from tests.promises.length import at_length
from tests.promises.saver import saved_numbers
from tests.web.test_entry import ANSWERS

pytestmark = pytest.mark.prove

CLIENTS = 4
SAVES = at_length(3_000, short=100)
SAVES_BETWEEN_KILLS = at_length(120, short=40)
LONGEST_SAVE = 0.1
"""In seconds; the kill comes at any instant of one."""


GONE = (requests.ConnectionError, requests.exceptions.ChunkedEncodingError)
"""How it shows at the other end that a program has been killed."""


@dataclass
class Saves:
    """What was sent, and what the program answered that it had saved."""

    sent: set[str] = field(default_factory=set)
    answered: dict[str, str] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def key(self, at: Program) -> None:
        """Key sheet after sheet until the program is gone."""
        try:
            who = counsellor(at)
            while len(self.answered) < SAVES:
                client_code = code(next(self.numbers))
                self.sent.add(client_code)
                answer = who.key(client_code, f"note of {client_code}")
                assert answer.status_code == SEE_OTHER, answer.text
                self.answered[client_code] = answer.headers["Location"].rpartition("/")[2]
        except GONE:
            return


def test_a_killed_program_has_lost_nothing_that_it_answered_as_saved(tmp_path: Path) -> None:
    make_clinic(tmp_path)
    saves, chooser = Saves(), Random(1)
    kills = 0
    while len(saves.answered) < SAVES:
        with program(tmp_path) as at, ThreadPoolExecutor(CLIENTS) as people:
            working = [people.submit(saves.key, at) for _ in range(CLIENTS)]
            enough = len(saves.answered) + chooser.randint(1, SAVES_BETWEEN_KILLS)
            while len(saves.answered) < min(enough, SAVES):
                time.sleep(0.001)
            time.sleep(chooser.uniform(0, LONGEST_SAVE))
            at.kill()
            kills += 1
            for one in working:
                one.result()
    assert kills > 2
    kept = kept_sheets(tmp_path)
    assert {one: kept[one].public_id for one in saves.answered} == saves.answered
    typed = {name.removeprefix("text_"): text for name, text in ANSWERS.items()}
    del typed["person_type"]
    for client_code, sheet in kept.items():
        # Whatever is there is whole, and somebody sent it.
        assert client_code in saves.sent
        assert (sheet.texts, sheet.note) == (typed, f"note of {client_code}")


def told_before_the_kill(folder: Path, how: str, told: int) -> list[int]:
    """Let a program save and tell, kill it after `told` lines, return the numbers it told of."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.promises.saver", str(folder), "1000000", how],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    ) as saver:  # fmt: skip
        assert saver.stdout is not None
        lines = list(islice(saver.stdout, told))
        saver.kill()
        lines += saver.stdout.readlines()
    # The last line may have been cut by the kill; the save before it was not.
    return [int(line) for line in lines if line.endswith("\n")]


@pytest.mark.parametrize("told", [1, 37, 170])
def test_a_killed_writer_has_kept_all_that_it_told_and_at_most_one_save_more(
    tmp_path: Path, told: int
) -> None:
    heard = told_before_the_kill(tmp_path, "after", told)
    assert len(heard) >= told
    saved = saved_numbers(tmp_path)
    assert saved[: len(heard)] == heard == list(range(len(heard)))
    assert len(saved) <= len(heard) + 1


def test_a_writer_that_tells_before_it_has_kept_is_found_out(tmp_path: Path) -> None:
    heard = told_before_the_kill(tmp_path, "before", 37)
    assert not set(heard) <= set(saved_numbers(tmp_path))
