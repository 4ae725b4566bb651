"""The machine's own key: outside the instance folder, so that a copied folder opens nothing."""

import re
import secrets
from collections.abc import Mapping
from pathlib import Path

from kast_eval.errors import system_reason
from kast_eval.files import write_kept
from kast_eval.store.faults import KeyFileError
from kast_eval.store.keys.key_box import box_id, open_key_box, replace_slot
from kast_eval.store.keys.secret import MachineKey, Secret
from kast_eval.wording import marked

MACHINE_KEY_VARIABLE = "KAST_EVAL_MACHINE_KEY"
"""Names the file, where somebody wants it in a place of their own."""

CREDENTIALS_VARIABLE = "CREDENTIALS_DIRECTORY"
"""Where systemd puts what a unit's LoadCredential or LoadCredentialEncrypted names."""

CREDENTIAL = "kast_eval.machine_key"
_BYTES = 32
_WRITTEN = re.compile(rf"[0-9a-f]{{{2 * _BYTES}}}")


def machine_key_file(
    folder: Path, environment: Mapping[str, str], *, box: str | None = None
) -> Path:
    """Return where the machine's key of the folder is kept, or will be once its box is `box`.

    A named file goes first, then what systemd hands over, then the account's own settings.
    """
    named = environment.get(MACHINE_KEY_VARIABLE)
    if named:
        return Path(named)
    handed_over = environment.get(CREDENTIALS_VARIABLE)
    if handed_over and (Path(handed_over) / CREDENTIAL).exists():
        return Path(handed_over) / CREDENTIAL
    return _own_file(environment, box or box_id(folder))


def _own_file(environment: Mapping[str, str], box: str) -> Path:
    return _settings_folder(environment) / "kast_eval" / f"{box}.machine_key"


def _settings_folder(environment: Mapping[str, str]) -> Path:
    """Return the folder of the account's settings, which other accounts cannot read."""
    for variable in ("LOCALAPPDATA", "XDG_CONFIG_HOME"):
        named = environment.get(variable)
        if named:
            return Path(named)
    return Path.home() / ".config"


def find_machine_key(folder: Path, environment: Mapping[str, str]) -> MachineKey | None:
    """Return the machine's key of the folder; None where this machine has none."""
    file = machine_key_file(folder, environment)
    try:
        written = file.read_text("ascii", errors="replace").strip()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise KeyFileError(
            marked(
                "Datorns nyckel {file} går inte att läsa ({reason}). Öppna med lösenfrasen eller "
                "med koden på papper."
            ),
            file=file,
            reason=system_reason(error),
        ) from error
    if not _WRITTEN.fullmatch(written):
        raise KeyFileError(
            marked(
                "Datorns nyckel {file} är skadad. Öppna med lösenfrasen eller med koden på "
                "papper, och gör en ny nyckel för datorn."
            ),
            file=file,
        )
    return MachineKey(bytes.fromhex(written))


def add_machine_slot(folder: Path, known: Secret, environment: Mapping[str, str]) -> Path:
    """Let this machine open the box by a new key of its own; return the file that it is in."""
    file = machine_key_file(folder, environment)
    if file.exists():
        raise KeyFileError(marked("{file} finns redan och skrivs inte över."), file=file)
    made = MachineKey(secrets.token_bytes(_BYTES))
    # The secret is tried before anything is written, and the key is on the disk before the slot.
    open_key_box(folder, known)
    write_kept(file, f"{made.secret.hex()}\n".encode())
    replace_slot(folder, known, made)
    return file


def renewed_machine_key(
    folder: Path, environment: Mapping[str, str], box: str
) -> MachineKey | None:
    """Return what opens the box to be on this machine; None where this one opened the old neither.

    A key that somebody has laid ready stays; one of our own gets a successor with a file of its
    own, so that old and new each have theirs whenever the machine stops.
    """
    found = find_machine_key(folder, environment)
    file = machine_key_file(folder, environment, box=box)
    if found is None or file == machine_key_file(folder, environment):
        return found
    made = MachineKey(secrets.token_bytes(_BYTES))
    write_kept(file, f"{made.secret.hex()}\n".encode())
    return made


def forget_machine_key(environment: Mapping[str, str], box: str) -> None:
    """Remove the machine's key of a box; one that somebody has laid ready stays theirs."""
    _own_file(environment, box).unlink(missing_ok=True)
