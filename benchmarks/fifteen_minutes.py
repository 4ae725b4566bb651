"""A newcomer's fifteen minutes: from a fresh clone to a printed starter kit, timed.

`python -m benchmarks.fifteen_minutes` clones this repository into a folder of its own, installs
what is locked, makes a kit and tells the seconds of each step. `--venv FOLDER` uses what is
installed there instead. A fast machine and a filled package cache make it faster than a first
time is; the minutes of reading and of the printer itself are not counted.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

PROJECT = Path(__file__).parents[1]
ALLOWED = 15 * 60
KIT = (
    "starter-kit", "--site", "KAST Småstad", "--edition", "new", "--clients", "20",
    "--out", "kit.zip",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--venv", type=Path, help="use what is installed here")
    venv: Path | None = parser.parse_args().venv
    with tempfile.TemporaryDirectory() as folder:
        seconds = measured(steps(Path(folder), venv))
    for name, taken in seconds.items():
        print(f"{name:24}{taken:8.1f} s")
    total = sum(seconds.values())
    print(f"{'together':24}{total:8.1f} s of {ALLOWED}")
    sys.exit(total > ALLOWED)


Step = tuple[Sequence[str], Path]
"""A command and the folder that it runs in."""


def steps(folder: Path, venv: Path | None) -> Mapping[str, Step]:
    """Return the commands of a newcomer; with a `venv` nothing is installed."""
    clone = folder / "kast_eval"
    python = (venv.absolute() if venv else clone / ".venv") / "bin" / "python"
    install = {} if venv else {"make install": (("make", "install"), clone)}
    return {
        "git clone": (("git", "clone", "--quiet", str(PROJECT), str(clone)), folder),
        **install,
        "kast-eval starter-kit": ((str(python), "-m", "kast_eval", *KIT), clone),
    }


def measured(asked: Mapping[str, Step]) -> Mapping[str, float]:
    """Run the steps and return how long each took, by the clock."""
    seconds = {}
    for name, (command, folder) in asked.items():
        started = time.monotonic()
        subprocess.run(command, cwd=folder, check=True)
        seconds[name] = time.monotonic() - started
    return seconds


if __name__ == "__main__":
    main()
