"""A program that saves as fast as it can, and tells each save when it is kept."""

import sys
from pathlib import Path

from kast_eval.store.database import open_database
from kast_eval.store.events import note_event
from tests.store.made import NOW


def main(folder: Path, name: str, count: int) -> None:
    database = open_database(folder, training=True)
    for number in range(count):
        with database.begin() as session:
            note_event(session, NOW, name, "saved", f"{name} {number}")
        sys.stdout.write(f"{name} {number}\n")
        sys.stdout.flush()
    database.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
