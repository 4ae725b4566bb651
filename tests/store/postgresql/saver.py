"""A program that saves on a server, as fast as it can."""

import sys
from pathlib import Path

from kast_eval.store.database import open_database
from kast_eval.store.events import note_event
from tests.store.made import NOW


def main(folder: Path, name: str, count: int, address: str) -> None:
    database = open_database(folder, training=True, address=address)
    for number in range(count):
        with database.begin() as session:
            note_event(session, NOW, name, "saved", f"{name} {number}")
    database.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4])
