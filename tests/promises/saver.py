"""A program that saves texts one after another and tells of each that is kept."""

import os
import sys
from contextlib import closing
from pathlib import Path
from random import Random

from kast_eval.store.database import Database, open_database
from kast_eval.store.events import events, first_broken_event, note_event
from tests.store.made import NOW

TOLD = "told"
"""The file, on a watched disk, of what was told to be kept: so many signs, so many saves."""

FIRST, NEXT = "saved", "saved more"
PIECE = 100
"""An event says little, so a long text is as many events as it needs, in one save."""

_UNSAVED = 50


def text_of(number: int) -> str:
    """Return the text of a save: some fill a page of the file, some many."""
    chooser = Random(number)
    letters = "".join(chooser.choices("abcåäö", k=chooser.choice([5, 900, 4_000])))
    return f"{number} {letters}"


def saved_texts(folder: Path) -> list[str] | None:
    """Return what is saved in its order; None if the chain of events is broken."""
    with closing(open_database(folder, training=True)) as database, database.read() as session:
        if first_broken_event(session) is not None:
            return None
        saved: list[str] = []
        for event in events(session):
            if event.action == FIRST:
                saved.append(event.subject)
            else:
                saved[-1] += event.subject
        return saved


def saved_numbers(folder: Path) -> list[int]:
    saved = saved_texts(folder)
    assert saved is not None
    numbers = [int(text.split()[0]) for text in saved]
    assert saved == [text_of(number) for number in numbers]
    return numbers


def main(folder: Path, count: int, how: str) -> None:
    database = open_database(folder, training=True)
    if how == "before":
        _save_late(database, count)
    elif how == "after":
        for number in range(count):
            _save(database, number)
            _tell(number)
    else:
        _save_on_a_watched_disk(database, count, how)


def _save(database: Database, *numbers: int) -> None:
    with database.begin() as session:
        for number in numbers:
            text = text_of(number)
            for place in range(0, len(text), PIECE):
                action = NEXT if place else FIRST
                note_event(session, NOW, "saver", action, text[place : place + PIECE])


def _tell(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def _save_late(database: Database, count: int) -> None:
    """Do it wrongly: tell of each save, and keep them fifty at a time."""
    for first in range(0, count, _UNSAVED):
        for number in range(first, first + _UNSAVED):
            _tell(number)
        _save(database, *range(first, first + _UNSAVED))


def _save_on_a_watched_disk(database: Database, count: int, synchronous: str) -> None:
    """Sync as told, empty the log often, and end before anything is tidied."""
    connection = database.writer.raw_connection()
    connection.cursor().execute(f"PRAGMA synchronous = {synchronous}")
    connection.cursor().execute("PRAGMA wal_autocheckpoint = 120")
    connection.close()
    told = os.open(database.file.with_name(TOLD), os.O_WRONLY | os.O_CREAT)
    for number in range(count):
        _save(database, number)
        os.write(told, b".")
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
