"""Fills a folder again and again, and is killed at each step on the way once."""

import itertools
import os
import sys
from pathlib import Path

from kast_eval.store.filling import fill_folder, finish_filling

OLD = {"kast_eval.db": "old", "kast_eval.db-wal": "old log", "keys.json": "old keys"}
NEW = {"kast_eval.db": "new", "keys.json": "new keys", "settings.toml": "new settings"}
STEPS = {"open", "os.mkdir", "os.rename", "os.rmdir", "os.remove", "shutil.rmtree", "os.scandir"}
KILLED = 9


def main(place: Path) -> None:
    for step in itertools.count(1):
        folder = place / str(step)
        folder.mkdir()
        for name, text in OLD.items():
            (folder / name).write_text(text)
        child = os.fork()
        if child == 0:
            fill_until(folder, step)
        _, status = os.waitpid(child, 0)
        finish_filling(folder)
        sys.stdout.write(f"{step} {state(folder)}\n")
        if os.waitstatus_to_exitcode(status) == 0:
            return


def fill_until(folder: Path, last: int) -> None:
    """Fill the folder in a process that is gone at the given step, as by a power cut."""
    taken = itertools.count(1)

    def count(event: str, arguments: tuple[object, ...]) -> None:
        inside = any(str(folder) in str(argument) for argument in arguments)
        if event in STEPS and inside and next(taken) == last:
            os._exit(KILLED)

    sys.addaudithook(count)
    fill_folder(folder, fill)
    os._exit(0)


def fill(draft: Path) -> None:
    for name, text in NEW.items():
        (draft / name).write_text(text)


def state(folder: Path) -> str:
    """Return which contents the folder has, and whether the old ones are kept beside new ones."""
    found = texts(folder)
    if found == OLD:
        return "old"
    (kept,) = folder.glob("kept-*")
    return "new" if (found, texts(kept)) == (NEW, OLD) else f"neither {sorted(found)}"


def texts(folder: Path) -> dict[str, str]:
    return {file.name: file.read_text() for file in folder.iterdir() if file.is_file()}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
