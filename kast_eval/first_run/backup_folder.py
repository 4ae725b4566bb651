"""The folder that a first run asks backups to be kept in."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from kast_eval.errors import KastEvalError, system_reason
from kast_eval.first_run.fields import Fields
from kast_eval.wording import marked


def read_backup_folder(texts: Mapping[str, str], instance: Path) -> Path:
    """Return the folder for backups, which can be written to, or raise FieldsError."""
    fields = Fields(texts)
    folder = fields.read("backup_folder", lambda text: _backup_folder(text, instance), Path())
    fields.end()
    return folder


def _backup_folder(text: str, instance: Path) -> Path:
    folder = Path(text.strip())
    if not text.strip() or "\0" in text or not folder.is_absolute():
        raise KastEvalError(
            marked("Skriv hela sökvägen till mappen, till exempel {example}."),
            example="E:\\KAST-kopior" if os.name == "nt" else "/media/usb/kast-kopior",
        )
    if instance in {folder, *folder.parents}:
        raise KastEvalError(
            marked("Välj en mapp utanför {instance}, helst på en annan disk."), instance=instance
        )
    try:
        # Only the last folder is made: above it may be where a disk should be mounted.
        folder.mkdir(mode=0o700, exist_ok=True)
        probe = folder / f".{secrets.token_hex(8)}"
        probe.touch(mode=0o600)
        probe.unlink()
    except OSError as error:
        raise KastEvalError(
            marked("{folder} går inte att skriva i ({reason}). Välj en annan mapp."),
            folder=folder,
            reason=system_reason(error),
        ) from error
    return folder


def is_same_disk(folder: Path, instance: Path) -> bool:
    """Tell whether both are on one disk, which takes both with it when it breaks."""
    return _standing(folder).stat().st_dev == _standing(instance).stat().st_dev


def _standing(folder: Path) -> Path:
    """Return the folder, or the nearest above it that is there already."""
    return next(one for one in (folder, *folder.parents) if one.exists())
