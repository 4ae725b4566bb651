"""Whoever does the same at the same time: no update is lost, and one sheet is one sheet."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path
from threading import Barrier

import pytest

from kast_eval.store.database import open_database
from kast_eval.store.entries import entry_history
from kast_eval.store.sheets import newest_sheets
from kast_eval.store.sites import add_site
from kast_eval.store.users import add_user
from kast_eval.study.site import TRAINING_SITE
from tests.actions.at_the_clinic import ANNA, HERE, NOW, code, entered
from tests.promises.clinic import ROOT, SEE_OTHER, counsellor, make_clinic, program
from tests.promises.corrector import COUNT_FILE
from tests.promises.kept import kept_sheets
from tests.promises.length import at_length

pytestmark = pytest.mark.prove

PROGRAMS = 8
CORRECTIONS = at_length(40, short=5)
CARELESS = 400
CLICKS = 20


def at_once(folder: Path, sheet_id: str, times: int) -> None:
    """Let several programs work on one thing, all from the same moment on."""
    corrector = [sys.executable, "-m", "tests.promises.corrector", str(folder), sheet_id]
    with ExitStack() as programs:
        started = [
            programs.enter_context(
                subprocess.Popen(
                    [*corrector, str(one), str(times)], cwd=ROOT, stdin=subprocess.PIPE, text=True
                )
            )
            for one in range(PROGRAMS)
        ]
        for one in started:
            assert one.stdin is not None
            one.stdin.write("now\n")
            one.stdin.flush()
        for one in started:
            one.communicate()
            assert one.returncode == 0


def test_eight_programs_that_correct_one_sheet_lose_no_correction(tmp_path: Path) -> None:
    with closing(open_database(tmp_path, training=True)) as database:
        with database.begin() as session:
            add_site(session, TRAINING_SITE)
            add_user(session, ANNA.name, ANNA.roles, created=NOW)
        sheet_id = entered(database)
    at_once(tmp_path, sheet_id, CORRECTIONS)
    with closing(open_database(tmp_path, training=True)) as database, database.read() as session:
        (sheet,) = newest_sheets(session, (HERE,), limit=9)
        first, *corrections = entry_history(session, sheet.id)
    assert sorted(str(one.reason) for one in corrections) == sorted(
        f"{name} {number}" for name in range(PROGRAMS) for number in range(CORRECTIONS)
    )
    # Each was made of the one before it, and adds to what that one said.
    moods = [int(one.texts["mood_7d"]) for one in (first, *corrections)]
    assert moods == [(moods[0] + place) % 10 for place in range(len(moods))]


def test_programs_that_write_over_each_other_are_found_out(tmp_path: Path) -> None:
    open_database(tmp_path, training=True).close()
    (tmp_path / COUNT_FILE).write_text("0", "utf-8")
    at_once(tmp_path, "", CARELESS)
    # A file may even be read while it is empty.
    assert int((tmp_path / COUNT_FILE).read_text("utf-8")) < PROGRAMS * CARELESS


def test_a_page_that_is_sent_twenty_times_at_once_is_one_sheet(tmp_path: Path) -> None:
    make_clinic(tmp_path)
    with program(tmp_path) as at, ThreadPoolExecutor(CLICKS) as people:
        who = counsellor(at)
        path = who.open(code(1))
        fields = who.filled(path, "once")
        ready = Barrier(CLICKS)

        def click(_number: int) -> tuple[int, str]:
            ready.wait()
            answer = who.send(path, fields)
            return answer.status_code, answer.headers["Location"]

        answers = set(people.map(click, range(CLICKS)))
    kept = kept_sheets(tmp_path)
    assert list(kept) == [code(1)]
    assert answers == {(SEE_OTHER, f"/sheet/{kept[code(1)].public_id}")}
