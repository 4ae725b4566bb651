"""The database of an instance, opened for a command, who asks, and the clinics in it."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from kast_eval import clock
from kast_eval.cli.access import Access, asked_access, known_secret
from kast_eval.cli.asking import ask
from kast_eval.errors import KastEvalError
from kast_eval.settings import Settings
from kast_eval.wording import Language, Wording, marked

if TYPE_CHECKING:
    from kast_eval.store.database import Database
    from kast_eval.store.keys.secret import Secret
    from kast_eval.store.session import Session
    from kast_eval.store.start_checks import CheckedDatabase
    from kast_eval.study.roles import User

COMMAND = "command"
"""Where the tries at a passphrase are counted that come from no browser."""


class UnknownSiteError(KastEvalError):
    """A clinic that there is none of, or that the user does not work at."""


class NoDatabaseError(KastEvalError):
    """An instance folder that the program has never been started with."""


class KeyChangedError(KastEvalError):
    """A key that was changed while the database was opened with it."""


class OfferedCopyError(KastEvalError):
    """A damaged database that there is a copy of."""


@dataclass(frozen=True)
class Opened:
    """An open database, and who works in it."""

    database: "Database"
    user: "User"


@dataclass(frozen=True)
class Unlocked:
    """A clinic's database, and the secret that opened it."""

    checked: "CheckedDatabase"
    secret: "Secret"


def require_site(session: "Session", user: "User", site: str) -> None:
    """Refuse a clinic that the user does not work at, and tell those that there are."""
    from kast_eval.store.sites import all_sites

    own = [f"{one.code} ({one.name})" for one in all_sites(session) if one.code in user.sites]
    if site not in user.sites:
        raise UnknownSiteError(
            marked("Mottagningen finns inte. Välj någon av: {sites}."), sites=", ".join(own)
        )


@contextmanager
def opened(settings: Settings, language: Language) -> Iterator[Opened]:
    """Give the database and who asks: the training user, or one who signs in for the command."""
    with unlocked(settings, language) as database:
        user = _user(database, asked_access(), language)
        yield Opened(database.seeing(user.sites), user)


@contextmanager
def unlocked(settings: Settings, language: Language) -> Iterator["Database"]:
    """Give the database to a command that nobody in particular runs: a copy, a check."""
    from kast_eval.store.whereabouts import address_of

    # A server that was asked for and is not used would be a second database.
    address_of(settings.instance, settings.database)
    with closing(open_folder(settings.instance, language).database) as database:
        yield database


def open_folder(folder: Path, language: Language, *, thorough: bool = False) -> "CheckedDatabase":
    """Return the database of a folder, checked; before the first start there is none."""
    from kast_eval.store.folder import FolderSort, sort_of
    from kast_eval.store.start_checks import open_checked

    sort = sort_of(folder)
    match sort:
        case FolderSort.EMPTY:
            raise NoDatabaseError(
                marked(
                    "I {folder} finns ingen databas. Kör «kast-eval training» för att öva, eller "
                    "«kast-eval serve» för att börja med en mottagning."
                ),
                folder=folder,
            )
        case FolderSort.TRAINING:
            return open_checked(folder, training=True, thorough=thorough)
        case FolderSort.CLINIC:
            with offered_copy(folder):
                return unlock_clinic(folder, language, thorough=thorough).checked
        case _:
            assert_never(sort)


def unlock_clinic(
    folder: Path, language: Language, *, thorough: bool = False, typed: bool = False
) -> Unlocked:
    """Return a clinic's database, checked, and what opened it; `typed` asks though a machine could.

    What opened it is noted there.
    """
    from kast_eval.actions.note_unlocking import note_unlocking
    from kast_eval.store.keys.key_box import box_id, open_key_box
    from kast_eval.store.keys.secret import kind_of
    from kast_eval.store.start_checks import open_checked

    box = box_id(folder)
    environment = None if typed else os.environ
    secret = known_secret(folder, asked_access(), language, environment)
    key = open_key_box(folder, secret)
    checked = open_checked(folder, training=False, key=key, thorough=thorough)
    require_box(folder, box, checked.database)
    with checked.database.begin() as session:
        note_unlocking(session, clock.now(), kind_of(secret))
    return Unlocked(checked, secret)


@contextmanager
def offered_copy(folder: Path) -> Iterator[None]:
    """Tell of the newest proven copy where the database or its keys are damaged."""
    from kast_eval.store.backups.copies import all_copies
    from kast_eval.store.backups.known_place import known_place
    from kast_eval.store.faults import DamagedDatabaseError, DamagedKeysError

    try:
        yield
    except (DamagedDatabaseError, DamagedKeysError) as error:
        newest = next(iter(all_copies(known_place(folder))), None)
        if newest is None:
            raise
        damage = Wording(error.in_language(Language.SV), error.in_language(Language.EN))
        raise OfferedCopyError(
            marked(
                "{damage} Den nyaste prövade kopian är {copy}. Återställ den i en ny mapp: "
                "kast-eval restore {copy} --instance NY-MAPP"
            ),
            damage=damage,
            copy=newest.folder,
        ) from error


def require_box(folder: Path, box: str, database: "Database") -> None:
    """Refuse to work in a database whose key has been changed since its box was read.

    The file that is open may be the old one, and what is written in it would be lost.
    """
    from kast_eval.store.keys.key_box import box_id

    if box_id(folder) != box:
        database.close()
        raise KeyChangedError(
            marked("Databasens nyckel byttes just nu. Kör kommandot en gång till.")
        )


def _user(database: "Database", access: Access, language: Language) -> "User":
    """Return the training user, or who proves to be somebody with a passphrase and a code."""
    from kast_eval.actions.reset_training import training_user
    from kast_eval.actions.sign_in_by_password import check_password

    if database.training:
        with database.read() as session:
            return training_user(session)
    name = access.user or ask(marked("Ditt namn"), language)
    password = ask(marked("Din lösenfras"), language, hidden=True)
    code = ask(marked("Engångskod"), language)
    return check_password(
        database, clock.now(), name=name, password=password, code=code, client=COMMAND
    )
