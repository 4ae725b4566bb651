"""What becomes of a format when the disk has no room for its file."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from kast_eval.dataset.formats.every import FORMATS, Format, write_checked
from kast_eval.dataset.formats.read_back import ReadBackError
from kast_eval.wording import Language
from tests.dataset.formats.made import number, table

DAY = date(2026, 3, 9)

WRITES = """
import resource, sys
from datetime import date
from pathlib import Path
from kast_eval.dataset.formats.every import FORMATS, write_checked
from kast_eval.dataset.formats.read_back import ReadBackError
from kast_eval.wording import Language
from tests.dataset.formats.made import number, table
made = table((number(),), *((row % 2,) for row in range(60_000)))
most = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
for one in FORMATS.values():
    try:
        write_checked(made, Path(sys.argv[1]), one, Language.SV, date(2026, 3, 9))
    except ReadBackError as error:
        print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no largest size of files")
@pytest.mark.parametrize("most", [0, 900])
def test_a_disk_that_fills_while_a_format_is_written_is_told_of(most: int, tmp_path: Path) -> None:
    program = [sys.executable, "-c", WRITES, str(tmp_path), str(most)]
    ran = subprocess.run(program, capture_output=True, check=True)
    assert ran.stdout.decode().count("Finns det plats på disken?") == len(FORMATS)


@pytest.mark.parametrize("one", FORMATS.values(), ids=lambda one: one.folder)
def test_a_file_that_has_no_place_is_told_of(one: Format, tmp_path: Path) -> None:
    with pytest.raises(ReadBackError, match="Finns det plats på disken"):
        write_checked(table((number(),), (1,)), tmp_path / "none", one, Language.SV, DAY)
