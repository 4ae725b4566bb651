"""A program that corrects one sheet again and again while others do the same."""

import os
import sys
from contextlib import closing
from itertools import count
from pathlib import Path

from kast_eval import clock
from kast_eval.actions.correct_entry import StaleCorrectionError
from kast_eval.actions.read_sheet import read_sheet
from kast_eval.store.database import Database, open_database
from kast_eval.store.faults import StorageBusyError
from tests.actions.at_the_clinic import ANNA, TEXTS, Correcting, correct, library

COUNT_FILE = "count"
NOTHING_YET = "0"


def correct_until_kept(database: Database, sheet_id: str, name: str) -> int:
    """Correct what is newest, as often as it takes; return how often somebody else was first."""
    for tried in count():
        try:
            with database.begin() as session:
                newest = read_sheet(session, ANNA, clock.now(), library(), sheet_id).newest
            mood = str((int(newest.texts["mood_7d"]) + 1) % 10)
            page = Correcting(newest.id, name, f"{name} {tried}")
            outcome = correct(database, sheet_id, {**TEXTS, "mood_7d": mood}, page)
        except (StaleCorrectionError, StorageBusyError):
            # Somebody else was first, or had the database for too long: nothing was saved.
            continue
        assert outcome.sheet_public_id is not None, outcome.reading
        return tried
    raise AssertionError


def add_one_carelessly(file: Path) -> None:
    """Do it wrongly: read, add, write, whoever wrote in between."""
    before = int(file.read_text("utf-8") or NOTHING_YET)
    # Others get their turn here: where files are kept in memory, nobody would come in between.
    os.sched_yield()
    file.write_text(str(before + 1), "utf-8")


def main(folder: Path, sheet_id: str, name: str, times: int) -> None:
    with closing(open_database(folder, training=True)) as database:
        # All begin at once.
        sys.stdin.readline()
        for number in range(times):
            if sheet_id:
                correct_until_kept(database, sheet_id, f"{name} {number}")
            else:
                add_one_carelessly(folder / COUNT_FILE)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]))
