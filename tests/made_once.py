"""Folders that take long to make: made once in a process, copied for whoever needs one."""

import atexit
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

Make = Callable[[Path], None]


def copy_made_once(make: Make, folder: Path) -> Path:
    """Return the folder, with what `make` makes of an empty one."""
    return shutil.copytree(_made_once(make), folder, dirs_exist_ok=True)


@cache
def _made_once(make: Make) -> Path:
    place = Path(mkdtemp(prefix="kast_eval_"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    make(place / "made")
    return place / "made"
