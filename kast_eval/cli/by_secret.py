"""A clinic's database, opened by who types its secret: for what no user is there to do."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kast_eval.cli.opened import offered_copy, unlock_clinic
from kast_eval.errors import KastEvalError
from kast_eval.settings import read_settings
from kast_eval.wording import Language, marked

if TYPE_CHECKING:
    from kast_eval.store.database import Database


class NoClinicError(KastEvalError):
    """A folder that holds practice, or nothing."""


@contextmanager
def opened_by_secret(instance: Path | None, language: Language) -> Iterator["Database"]:
    """Give the database to who types its passphrase or the code on paper.

    A machine that opens by itself opens for everybody who sits there, and does not count.
    """
    from kast_eval.store.folder import FolderSort, sort_of
    from kast_eval.store.whereabouts import address_of

    settings = read_settings(instance, os.environ)
    folder = settings.instance
    if sort_of(folder) is not FolderSort.CLINIC:
        raise NoClinicError(
            marked(
                "I {folder} finns ingen mottagning för riktiga klienter, och i övningen behövs det "
                "här inte. Välj mottagningens mapp med --instance."
            ),
            folder=folder,
        )
    # A server that was asked for and is not used would be a second database.
    address_of(folder, settings.database)
    with offered_copy(folder):
        checked = unlock_clinic(folder, language, typed=True).checked
    with closing(checked.database) as database:
        yield database
