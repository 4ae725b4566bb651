"""Ten and fifty clients who key at once, beside as many at the bare application."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import quantiles

import requests

from benchmarks.bare_app import FIELDS
from benchmarks.measured import Figure
from benchmarks.saves import clear_texts, hidden_in
from benchmarks.sheets import FORMS
from kast_eval.definition.library import read_library
from kast_eval.store.clients import taken_codes
from kast_eval.store.database import open_database
from kast_eval.study.client_code import draw_codes
from kast_eval.study.site import TRAINING_SITE

SAVES = 300
MOST_TIMES = 2.0
LEAST = 4.0
"""A second: what 99 of 100 saves wait for at most is a quarter of one."""
SEE_OTHER = 303
_TICKS = os.sysconf("SC_CLK_TCK")

Save = Callable[[requests.Session, str], float]
"""Opens a page, saves it, returns how many seconds the save took."""


@dataclass(frozen=True)
class Load:
    """What so many clients met: seconds of processor for a save, and how long saves took."""

    work: float
    waits: tuple[float, ...]

    @property
    def p99(self) -> float:
        """Return the seconds that 99 of 100 saves took at most."""
        return quantiles(self.waits, n=100)[98]


@contextmanager
def running(*command: str, **surroundings: str) -> Iterator[tuple[int, str]]:
    """Give the process and the address that a program prints when it has started."""
    with subprocess.Popen(
        [sys.executable, "-m", *command], env={**os.environ, **surroundings},
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as started:  # fmt: skip
        assert started.stdout is not None
        try:
            yield started.pid, started.stdout.readline().strip()
        finally:
            started.terminate()


def processor_seconds(process: int) -> float:
    """Return how long the process has worked."""
    parts = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / _TICKS


def load(process: int, clients: int, codes: list[str], sign_in: str, save: Save) -> Load:
    """Let so many clients save, and return what it took."""

    def client(share: list[str]) -> list[float]:
        with requests.Session() as browser:
            browser.get(sign_in, timeout=60).raise_for_status()
            return [save(browser, code) for code in share]

    shares = [codes[place::clients] for place in range(clients)]
    before = processor_seconds(process)
    with ThreadPoolExecutor(clients) as people:
        waits = [wait for waited in people.map(client, shares) for wait in waited]
    return Load((processor_seconds(process) - before) / len(codes), tuple(waits))


def timed(browser: requests.Session, address: str, fields: dict[str, str]) -> float:
    begun = time.perf_counter()
    answer = browser.post(address, fields, allow_redirects=False, timeout=60)
    assert answer.status_code == SEE_OTHER, answer.text
    return time.perf_counter() - begun


def saving_ours(address: str, texts: dict[str, str]) -> Save:
    def save(browser: requests.Session, code: str) -> float:
        asked = hidden_in(browser.get(f"{address}/keys", timeout=60).text)
        asked |= {"form": "checkin", "number": "1", "client_code": code}
        opened = browser.post(f"{address}/today", asked, allow_redirects=False, timeout=60)
        page = address + opened.headers["Location"]
        return timed(browser, page, hidden_in(browser.get(page, timeout=60).text) | texts)

    return save


def saving_barely(address: str) -> Save:
    texts = {f"q{number}": str(number) for number in range(FIELDS)}

    def save(browser: requests.Session, _code: str) -> float:
        # Ours asks for a token, opens a page and gets it: as many requests here.
        browser.get(address, timeout=60)
        browser.get(address, timeout=60)
        hidden = hidden_in(browser.get(address, timeout=60).text)
        return timed(browser, address, hidden | texts)

    return save


def loads(clients: int, saves: int = SAVES) -> tuple[Load, Load]:
    """Return what so many clients meet at ours and at the bare application, in the same run."""
    chooser = Random(clients)
    form = read_library(FORMS).newest("checkin")
    texts = clear_texts(form, chooser)
    with tempfile.TemporaryDirectory() as folder:
        ours, bare = Path(folder) / "ours", Path(folder) / "bare.db"
        with (
            running(
                "kast_eval", "serve", "--training", "--port", "0", KAST_EVAL_INSTANCE=str(ours)
            ) as first,
            running("benchmarks.bare_app", str(bare)) as second,
        ):
            process, link = first
            with (
                closing(open_database(ours, training=True)) as database,
                database.read() as session,
            ):
                taken = taken_codes(session, TRAINING_SITE.code)
            codes = draw_codes(TRAINING_SITE.letters, saves, taken, chooser)
            address = link.partition("/sign-in/")[0]
            met = load(process, clients, list(codes), link, saving_ours(address, texts))
            process, address = second
            return met, load(process, clients, list(codes), address, saving_barely(address))


def figures() -> Iterator[Figure]:
    for clients in (10, 50):
        ours, bare = loads(clients)
        name = f"page and save, {clients} clients"
        yield Figure(f"{name}, work", 1 / ours.work, 1 / bare.work, MOST_TIMES)
        yield Figure(f"{name}, 99 of 100 wait", 1 / ours.p99, 1 / bare.p99, at_least=LEAST)
