"""A program that copies a database again and again."""

import sys
from datetime import timedelta
from itertools import count
from pathlib import Path

from kast_eval.store.backups.take import back_up
from kast_eval.store.database import open_database
from tests.store.made import NOW


def main(folder: Path, place: Path) -> None:
    database = open_database(folder, training=True)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for number in count(1):
        back_up(database, place, NOW + timedelta(seconds=number))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
