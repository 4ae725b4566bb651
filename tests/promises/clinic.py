"""A real program in a process of its own, and people who key at it over the network."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from html import unescape
from pathlib import Path

import requests

from kast_eval import clock
from kast_eval.actions.reset_training import training_user
from kast_eval.actions.training_link import training_link
from kast_eval.store.database import open_database
from tests.actions.at_the_clinic import Sent, code, enter
from tests.web.test_entry import ANSWERS

ROOT = Path(__file__).parents[2]
OK, SEE_OTHER = 200, 303
FIRST_CLIENT = code(9999)
"""Whose sheet is there from the start."""
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
_LONGEST_WAIT = 60


@dataclass
class Program:
    """A program that serves a training clinic, and the link that signs in at it."""

    process: subprocess.Popen[str]
    link: str

    @property
    def address(self) -> str:
        return self.link.partition("/sign-in/")[0]

    def kill(self) -> None:
        """End it as a crash does: nothing of it runs on."""
        self.process.kill()
        self.process.wait()


def make_clinic(folder: Path) -> None:
    """Make a training clinic with one sheet, so that a start need not make up any."""
    with closing(open_database(folder, training=True)) as database:
        with database.begin() as session:
            training_link(session, clock.now())
            user = training_user(session)
        page = Sent(code=FIRST_CLIENT)
        doubts = [doubt.key for doubt in enter(database, page, user=user).reading.doubts]
        sheet = enter(database, replace(page, confirmed=doubts), user=user)
        assert sheet.sheet_public_id is not None


@contextmanager
def program(folder: Path, surroundings: Mapping[str, str] = os.environ) -> Iterator[Program]:
    """Give a running program; it is told to end afterwards if it still runs."""
    with subprocess.Popen(
        [sys.executable, "-m", "kast_eval", "serve", "--port", "0"],
        cwd=ROOT, env={**surroundings, "KAST_EVAL_INSTANCE": str(folder)},
        stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        try:
            assert process.stdout is not None
            link = process.stdout.readline().strip()
            assert link, "the program did not start"
            yield Program(process, link)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(_LONGEST_WAIT)


@dataclass
class Counsellor:
    """Somebody who keys check-ins, one page after the other."""

    at: Program
    browser: requests.Session = field(default_factory=requests.Session)

    def sign_in(self) -> None:
        self.browser.get(self.at.link, timeout=_LONGEST_WAIT).raise_for_status()

    def open(self, client_code: str) -> str:
        """Open the page of a client's first check-in and return its path."""
        asked = {**self._hidden("/today"), "form": "c", "number": "1", "client_code": client_code}
        answer = self.send("/today", asked)
        assert answer.status_code == SEE_OTHER, answer.text
        return answer.headers["Location"]

    def filled(self, path: str, note: str) -> dict[str, str]:
        """Return the page's fields, filled in, with a note to know the sheet by."""
        return {**self._hidden(path), **ANSWERS, "note_mood_7d": note}

    def send(self, path: str, fields: Mapping[str, str]) -> requests.Response:
        return self.browser.post(
            self.at.address + path, dict(fields), allow_redirects=False, timeout=_LONGEST_WAIT
        )

    def key(self, client_code: str, note: str) -> requests.Response:
        path = self.open(client_code)
        return self.send(path, self.filled(path, note))

    def _hidden(self, path: str) -> dict[str, str]:
        answer = self.browser.get(self.at.address + path, timeout=_LONGEST_WAIT)
        assert answer.status_code == OK, answer.status_code
        return {name: unescape(value) for name, value in _HIDDEN.findall(answer.text)}


def counsellor(at: Program) -> Counsellor:
    made = Counsellor(at)
    made.sign_in()
    return made
