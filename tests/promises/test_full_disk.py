"""A full or broken disk: the page says so and keeps what was typed, and the next save works."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from tests.actions.at_the_clinic import code
from tests.promises.clinic import SEE_OTHER, Counsellor, counsellor, make_clinic, program
from tests.promises.disk import Faults, build_library, watched
from tests.promises.kept import kept_sheets
from tests.promises.length import at_length
from tests.web.reading import read_html
from tests.web.test_entry import ANSWERS, held

pytestmark = pytest.mark.prove

CALLS_BETWEEN_FAULTS = at_length(1, short=7)
"""At length every call of a save fails once."""

UNAVAILABLE, FULL = 503, 507


@dataclass
class OnABadDisk:
    """A clinic whose disk does as the test says."""

    folder: Path
    faults: Faults
    who: Counsellor
    numbers: Iterator[int]
    refused: int = 0

    def save(self, kind: str, at_call: int) -> int:
        """Save once with a fault and once without; return how many calls failed."""
        client_code = code(next(self.numbers))
        path = self.who.open(client_code)
        fields = self.who.filled(path, f"note of {client_code}")
        self.faults.fail(kind, at_call)
        answer = self.who.send(path, fields)
        failed = self.faults.mend()
        if answer.status_code != SEE_OTHER:
            assert failed
            self.refused += 1
            says_so_and_keeps_what_was_typed(answer.status_code, answer.text, fields)
            # The page itself carries what is needed to save once more.
            answer = self.who.send(path, fields)
        assert answer.status_code == SEE_OTHER
        return failed


def says_so_and_keeps_what_was_typed(status: int, html: str, fields: dict[str, str]) -> None:
    page = read_html(html)
    assert status in {UNAVAILABLE, FULL}
    assert "Ingenting sparades" in page.text
    for name in (*ANSWERS, "note_mood_7d"):
        assert held(page, name) == fields[name]


@pytest.fixture(scope="module")
def on_a_bad_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OnABadDisk]:
    beside = tmp_path_factory.mktemp("disk")
    folder = tmp_path_factory.mktemp("instance")
    make_clinic(folder)
    faults = Faults(beside / "faults")
    surroundings = watched(build_library(beside), folder, faults=beside / "faults")
    with program(folder, surroundings) as at:
        yield OnABadDisk(folder, faults, counsellor(at), count(1))
    faults.close()


@pytest.mark.parametrize("kind", ["full", "broken", "half"])
def test_a_save_that_the_disk_refuses_keeps_nothing_and_the_next_one_works(
    on_a_bad_disk: OnABadDisk, kind: str
) -> None:
    before, refused = len(kept_sheets(on_a_bad_disk.folder)), on_a_bad_disk.refused
    saves, at_call = 1, 1
    while on_a_bad_disk.save(kind, at_call) > 0:
        saves, at_call = saves + 1, at_call + CALLS_BETWEEN_FAULTS
    # The disk did fail, and not only where nothing hangs on it.
    assert on_a_bad_disk.refused > refused + 3
    kept = kept_sheets(on_a_bad_disk.folder)
    assert len(kept) == before + saves
    for client_code, sheet in kept.items():
        assert sheet.note == f"note of {client_code}"
