"""Forms that are released: their files stay as they were, for as long as there are answers."""

import hashlib
from pathlib import Path

from kast_eval.errors import DefinitionError
from kast_eval.wording import marked

RELEASED = "released.sha256"
"""The file that holds the released files to what they were: a checksum and a name a line."""


def released_faults(folder: Path) -> tuple[DefinitionError, ...]:
    """Return a fault for each released file that is gone or no longer as it was released."""
    faults = []
    for line, entry in enumerate(_released_lines(folder), start=1):
        checksum, _, name = entry.partition("  ")
        path = folder / name
        if not path.is_file():
            text = marked("{name} är utgiven men finns inte. Lägg tillbaka filen.")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != checksum:
            text = marked("{name} är utgiven och får inte ändras. Gör nästa version i stället.")
        else:
            continue
        faults.append(DefinitionError(RELEASED, line, text, name=name))
    return tuple(faults)


def _released_lines(folder: Path) -> list[str]:
    path = folder / RELEASED
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
