"""What was answered as saved survives that the power goes, whatever the disk had not done yet."""

import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from kast_eval.store.database import open_database
from kast_eval.store.faults import StorageError
from tests.promises.disk import FATES, Call, Disk, build_library, read_log, watched
from tests.promises.length import at_length
from tests.promises.saver import TOLD, saved_texts, text_of

pytestmark = pytest.mark.prove

ROOT = Path(__file__).parents[2]
SAVES = 60
IMAGES = at_length(2_000, short=120)


@dataclass(frozen=True)
class Run:
    """A folder as it was, and everything that a program then did to its files."""

    before: dict[str, bytes]
    calls: tuple[Call, ...]


def saved_on_a_watched_disk(folder: Path, synchronous: str) -> Run:
    library = build_library(folder)
    instance, log = folder / "instance", folder / "log"
    open_database(instance, training=True).close()
    before = {file.name: file.read_bytes() for file in instance.iterdir()}
    subprocess.run(
        [sys.executable, "-m", "tests.promises.saver", instance, str(SAVES), synchronous],
        cwd=ROOT, env=watched(library, instance, log=log), check=True,
    )  # fmt: skip
    return Run(before, tuple(read_log(log)))


def images(run: Run, count: int) -> Iterator[tuple[int, dict[str, bytes]]]:
    """Give images of the disk after power cuts, each with how many saves had been told of."""
    chooser = Random(1)
    cuts = Counter(chooser.randrange(len(run.calls)) for _ in range(count))
    disk, told = Disk(run.before), 0
    for place, call in enumerate(run.calls):
        if call.name == TOLD:
            told += call.kind == "w"
        else:
            disk.play(call)
        for _ in range(cuts[place]):
            yield told, disk.image(chooser, chooser.choice(FATES))


def verdict(folder: Path, told: int, image: dict[str, bytes]) -> str:
    """Start the program on the image and tell what came of it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, contents in image.items():
        (folder / name).write_bytes(contents)
    try:
        saved = saved_texts(folder)
    except StorageError:
        return "corrupt"
    if saved is None or saved != [text_of(number) for number in range(len(saved))]:
        return "torn"
    # One save may have been kept that was not told of yet.
    return "kept" if told <= len(saved) <= told + 1 else "lost"


def verdicts(folder: Path, run: Run, count: int) -> Counter[str]:
    return Counter(verdict(folder / "image", told, image) for told, image in images(run, count))


def test_no_power_cut_loses_tears_or_damages_what_was_told_to_be_saved(tmp_path: Path) -> None:
    run = saved_on_a_watched_disk(tmp_path, "FULL")
    assert sum(call.name == TOLD and call.kind == "w" for call in run.calls) == SAVES
    assert verdicts(tmp_path, run, IMAGES) == {"kept": IMAGES}


def test_the_disk_shows_what_a_program_that_syncs_less_often_loses(tmp_path: Path) -> None:
    found = verdicts(tmp_path, saved_on_a_watched_disk(tmp_path, "NORMAL"), 100)
    assert found["lost"] > 30
