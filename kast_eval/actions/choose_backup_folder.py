"""Choose the folder that copies of the database go to."""

import secrets
from datetime import datetime
from pathlib import Path

from kast_eval.errors import KastEvalError
from kast_eval.kinds.text import clean_text
from kast_eval.store.backup_runs import choose_backup_folder as keep_choice
from kast_eval.store.backups.known_place import remember_place
from kast_eval.store.backups.place import require_usable
from kast_eval.store.database import Database
from kast_eval.store.events import note_event
from kast_eval.study.roles import Permission, User, require_somewhere
from kast_eval.wording import marked

LONGEST_PATH = 1000


class FolderChoiceError(KastEvalError):
    """A folder that copies cannot go to."""


def choose_backup_folder(database: Database, user: User, now: datetime, typed: str) -> Path:
    """Keep the choice once something could be written there; return the folder.

    The folder itself is no subject of an event: a path may name a person.
    """
    require_somewhere(user, Permission.KEEP_MACHINE)
    place = _folder(typed)
    if place.resolve().is_relative_to(database.file.parent.resolve()):
        raise FolderChoiceError(
            marked(
                "Välj en mapp utanför {instance}: går den mappen förlorad ska kopiorna finnas kvar."
            ),
            instance=database.file.parent,
        )
    require_usable(place, secrets.token_hex(8))
    with database.begin() as session:
        keep_choice(session, place, user.name, now)
        note_event(session, now, user.name, "chose", "backup folder")
    remember_place(database.file.parent, place)
    return place


def _folder(typed: str) -> Path:
    written = clean_text(typed)
    if not written or len(written) > LONGEST_PATH:
        raise FolderChoiceError(marked("Skriv mappens hela sökväg."))
    place = Path(written)
    if not place.is_absolute():
        raise FolderChoiceError(
            marked("Skriv mappens hela sökväg, från disken och inåt: {folder} är bara en del."),
            folder=place,
        )
    return place
